#include "index/protected_files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

namespace braque::index {
namespace {

constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
/// A directory that others can list shows them nothing but the names of files they cannot open; one
/// that they can write to lets them put another index in its place. Those we make are 0700.
constexpr mode_t kOthersWrite = S_IWGRP | S_IWOTH;

Error system_error(const std::string& action, const std::string& path) {
  return {ErrorKind::io, "index: cannot " + action + " " + path + ": " + std::strerror(errno)};
}

std::string directory_of(const std::string& path) {
  std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// mkdir -p, every new directory 0700.
Result<void> make_directories(const std::string& path) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    std::string part = path.substr(0, end);
    if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES)
      return system_error("make directory", part);
    if (end == std::string::npos) break;
  }
  return {};
}

Result<void> check_owner_and_mode(const std::string& path, const struct stat& status,
                                  mode_t refused, const char* mode) {
  if (status.st_uid != ::geteuid()) {
    return unexpected(
        ErrorKind::invalid,
        "index: " + path + " belongs to another user; choose another place with --index");
  }
  if ((status.st_mode & refused) != 0) {
    return unexpected(
        ErrorKind::invalid,
        "index: " + path + " is open to other users; " +
            (S_ISDIR(status.st_mode) ? "choose a directory of your own with --index, or run: "
                                     : "run: ") +
            "chmod " + mode + " " + path);
  }
  return {};
}

Result<void> check_file(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return {};
    return system_error("examine", path);
  }
  if (!S_ISREG(status.st_mode)) {
    return unexpected(ErrorKind::invalid,
                      "index: " + path + " is not a regular file; choose another with --index");
  }
  return check_owner_and_mode(path, status, kOthers, "600");
}

Result<std::string> resolve(const std::string& path) {
  std::string name = name_of(path);
  if (name.empty()) {
    return unexpected(ErrorKind::invalid, "index: " + path + " names a directory; name a file");
  }
  struct Free {
    void operator()(char* text) const { std::free(text); }
  };
  std::unique_ptr<char, Free> real(::realpath(directory_of(path).c_str(), nullptr));
  if (real == nullptr) return system_error("find the directory of", path);
  std::string directory = real.get();
  return (directory == "/" ? "" : directory) + "/" + name;
}

}  // namespace

Result<std::string> check_protected(const std::string& path) {
  auto resolved = resolve(path);
  if (!resolved) return resolved;
  std::string directory = directory_of(*resolved);
  struct stat status {};
  if (::stat(directory.c_str(), &status) != 0) return system_error("examine", directory);
  if (auto checked = check_owner_and_mode(directory, status, kOthersWrite, "go-w"); !checked)
    return checked.error();
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    if (auto checked = check_file(*resolved + suffix); !checked) return checked.error();
  }
  return resolved;
}

Result<std::string> check_existing(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
    return unexpected(ErrorKind::invalid, "index: there is no " + path +
                                              "; run `braque scan` first, or name it by --index");
  }
  return check_protected(path);
}

Result<std::string> prepare_protected(const std::string& path) {
  if (auto made = make_directories(directory_of(path)); !made) return made.error();
  auto checked = check_protected(path);
  if (!checked) return checked;
  // SQLite gives its -wal and -shm files the mode of the database file. The file must not be opened
  // and closed here once SQLite has it open: that would drop SQLite's POSIX locks.
  int descriptor =
      ::open(checked->c_str(), O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    ::close(descriptor);
  } else if (errno != EEXIST) {
    return system_error("make", *checked);
  }
  return checked;
}

Result<RunLock> RunLock::acquire(const std::string& index_path) {
  std::string path = index_path + ".lock";
  RunLock lock;
  lock.descriptor_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (lock.descriptor_ < 0) return system_error("open", path);
  while (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return system_error("lock", path);
    return unexpected(ErrorKind::unavailable, "index: another run holds " + path +
                                                  "; wait for it to end, or use another "
                                                  "index with --index");
  }
  return lock;
}

RunLock::RunLock(RunLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

RunLock::~RunLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> check_reserve(const std::string& path, const DiskReserve& reserve) {
  struct statvfs status {};
  if (::statvfs(path.c_str(), &status) != 0) return system_error("examine the disk of", path);
  double unit = static_cast<double>(status.f_frsize);
  double total = unit * static_cast<double>(status.f_blocks);
  double available = unit * static_cast<double>(status.f_bavail);
  double wanted = std::min(static_cast<double>(reserve.bytes), total * reserve.share);
  if (available >= wanted) return {};
  constexpr double kMebibyte = 1 << 20;
  return unexpected(
      ErrorKind::io,
      "index: the disk of " + path + " has " +
          std::to_string(static_cast<std::uint64_t>(available / kMebibyte)) +
          " MiB left, less than the reserve of " +
          std::to_string(static_cast<std::uint64_t>(wanted / kMebibyte)) +
          " MiB; everything up to the last commit is kept: free some space and run the scan "
          "again, it continues from there");
}

}  // namespace braque::index
