#include "source/failure.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

namespace braque::source {

Reason reason_of(int error) noexcept {
  switch (error) {
    case 0:
      return Reason::none;
    case EACCES:
    case EPERM:
      return Reason::permission_denied;
    case ENOENT:
    case ENOTDIR:  // a directory when it was listed, another thing now
    case ESTALE:
      return Reason::vanished;
    case ELOOP:
      return Reason::symlink;
    // open(2): a FIFO without the other end, a socket, a device without a driver.
    case ENXIO:
    case ENODEV:
      return Reason::special_file;
    // openat2(2) with RESOLVE_NO_XDEV: the name is a mount point.
    case EXDEV:
      return Reason::other_mount;
    // What a servant's caller says who waited in vain, and network file systems that give up
    // themselves.
    case ETIMEDOUT:
      return Reason::stalled_mount;
    default:
      return Reason::io_error;
  }
}

ReadFailure failure_of(int error) {
  if (error == ETIMEDOUT)
    return {Reason::stalled_mount, "the mount gave no answer in time and is left alone"};
  return {reason_of(error), std::generic_category().message(error)};
}

Outcome skipped(Reason reason, std::string note, std::uint64_t bytes) {
  Outcome outcome;
  outcome.status = Status::skipped;
  outcome.reason = reason;
  outcome.bytes = bytes;
  outcome.note = std::move(note);
  return outcome;
}

Outcome skipped_by(int error) {
  ReadFailure failure = failure_of(error);
  return skipped(failure.reason, std::move(failure.detail));
}

}  // namespace braque::source
