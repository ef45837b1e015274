// The system calls that touch scanned names: one component at a time, relative to an open
// directory, never through a link, never waiting. All functions are thread-safe.
#pragma once

#include <cstdint>

#include "model/item.hpp"
#include "source/descriptor.hpp"

namespace braque::source {

struct FileStatus {
  ItemMetadata metadata;
  std::uint64_t mount_id = 0;  ///< 0 where the kernel does not tell (before Linux 5.8)
};

/// The status of `name` in `directory`, or of `directory` itself when `name` is "". Follows no link
/// and triggers no automount. Returns 0 or errno.
int status_at(int directory, const char* name, FileStatus& status) noexcept;

/// fstat of an open file: cheaper than status_at, without the mount. Returns 0 or errno.
int metadata_of(int descriptor, ItemMetadata& metadata) noexcept;

enum class Mounts : bool { stay, cross };
/// Whether to ask for O_NOATIME, which only the owner of a file (or root) may use. When the kernel
/// refuses it, the file is opened without.
enum class AccessTime : bool { update, keep };

/// Opens `name` (one component) for reading. `error` is errno when the result is empty: ELOOP for a
/// link, EXDEV for a mount point that may not be entered, EAGAIN for a file under a lease.
/// What is neither link nor directory gives ENOTDIR from open_directory.
Descriptor open_file(int directory, const char* name, Mounts mounts, AccessTime access_time,
                     int& error) noexcept;
Descriptor open_directory(int directory, const char* name, Mounts mounts, int& error) noexcept;

}  // namespace braque::source
