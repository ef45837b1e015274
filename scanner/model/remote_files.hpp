// Files on mounts that may stop answering: a call on a dead server's file never returns, and its
// process cannot be ended. So another process finds, lists, opens and reads them, which is left
// alone when it hangs.
#pragma once

#include <cerrno>
#include <cstdint>
#include <span>
#include <string>

#include "model/descriptor.hpp"
#include "model/source.hpp"

namespace braque {

/// From any thread. What does not answer in time fails with kStalled (stalled_mount), and so does
/// at once everything on the same device from then on.
class RemoteFiles {
 public:
  virtual ~RemoteFiles() = default;

  /// What calls fail with that got no answer, as an errno.
  static constexpr int kStalled = ETIMEDOUT;

  struct Request {
    int directory = -1;        ///< open, and stays the caller's
    const char* name = "";     ///< one component
    std::uint64_t device = 0;  ///< the mount that is avoided once it hangs
    bool cross_mounts = false;
    bool keep_access_time = false;
  };
  virtual Opened open(const Request& request) = 0;

  /// What is known of a name, and the directory itself where that was asked for.
  struct Found {
    int error = 0;  ///< errno
    ItemMetadata metadata;
    std::uint64_t mount_id = 0;
    std::uint8_t kind = 0;  ///< source::FileSystemKind of an open directory
    Descriptor directory;
    std::string path;  ///< find: without links
  };
  /// Follows a path that a user named, and opens it when it is a directory.
  virtual Found find(const std::string& path, std::uint64_t device) = 0;
  /// The status of a name in a directory, or of the directory for "". Follows no link.
  virtual Found status(const Request& request) = 0;
  /// Opens a directory in a directory, as source::open_directory.
  virtual Found open_directory(const Request& request) = 0;
  /// Entries as getdents64(2) writes them, from `cookie` on when `seek`. The number of bytes, or an
  /// errno below zero.
  virtual long list(int directory, std::uint64_t device, bool seek, std::int64_t cookie,
                    std::span<char> into) = 0;
};

}  // namespace braque
