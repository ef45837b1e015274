#include "sandbox/file_servants.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace braque::sandbox {
namespace {

ReadFailure stalled() {
  return {Reason::stalled_mount, "the mount gave no answer in time and is left alone"};
}

ReadFailure failure_of(const FileReply& reply) {
  return {static_cast<Reason>(reply.reason), reply.detail.data()};
}

/// A file that is open in a servant. One call at a time: the threads that read windows of a large
/// file wait for one another, and the network is what they wait for anyway.
class RemoteItem final : public OpenItem {
 public:
  RemoteItem(FileServants& servants, std::unique_ptr<WorkerProcess> servant, std::uint64_t device,
             std::uint64_t answer_ms, const ItemMetadata& metadata)
      : servants_(servants),
        device_(device),
        answer_ms_(answer_ms),
        metadata_(metadata),
        servant_(std::move(servant)) {}
  RemoteItem(const RemoteItem&) = delete;
  RemoteItem& operator=(const RemoteItem&) = delete;
  ~RemoteItem() override {
    FileReply reply;
    FileRequest request;
    request.call = FileRequest::Call::close;
    if (call(request, reply)) servants_.give_back(std::move(servant_));
  }

  std::uint64_t size() const override { return metadata_.size; }
  const ItemMetadata& metadata() const override { return metadata_; }

  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>& failure) const override {
    if (offset >= size()) return 0;
    into =
        into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size() - offset)));
    const std::lock_guard lock(mutex_);
    std::size_t done = 0;
    while (done < into.size()) {
      FileRequest request;
      request.call = FileRequest::Call::read;
      request.offset = offset + done;
      request.bytes = static_cast<std::uint32_t>(std::min(into.size() - done, kChunkBytesMax));
      FileReply reply;
      if (!call(request, reply)) {
        failure = stalled();
        return done;
      }
      std::memcpy(into.data() + done, servant_->records(), reply.bytes);
      done += reply.bytes;
      if (reply.failed != 0) failure = failure_of(reply);
      if (reply.failed != 0 || reply.bytes < request.bytes) break;
    }
    return done;
  }

  Extent next_data(std::uint64_t offset) const override {
    if (offset >= size() || metadata_.allocated_bytes >= size()) return {offset, size()};
    const std::lock_guard lock(mutex_);
    FileRequest request;
    request.call = FileRequest::Call::next_data;
    request.offset = offset;
    FileReply reply;
    const bool sound = call(request, reply) && reply.failed == 0 && reply.begin >= offset &&
                       reply.end <= size() && reply.begin <= size() &&
                       (reply.begin < reply.end || reply.begin == size());
    return sound ? Extent{reply.begin, reply.end} : Extent{offset, size()};
  }

  Reason changed() const override {
    const std::lock_guard lock(mutex_);
    FileRequest request;
    request.call = FileRequest::Call::changed;
    FileReply reply;
    return call(request, reply) ? static_cast<Reason>(reply.reason) : Reason::none;
  }

 private:
  bool call(const FileRequest& request, FileReply& reply) const {
    if (!servant_) return false;
    if (servant_->call(request, reply, {}, answer_ms_)) return true;
    servants_.give_up(device_);
    servant_->abandon();
    servant_.reset();
    return false;
  }

  FileServants& servants_;
  const std::uint64_t device_;
  const std::uint64_t answer_ms_;
  const ItemMetadata metadata_;
  mutable std::mutex mutex_;                        ///< guards servant_
  mutable std::unique_ptr<WorkerProcess> servant_;  ///< null once it hangs
};

}  // namespace

bool FileServants::given_up(std::uint64_t device) {
  const std::lock_guard lock(mutex_);
  return hanging_.contains(device);
}

void FileServants::give_up(std::uint64_t device) {
  const std::lock_guard lock(mutex_);
  hanging_.insert(device);
}

void FileServants::give_back(std::unique_ptr<WorkerProcess> servant) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(servant));
}

Result<std::unique_ptr<WorkerProcess>> FileServants::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto servant = std::move(idle_.back());
      idle_.pop_back();
      return servant;
    }
  }
  return pool_.fork(Role::servant);
}

