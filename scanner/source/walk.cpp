#include "source/walk.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "source/failure.hpp"
#include "source/offline.hpp"

namespace braque::source {
namespace {

constexpr std::string_view kPseudoNote = "pseudo file system";

bool is_remote(const Directory& directory) {
  return directory.remote() != nullptr || directory.kind() == FileSystemKind::remote;
}

}  // namespace

std::size_t Walk::IdentityHash::operator()(const DirectoryIdentity& identity) const noexcept {
  std::uint64_t mixed = identity.inode ^ (identity.device << 20) ^ (identity.mount_id << 40);
  mixed = (mixed ^ (mixed >> 33)) * 0xff51afd7ed558ccdULL;
  return mixed ^ (mixed >> 33);
}

Walk::Walk(WalkOptions options, const Exclusions& exclusions, ItemSink& sink)
    : options_(std::move(options)),
      exclusions_(exclusions),
      sink_(sink),
      quiet_sink_(dynamic_cast<QuietSink*>(&sink)),
      hard_links_(options_.budget.hard_link_bytes_max),
      detours_(options_.mounts != nullptr && options_.remote_files != nullptr &&
               options_.mounts->hanging_below(options_.target_path)) {}

bool Walk::run(std::shared_ptr<const Directory> root) {
  root_identity_ = root->identity();
  mounts_ = root->mounts();
  if (root->kind() == FileSystemKind::pseudo) {
    pass_over(make_item(""), skipped(Reason::special_file, std::string(kPseudoNote)));
    return true;
  }
  push(std::move(root));
  while (!stack_.empty() && !stopped_) {
    Frame& frame = stack_.back();
    if (frame.next < frame.children.size()) {
      std::string name = std::move(frame.children[frame.next++]);
      enter(name);
    } else if (!frame.position.at_end) {
      read_chunk();
    } else {
      pop();
    }
  }
  return complete_ && !stopped_;
}

void Walk::push(std::shared_ptr<const Directory> directory) {
  chain_.insert(directory->identity());
  Frame frame;
  frame.directory = std::move(directory);
  frame.path_length = relative_.size();
  stack_.push_back(std::move(frame));
}

void Walk::pop() {
  chain_.erase(stack_.back().directory->identity());
  held_bytes_ -= stack_.back().held_bytes;
  stack_.pop_back();
  if (!stack_.empty()) relative_.resize(stack_.back().path_length);
}

// Names of directories wait on every level of the stack. A tree made to be wide at every level gets
// small chunks once they have grown to twice the ordinary bound.
ChunkLimits Walk::chunk_limits() const {
  const Budget& budget = options_.budget;
  ChunkLimits limits{budget.directory_chunk_entries_max, budget.directory_chunk_bytes_max};
  constexpr std::uint64_t kSmallChunkBytes = 4096;
  if (held_bytes_ > 2 * budget.directory_chunk_bytes_max) limits.name_bytes_max = kSmallChunkBytes;
  return limits;
}

void Walk::read_chunk() {
  Frame& frame = stack_.back();
  held_bytes_ -= std::exchange(frame.held_bytes, 0);
  frame.children.clear();
  frame.next = 0;
  bool first_chunk = frame.position.cookie == 0;
  const std::shared_ptr<const Directory> directory = frame.directory;
  const int error = directory->list(entries_, frame.position, chunk_limits());
  for (std::size_t i = 0; i < entries_.size() && !stopped_; ++i) {
    if (++entries_seen_ > options_.budget.directory_entries_max) {
      pass_over(make_item(relative_), skipped(Reason::budget_entries, "listing stopped here"));
      stopped_ = true;
      return;
    }
    report_entry(entries_.name(i), entries_.type(i));
  }
  if (error != 0) {
    Outcome outcome = skipped_by(error);
    if (!first_chunk || entries_.size() > 0) outcome.status = Status::partial;
    frame.position.at_end = true;
    complete_ = false;
    pass_over(make_item(relative_), std::move(outcome));
  }
}

void Walk::report_entry(std::string_view name, EntryType type) {
  Frame& frame = stack_.back();
  switch (type) {
    case EntryType::file:
      return report_file(frame.directory, name, passing_below(name));
    case EntryType::directory:
      return remember_child(name);
    case EntryType::symlink:
    case EntryType::special:
      return report_special(below(name), type);
    case EntryType::unknown:
      break;
  }
  // File systems without d_type.
  FileStatus status;
  const int error = frame.directory->status(name.data(), status);
  if (error != 0) return pass_over(make_item(below(name)), skipped_by(error));
  if (S_ISDIR(status.metadata.mode)) return remember_child(name);
  report_status(frame.directory, status, passing_below(name));
}

void Walk::report_special(std::string relative, EntryType type) {
  if (exclusions_.excludes_file(relative))
    return pass_over(make_item(relative), skipped(Reason::excluded));
  Reason reason = type == EntryType::symlink ? Reason::symlink : Reason::special_file;
  pass_over(make_item(relative), skipped(reason));
}

void Walk::report_file(const std::shared_ptr<const Directory>& parent, std::string_view name,
                       std::string_view relative) {
  if (!relative.empty() && exclusions_.excludes_file(relative))
    return pass_over(make_item(relative), skipped(Reason::excluded));
  if (!relative.empty() && hanging_mount(relative) != nullptr)
    return pass_over(make_item(relative),
                     skipped(Reason::other_mount, "a file that is mounted from elsewhere"));
  FileStatus status;
  const int error = parent->status(name.data(), status);
  if (error != 0) return pass_over(make_item(relative), skipped_by(error));
  report_status(parent, status, relative);
}

void Walk::report_status(const std::shared_ptr<const Directory>& parent, const FileStatus& status,
                         std::string_view relative) {
  std::optional<Outcome> against = objection(*parent, status, relative);
  const bool remote = is_remote(*parent);
  // Most files of most nights are as they were: these cost no more than this.
  const bool one_name = status.metadata.links == 1 && !relative.empty();
  if (!against && one_name && quiet_sink_ != nullptr &&
      quiet_sink_->settled_quietly(relative, status.metadata, remote))
    return;
  Item item = make_item(relative);
  item.metadata = status.metadata;
  if (against) return pass_over(std::move(item), std::move(*against));
  std::string first = hard_links_.first_name(status.metadata, item.path);
  item.anchor = parent;
  item.remote = remote;
  bool go_on = first.empty() ? sink_.found(std::move(item))
                             : sink_.also_named(std::move(item), std::move(first));
  if (!go_on) stopped_ = true;
}

/// Why a file that was looked at is not to be read; "" is the target itself.
std::optional<Outcome> Walk::objection(const Directory& parent, const FileStatus& status,
                                       std::string_view relative) const {
  const ItemMetadata& metadata = status.metadata;
  if (S_ISLNK(metadata.mode)) return skipped(Reason::symlink);
  if (!S_ISREG(metadata.mode)) return skipped(Reason::special_file);
  if (!relative.empty() && exclusions_.excludes_file(relative))
    return skipped(Reason::excluded, {}, metadata.size);
  if (!relative.empty() && other_mount(status.mount_id, metadata.device))
    return skipped(Reason::other_mount, {}, metadata.size);
  if (is_migrated(metadata, parent.kind()))
    return skipped(Reason::offline, "no blocks here", metadata.size);
  return std::nullopt;
}

void Walk::remember_child(std::string_view name) {
  std::string relative = below(name);
  if (exclusions_.excludes_directory(relative))
    return pass_over(make_item(relative), skipped(Reason::excluded));
  Frame& frame = stack_.back();
  std::size_t bytes = sizeof(std::string) + name.size();
  frame.held_bytes += bytes;
  held_bytes_ += bytes;
  frame.children.emplace_back(name);
}

void Walk::enter(const std::string& name) {
  std::shared_ptr<const Directory> parent = stack_.back().directory;
  if (parent->depth() + 1 > options_.budget.directory_depth_max) {
    complete_ = false;
    return pass_over(make_item(below(name)),
                     skipped(Reason::budget_depth, "the directory lies too deep"));
  }
  const Mount* const mount = hanging_mount(below(name));
  if (mount != nullptr && mounts_ == Mounts::stay)
    return pass_over(make_item(below(name)), skipped(Reason::other_mount));
  OpenedDirectory opened =
      parent->enter(name.c_str(), mount != nullptr ? options_.remote_files : nullptr,
                    mount != nullptr ? mount->device : 0);
  if (opened.error != 0) return fail_entering(name, opened.error);
  if (std::optional<Outcome> against = objection(opened)) {
    Item item = make_item(below(name));
    item.metadata = opened.status.metadata;
    return pass_over(std::move(item), std::move(*against));
  }
  relative_ = below(name);
  push(Directory::child(std::move(parent), name, std::move(opened)));
}

/// What is mounted on a name and may hang, as far as it is not reached through servants anyway.
const Mount* Walk::hanging_mount(std::string_view relative) const {
  if (!detours_) return nullptr;
  std::string path = options_.target_path;
  if (!path.ends_with('/')) path += '/';
  return options_.mounts->hanging_at(path.append(relative));
}

void Walk::fail_entering(const std::string& name, int error) {
  Outcome outcome = skipped_by(error);
  // It was a directory when it was listed: somebody put another thing in its place.
  if (error == ENOTDIR || error == ELOOP) outcome.note = "replaced while its parent was listed";
  if (outcome.reason != Reason::other_mount) complete_ = false;
  pass_over(make_item(below(name)), std::move(outcome));
}

/// Why an open directory must not be entered. Its kind is the parent's until it is known here.
std::optional<Outcome> Walk::objection(OpenedDirectory& opened) const {
  const DirectoryIdentity& parent = stack_.back().directory->identity();
  const DirectoryIdentity identity = opened.identity();
  if (other_mount(identity.mount_id, identity.device)) return skipped(Reason::other_mount);
  const bool crossed = identity.mount_id != parent.mount_id || identity.device != parent.device;
  if (crossed && opened.remote == nullptr) opened.kind = file_system_kind(opened.descriptor.get());
  if (opened.kind == FileSystemKind::pseudo)
    return skipped(Reason::special_file, std::string(kPseudoNote));
  if (chain_.contains(identity)) return skipped(Reason::corrupt, "the directory contains itself");
  return std::nullopt;
}

bool Walk::other_mount(std::uint64_t mount_id, std::uint64_t device) const {
  if (mounts_ == Mounts::cross) return false;
  // Where mounts are known they decide alone: subvolumes of one mount have devices of their own.
  if (mount_id != 0 && root_identity_.mount_id != 0) return mount_id != root_identity_.mount_id;
  return device != root_identity_.device;
}

std::string Walk::below(std::string_view name) const {
  std::string path;
  path.reserve(relative_.size() + 1 + name.size());
  path = relative_;
  if (!path.empty()) path += '/';
  path += name;
  return path;
}

std::string_view Walk::passing_below(std::string_view name) {
  passing_ = relative_;
  if (!passing_.empty()) passing_ += '/';
  return passing_ += name;
}

Item Walk::make_item(std::string_view relative) {
  Item item;
  item.sequence = sequence_++;
  item.target = options_.target;
  item.path.reserve(options_.target_path.size() + 1 + relative.size());
  item.path = options_.target_path;
  if (!relative.empty()) {
    if (item.path.empty() || item.path.back() != '/') item.path += '/';
    item.path += relative;
  }
  item.relative = relative;
  return item;
}

void Walk::pass_over(Item item, Outcome outcome) {
  if (!sink_.passed_over(std::move(item), std::move(outcome))) stopped_ = true;
}

}  // namespace braque::source
