#include "source/open_beneath.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace braque::source {
namespace {

// O_NONBLOCK: opening a FIFO or a file under a lease must not wait. O_NOCTTY: a terminal must not
// become ours.
constexpr int kOpenFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;

long call_openat2(int directory, const char* name, int flags, std::uint64_t resolve) noexcept {
  open_how how;
  std::memset(&how, 0, sizeof how);
  how.flags = static_cast<std::uint64_t>(static_cast<unsigned>(flags));
  how.resolve = resolve;
  return ::syscall(SYS_openat2, directory, name, &how, sizeof how);
}

// Kernels before 5.6 say ENOSYS; system call filters of containers that predate openat2 say EPERM.
// Either way openat with O_NOFOLLOW is as strict for one component, except that mounts have to be
// told apart afterwards (walk.cpp does).
std::atomic<bool>& has_openat2() noexcept {
  static std::atomic<bool> available = [] {
    long number = call_openat2(AT_FDCWD, "/", O_PATH | O_CLOEXEC, 0);
    if (number >= 0) ::close(static_cast<int>(number));
    return number >= 0;
  }();
  return available;
}

Descriptor open_once(int directory, const char* name, int flags, Mounts mounts,
                     int& error) noexcept {
  std::uint64_t resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  if (mounts == Mounts::stay) resolve |= RESOLVE_NO_XDEV;
  for (;;) {
    const bool strict = has_openat2().load(std::memory_order_relaxed);
    long number =
        strict ? call_openat2(directory, name, flags, resolve) : ::openat(directory, name, flags);
    error = number < 0 ? errno : 0;
    // A filter may also have come into force since the first call.
    if (strict && error == ENOSYS)
      has_openat2().store(false, std::memory_order_relaxed);
    else if (error != EINTR)
      return Descriptor(static_cast<int>(number));
  }
}

Descriptor open_keeping_access_time(int directory, const char* name, int flags, Mounts mounts,
                                    int& error) noexcept {
  Descriptor opened = open_once(directory, name, flags | O_NOATIME, mounts, error);
  if (!opened && error == EPERM) opened = open_once(directory, name, flags, mounts, error);
  return opened;
}

std::int64_t nanoseconds(std::int64_t seconds, std::int64_t fraction) noexcept {
  // A hostile file system may claim any second; nanoseconds since 1970 reach the year 2262.
  constexpr std::int64_t kSecondsMax = 9'223'372'035;
  if (seconds > kSecondsMax) seconds = kSecondsMax;
  if (seconds < -kSecondsMax) seconds = -kSecondsMax;
  return seconds * 1'000'000'000 + fraction;
}

}  // namespace

int status_at(int directory, const char* name, FileStatus& status) noexcept {
  struct statx found;
  int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (*name == '\0' ? AT_EMPTY_PATH : 0);
  if (::statx(directory, name, flags, STATX_BASIC_STATS | STATX_MNT_ID, &found) != 0) return errno;
  ItemMetadata& metadata = status.metadata;
  metadata.size = found.stx_size;
  metadata.allocated_bytes = found.stx_blocks * 512;
  metadata.device = makedev(found.stx_dev_major, found.stx_dev_minor);
  metadata.inode = found.stx_ino;
  metadata.links = found.stx_nlink;
  metadata.modified_ns = nanoseconds(found.stx_mtime.tv_sec, found.stx_mtime.tv_nsec);
  metadata.changed_ns = nanoseconds(found.stx_ctime.tv_sec, found.stx_ctime.tv_nsec);
  metadata.owner = found.stx_uid;
  metadata.group = found.stx_gid;
  metadata.mode = found.stx_mode;
  status.mount_id = (found.stx_mask & STATX_MNT_ID) != 0 ? found.stx_mnt_id : 0;
  return 0;
}

int metadata_of(int descriptor, ItemMetadata& metadata) noexcept {
  struct stat found;
  if (::fstat(descriptor, &found) != 0) return errno;
  metadata.size = found.st_size < 0 ? 0 : static_cast<std::uint64_t>(found.st_size);
  metadata.allocated_bytes = static_cast<std::uint64_t>(found.st_blocks) * 512;
  metadata.device = found.st_dev;
  metadata.inode = found.st_ino;
  metadata.links = found.st_nlink;
  metadata.modified_ns = nanoseconds(found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
  metadata.changed_ns = nanoseconds(found.st_ctim.tv_sec, found.st_ctim.tv_nsec);
  metadata.owner = found.st_uid;
  metadata.group = found.st_gid;
  metadata.mode = found.st_mode;
  return 0;
}

Descriptor open_file(int directory, const char* name, Mounts mounts, AccessTime access_time,
                     int& error) noexcept {
  if (access_time == AccessTime::keep)
    return open_keeping_access_time(directory, name, kOpenFlags, mounts, error);
  return open_once(directory, name, kOpenFlags, mounts, error);
}

Descriptor open_directory(int directory, const char* name, Mounts mounts, int& error) noexcept {
  Descriptor opened =
      open_keeping_access_time(directory, name, kOpenFlags | O_DIRECTORY, mounts, error);
  // With O_DIRECTORY the kernel says ENOTDIR for a link, too.
  FileStatus status;
  if (error == ENOTDIR && status_at(directory, name, status) == 0 && S_ISLNK(status.metadata.mode))
    error = ELOOP;
  return opened;
}

}  // namespace braque::source
