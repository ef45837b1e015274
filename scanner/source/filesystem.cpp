#include "source/filesystem.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/filesystem/operations.hpp>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <utility>

#include "source/directory.hpp"
#include "source/failure.hpp"
#include "source/file_uri.hpp"
#include "source/open_item.hpp"
#include "source/walk.hpp"

namespace braque::source {
namespace {

/// The path without links; the path made absolute where it does not exist.
std::string absolute_path(const std::string& path) {
  boost::system::error_code error;
  const boost::filesystem::path resolved = boost::filesystem::canonical(path, error);
  if (!error) return resolved.string();
  const boost::filesystem::path here = boost::filesystem::current_path(error);
  return error ? path : boost::filesystem::absolute(path, here).string();
}

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return name.data();
}

}  // namespace

Result<std::unique_ptr<Source>> FilesystemSource::make(const std::string& target,
                                                       const SourceOptions& options) {
  std::string path = target;
  if (target.starts_with("file:")) {
    Result<std::string> decoded = path_of_file_uri(target);
    if (!decoded) return decoded.error();
    path = *decoded;
  }
  if (path.empty() || path.find('\0') != std::string::npos)
    return unexpected(ErrorKind::invalid, "target '" + target + "' names no path");
  Result<Exclusions> exclusions =
      Exclusions::make(options.include, options.exclude, options.default_exclusions);
  if (!exclusions) return exclusions.error();

  std::unique_ptr<FilesystemSource> source(new FilesystemSource);
  source->target_ = target;
  source->options_ = options;
  source->resolve(path);
  source->lasting_name_ = options.lasting_name.empty()
                              ? file_uri_of_path(host_name(), source->path_)
                              : options.lasting_name;
  source->user_ = ::geteuid();
  source->exclusions_ = std::move(*exclusions);
  return Result<std::unique_ptr<Source>>(std::move(source));
}

/// The path without links. On a mount that may hang a servant follows them; when it gets no answer
/// the path stays as it was written.
void FilesystemSource::resolve(const std::string& path) {
  if (options_.remote_files != nullptr)
    mounts_ = options_.mounts.empty() ? MountTable::of_this_process()
                                      : MountTable::parse(options_.mounts);
  std::string absolute = path;
  if (!path.starts_with('/')) {
    boost::system::error_code error;
    absolute = boost::filesystem::current_path(error).string() + "/" + path;
  }
  std::string there;
  const Mount* const mount = hanging_on_the_way(mounts_, absolute, there);
  if (mount == nullptr) {
    path_ = absolute_path(path);
    return;
  }
  remote_ = true;
  device_ = mount->device;
  const RemoteFiles::Found found = options_.remote_files->find(there, device_);
  path_ = found.error == 0 && !found.path.empty() ? found.path : there;
}

Listing FilesystemSource::list(ItemSink& sink) {
  // The type is asked for before anything is opened: opening a device can have effects.
  if (remote_) {
    RemoteFiles::Found found = options_.remote_files->find(path_, device_);
    if (found.error != 0) return unreached(sink, found.error);
    if (!S_ISDIR(found.metadata.mode)) return walk_file(sink);
    return walk_directory(sink, opened_by(*options_.remote_files, std::move(found)));
  }
  struct stat found;
  if (::stat(path_.c_str(), &found) != 0) return unreached(sink, errno);
  return S_ISDIR(found.st_mode) ? walk_directory(sink, open_target(path_)) : walk_file(sink);
}

/// A directory that the user named; the only place where a whole path is resolved.
OpenedDirectory FilesystemSource::open_target(const std::string& path) const {
  if (remote_) return opened_by(*options_.remote_files, options_.remote_files->find(path, device_));
  OpenedDirectory opened;
  opened.descriptor =
      Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  opened.error = opened.descriptor ? status_at(opened.descriptor.get(), "", opened.status) : errno;
  if (opened.error == 0) opened.kind = file_system_kind(opened.descriptor.get());
  return opened;
}

Listing FilesystemSource::unreached(ItemSink& sink, int error) const {
  Listing listing;
  listing.detail = failure_of(error).detail;
  // What is not there was not discovered; what is there and refuses is in the ledger.
  if (error == ENOENT || error == ENOTDIR) return listing;
  Item item;
  item.target = options_.target;
  item.path = path_;
  sink.passed_over(std::move(item), skipped_by(error));
  return listing;
}

Listing FilesystemSource::walk_directory(ItemSink& sink, OpenedDirectory opened) {
  if (opened.error != 0) return unreached(sink, opened.error);
  auto pool = std::make_shared<DirectoryPool>(options_.budget.open_directories_max);
  Walk walk({path_, options_.target, options_.budget, &mounts_, options_.remote_files}, exclusions_,
            sink);
  Listing listing;
  listing.reached = true;
  listing.complete = walk.run(Directory::root(
      std::move(pool), std::move(opened), options_.cross_mounts ? Mounts::cross : Mounts::stay));
  return listing;
}

// The file hangs below its directory like any other, so that `open` has one way only. Its mount is
// the user's choice.
Listing FilesystemSource::walk_file(ItemSink& sink) {
  const std::size_t slash = path_.rfind('/');
  if (slash == std::string::npos) return unreached(sink, ENOENT);
  const std::string parent = path_.substr(0, slash + 1);
  const std::string name = path_.substr(slash + 1);
  OpenedDirectory opened = open_target(parent);
  if (opened.error != 0) return unreached(sink, opened.error);
  auto root = Directory::root(std::make_shared<DirectoryPool>(1), std::move(opened), Mounts::cross);
  Walk walk({path_, options_.target, options_.budget, nullptr, nullptr}, exclusions_, sink);
  walk.report_file(root, name, "");
  Listing listing;
  listing.reached = true;
  listing.complete = true;
  return listing;
}

Opened FilesystemSource::open_remote(const Directory& parent, const char* name,
                                     AccessTime access_time) const {
  int error = 0;
  const Directory::Handle directory = parent.handle(error);
  if (directory == nullptr) return {nullptr, failure_of(error)};
  RemoteFiles::Request request;
  request.directory = directory->get();
  request.name = name;
  request.device = parent.identity().device;
  request.cross_mounts = parent.mounts() == Mounts::cross;
  request.keep_access_time = access_time == AccessTime::keep;
  return options_.remote_files->open(request);
}

Opened FilesystemSource::open(const Item& item) const {
  // Items come back to the source that made them.
  const auto* parent = static_cast<const Directory*>(item.anchor.get());
  if (parent == nullptr)
    return {nullptr, ReadFailure{Reason::io_error, "the item was not found by a listing"}};
  const char* name = item.path.c_str() + item.path.rfind('/') + 1;
  AccessTime access_time =
      user_ == 0 || user_ == item.metadata.owner ? AccessTime::keep : AccessTime::update;

  // What was mounted after the mounts were read is known by its kind.
  const bool detour = parent->remote() != nullptr || parent->kind() == FileSystemKind::remote;
  if (options_.remote_files != nullptr && detour) return open_remote(*parent, name, access_time);
  return open_item([&](int& error) { return parent->open_file(name, access_time, error); },
                   parent->kind());
}

}  // namespace braque::source
