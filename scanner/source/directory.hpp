// A directory met during a walk: the anchor of the items in it. It remembers its parent, its name
// and who it is (device and inode); its descriptor comes and goes within a budget. A closed one is
// opened again component by component from the nearest open ancestor, with the flags of the walk,
// and must still be the same directory.
//
// Thread-safe: the walk and all workers that open items use the same objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "model/item.hpp"
#include "model/remote_files.hpp"
#include "source/descriptor.hpp"
#include "source/directory_entries.hpp"
#include "source/file_system_kind.hpp"
#include "source/open_beneath.hpp"

namespace braque::source {

class Directory;

/// Keeps at most `open_max` directories open, forgetting those that were not used of late (the
/// clock algorithm). Roots are not counted, nor are descriptors in use at the moment.
class DirectoryPool {
 public:
  explicit DirectoryPool(std::size_t open_max) : slots_(open_max > 0 ? open_max : 1) {}
  void admit(const std::shared_ptr<const Directory>& directory);
  /// Closes what is not in use; for when the process has run out of descriptors.
  void close_all();

 private:
  std::mutex mutex_;  ///< guards all below; taken before a directory's own mutex, never after
  std::vector<std::weak_ptr<const Directory>> slots_;
  std::size_t hand_ = 0;
};

/// Who a directory is; equal identities on one chain mean a loop.
struct DirectoryIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t mount_id = 0;
  bool operator==(const DirectoryIdentity&) const = default;
};

/// A directory that was just opened, and what is known of it.
struct OpenedDirectory {
  Descriptor descriptor;
  FileStatus status;
  FileSystemKind kind = FileSystemKind::local;
  RemoteFiles* remote = nullptr;  ///< who makes all calls on it; null: this process
  int error = 0;

  DirectoryIdentity identity() const {
    return {status.metadata.device, status.metadata.inode, status.mount_id};
  }
};

/// What a servant found, as the walk knows it.
OpenedDirectory opened_by(RemoteFiles& remote, RemoteFiles::Found found);

class Directory final : public ItemAnchor, public std::enable_shared_from_this<Directory> {
 public:
  using Handle = std::shared_ptr<const Descriptor>;

  /// The target itself; stays open as long as it lives.
  static std::shared_ptr<const Directory> root(std::shared_ptr<DirectoryPool> pool,
                                               OpenedDirectory opened, Mounts mounts);
  /// The child `name` of `parent`.
  static std::shared_ptr<const Directory> child(std::shared_ptr<const Directory> parent,
                                                std::string name, OpenedDirectory opened);
  ~Directory() override;

  /// The open directory, reopened if need be; null with `error` set (ENOENT when another directory
  /// has taken its place).
  Handle handle(int& error) const;

  /// As source::open_file and source::open_directory below this directory, making room when the
  /// process has run out of descriptors.
  Descriptor open_file(const char* name, AccessTime access_time, int& error) const;
  Descriptor open_directory(const char* name, int& error) const;

  // What a walk asks, directly or through a servant.
  /// As source::status_at.
  int status(const char* name, FileStatus& status) const;
  /// As DirectoryEntries::read.
  int list(DirectoryEntries& entries, DirectoryPosition& position, const ChunkLimits& limits) const;
  /// Opens the child `name`; `mounted` serves what is mounted there from `device`, if that may
  /// hang.
  OpenedDirectory enter(const char* name, RemoteFiles* mounted, std::uint64_t device) const;

  RemoteFiles* remote() const { return remote_; }
  const DirectoryIdentity& identity() const { return identity_; }
  FileSystemKind kind() const { return kind_; }
  Mounts mounts() const { return mounts_; }
  std::uint32_t depth() const { return depth_; }

 private:
  friend class DirectoryPool;
  Directory() = default;
  Handle held() const;
  Handle adopt(Descriptor descriptor) const;
  Handle reopen_below(const Handle& parent, int& error) const;
  Handle reopen_remotely(const Handle& parent, int& error) const;
  /// About a name in this directory, open as `directory`; when this is the parent's, about this
  /// one.
  RemoteFiles::Request request(const Handle& directory, const char* name) const;
  /// Closes the descriptor unless it was used since the last call (the clock's second chance).
  bool close_if_idle() const;
  void close_now() const;

  std::shared_ptr<DirectoryPool> pool_;
  std::shared_ptr<const Directory> parent_;  ///< null for the root
  std::string name_;
  DirectoryIdentity identity_;
  Mounts mounts_ = Mounts::stay;
  FileSystemKind kind_ = FileSystemKind::local;
  RemoteFiles* remote_ = nullptr;
  std::uint32_t depth_ = 0;
  mutable std::mutex mutex_;  ///< guards handle_ and used_
  mutable Handle handle_;
  mutable bool used_ = false;
};

}  // namespace braque::source
