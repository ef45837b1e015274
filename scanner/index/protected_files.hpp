// The index lives in a directory that only its owner can write to (0700 when braque makes it), in
// files that only its owner can read (0600): made so, and refused when found looser. One run at a
// time holds the lock.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"

namespace braque::index {

/// Makes the directory of `path` (and missing ones above it) 0700 and the file 0600 where they do
/// not exist, and checks what does as check_protected() does. Returns the path with its directory
/// resolved.
Result<std::string> prepare_protected(const std::string& path);

/// Refuses a directory that others can write to, an index file (or its -wal, -shm, .lock) that
/// others can reach, and either when it belongs to somebody else or is of the wrong type. Returns
/// the path with its directory resolved.
Result<std::string> check_protected(const std::string& path);

/// The same for an index that has to be there already; where there is none, says what to do.
Result<std::string> check_existing(const std::string& path);

/// An exclusive flock on "<index>.lock": released by the kernel when the process ends, however it
/// ends.
class RunLock {
 public:
  /// ErrorKind::unavailable when another run holds it.
  static Result<RunLock> acquire(const std::string& index_path);
  RunLock() = default;
  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&& other) noexcept;
  ~RunLock();

 private:
  int descriptor_ = -1;
};

/// Space to be left on the disk of the index.
struct DiskReserve {
  std::uint64_t bytes = 500ULL << 20;
  double share = 0.05;  ///< of the disk; the smaller of the two counts
};

/// An error when the disk that holds `path` has less space left than the reserve.
Result<void> check_reserve(const std::string& path, const DiskReserve& reserve);

}  // namespace braque::index