/// One call; the servant comes back with its answer in its memory. Null, with the error in the
/// reply, when there was none.
std::unique_ptr<WorkerProcess> FileServants::ask(const FileRequest& call, int directory,
                                                 std::uint64_t device, FileReply& reply,
                                                 Descriptor* opened) {
  reply.error = kStalled;
  if (given_up(device)) return nullptr;
  auto servant = take();
  if (!servant) {
    reply.error = EAGAIN;
    return nullptr;
  }
  const std::array directories{directory};
  const std::span<Descriptor> received(opened, opened == nullptr ? 0 : 1);
  if ((*servant)->call(call, reply, std::span(directories).first(directory < 0 ? 0 : 1),
                       pool_.budget().remote_answer_ms, received))
    return std::move(*servant);
  give_up(device);
  (*servant)->abandon();
  reply = FileReply();
  reply.error = kStalled;
  return nullptr;
}

namespace {

/// False when it does not fit.
bool put_name(FileRequest& call, std::string_view name) {
  if (name.size() >= call.name.size()) return false;
  std::copy(name.begin(), name.end(), call.name.begin());
  return true;
}

}  // namespace

Opened FileServants::open(const Request& request) {
  FileRequest call;
  call.call = FileRequest::Call::open;
  call.cross_mounts = request.cross_mounts ? 1 : 0;
  call.keep_access_time = request.keep_access_time ? 1 : 0;
  if (!put_name(call, request.name))
    return {nullptr, ReadFailure{Reason::io_error, "File name too long"}};
  FileReply reply;
  auto servant = ask(call, request.directory, request.device, reply, nullptr);
  if (servant == nullptr && reply.error == kStalled) return {nullptr, stalled()};
  if (servant == nullptr) return {nullptr, ReadFailure{Reason::io_error, "no process to open it"}};
  if (reply.failed != 0) {
    give_back(std::move(servant));
    return {nullptr, failure_of(reply)};
  }
  return {std::make_unique<RemoteItem>(*this, std::move(servant), request.device,
                                       pool_.budget().remote_answer_ms, reply.metadata),
          std::nullopt};
}

RemoteFiles::Found FileServants::ask_by_name(FileRequest::Call which, const Request& request) {
  Found found;
  FileRequest call;
  call.call = which;
  call.cross_mounts = request.cross_mounts ? 1 : 0;
  if (!put_name(call, request.name)) {
    found.error = ENAMETOOLONG;
    return found;
  }
  FileReply reply;
  auto servant = ask(call, request.directory, request.device, reply, &found.directory);
  found.error = reply.error;
  found.metadata = reply.metadata;
  found.mount_id = reply.mount_id;
  found.kind = reply.kind;
  if (servant != nullptr) give_back(std::move(servant));
  return found;
}

RemoteFiles::Found FileServants::status(const Request& request) {
  return ask_by_name(FileRequest::Call::status, request);
}

RemoteFiles::Found FileServants::open_directory(const Request& request) {
  Found found = ask_by_name(FileRequest::Call::open_directory, request);
  if (found.error == 0 && !found.directory) found.error = EIO;
  return found;
}

RemoteFiles::Found FileServants::find(const std::string& path, std::uint64_t device) {
  Found found;
  FileRequest call;
  call.call = FileRequest::Call::find;
  call.bytes = static_cast<std::uint32_t>(call.name.size());
  if (!put_name(call, path)) {
    found.error = ENAMETOOLONG;
    return found;
  }
  FileReply reply;
  auto servant = ask(call, -1, device, reply, &found.directory);
  found.error = reply.error;
  found.metadata = reply.metadata;
  found.mount_id = reply.mount_id;
  found.kind = reply.kind;
  if (servant == nullptr) return found;
  found.path.assign(servant->records(), reply.bytes);
  give_back(std::move(servant));
  return found;
}

long FileServants::list(int directory, std::uint64_t device, bool seek, std::int64_t cookie,
                        std::span<char> into) {
  FileRequest call;
  call.call = FileRequest::Call::list;
  call.seek = seek ? 1 : 0;
  call.offset = static_cast<std::uint64_t>(cookie);
  call.bytes = static_cast<std::uint32_t>(std::min(into.size(), kChunkBytesMax));
  FileReply reply;
  auto servant = ask(call, directory, device, reply, nullptr);
  if (servant == nullptr) return -long{reply.error};
  std::memcpy(into.data(), servant->records(), reply.bytes);
  give_back(std::move(servant));
  return reply.error != 0 ? -long{reply.error} : long{reply.bytes};
}

}  // namespace braque::sandbox
