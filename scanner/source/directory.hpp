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
#include "source/descriptor.hpp"
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

class Directory final : public ItemAnchor, public std::enable_shared_from_this<Directory> {
 public:
  using Handle = std::shared_ptr<const Descriptor>;

  /// The target itself; stays open as long as it lives.
  static std::shared_ptr<const Directory> root(std::shared_ptr<DirectoryPool> pool,
                                               Descriptor descriptor,
                                               const DirectoryIdentity& identity, Mounts mounts);
  /// The child `name` of `parent`, open as `descriptor`.
  static std::shared_ptr<const Directory> child(std::shared_ptr<const Directory> parent,
                                                std::string name, Descriptor descriptor,
                                                const DirectoryIdentity& identity,
                                                FileSystemKind kind);
  ~Directory() override;

  /// The open directory, reopened if need be; null with `error` set (ENOENT when another directory
  /// has taken its place).
  Handle handle(int& error) const;

  /// As source::open_file and source::open_directory below this directory, making room when the
  /// process has run out of descriptors.
  Descriptor open_file(const char* name, AccessTime access_time, int& error) const;
  Descriptor open_directory(const char* name, int& error) const;

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
  /// Closes the descriptor unless it was used since the last call (the clock's second chance).
  bool close_if_idle() const;
  void close_now() const;

  std::shared_ptr<DirectoryPool> pool_;
  std::shared_ptr<const Directory> parent_;  ///< null for the root
  std::string name_;
  DirectoryIdentity identity_;
  Mounts mounts_ = Mounts::stay;
  FileSystemKind kind_ = FileSystemKind::local;
  std::uint32_t depth_ = 0;
  mutable std::mutex mutex_;    ///< guards handle_ and used_
  mutable Handle handle_;
  mutable bool used_ = false;
};

}  // namespace braque::source
