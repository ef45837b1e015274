#include "source/open_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "source/failure.hpp"
#include "source/open_beneath.hpp"

namespace braque::source {
namespace {

/// From here on telling the kernel how we read is worth the system call.
constexpr std::uint64_t kLargeFileBytes = 4ULL << 20;
/// What is asked for at a time once a read failed: the smallest unit a disk loses.
constexpr std::size_t kCarefulBytes = 4096;
constexpr int kBusyRetriesMax = 3;
constexpr std::chrono::milliseconds kBusyPause{10};

}  // namespace

OpenFile::OpenFile(Descriptor descriptor, const ItemMetadata& metadata)
    : descriptor_(std::move(descriptor)), metadata_(metadata) {
  // Only advice: a failure changes nothing.
  if (metadata_.size >= kLargeFileBytes)
    static_cast<void>(::posix_fadvise(descriptor_.get(), 0, 0, POSIX_FADV_SEQUENTIAL));
}

std::size_t OpenFile::read_at(std::uint64_t offset, std::span<char> into,
                              std::optional<ReadFailure>& failure) const {
  if (offset >= metadata_.size) return 0;
  const auto wanted =
      static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), metadata_.size - offset));
  std::size_t done = 0;
  bool careful = false;
  int busy_retries = 0;
  while (done < wanted) {
    std::uint64_t at = offset + done;
    std::size_t ask = wanted - done;
    // Pieces that end on multiples of the page read everything up to the page that is lost.
    if (careful) ask = std::min(ask, kCarefulBytes - static_cast<std::size_t>(at % kCarefulBytes));
    ssize_t got = ::pread(descriptor_.get(), into.data() + done, ask, static_cast<off_t>(at));
    if (got > 0) {
      done += static_cast<std::size_t>(got);
    } else if (got == 0) {
      failure = ReadFailure{Reason::changed_during_read, "the file became shorter"};
      return done;
    } else if (errno == EIO && !careful) {
      careful = true;
    } else if (errno == EAGAIN && busy_retries < kBusyRetriesMax) {
      ++busy_retries;
      std::this_thread::sleep_for(kBusyPause);
    } else if (errno != EINTR) {
      failure = failure_of(errno);
      failure->detail += " at byte " + std::to_string(at);
      return done;
    }
  }
  return done;
}

RandomAccess::Extent OpenFile::next_data(std::uint64_t offset) const {
  const std::uint64_t size = metadata_.size;
  if (offset >= size) return {size, size};
  // A file with all its blocks has no holes; most files end here without a system call.
  if (metadata_.allocated_bytes >= size) return {offset, size};
  off_t begin = ::lseek(descriptor_.get(), static_cast<off_t>(offset), SEEK_DATA);
  // lseek(2): ENXIO when only a hole follows; EINVAL where holes cannot be told.
  if (begin < 0) return errno == ENXIO ? Extent{size, size} : Extent{offset, size};
  off_t end = ::lseek(descriptor_.get(), begin, SEEK_HOLE);
  Extent extent{std::max(offset, static_cast<std::uint64_t>(begin)),
                end < 0 ? size : static_cast<std::uint64_t>(end)};
  extent.begin = std::min(extent.begin, size);
  extent.end = std::min(extent.end, size);
  // A file system that answers with an empty stretch must not make the caller turn in circles.
  if (extent.end <= extent.begin && extent.begin < size) extent.end = size;
  return extent;
}

Reason OpenFile::changed() const {
  ItemMetadata now;
  if (int error = metadata_of(descriptor_.get(), now)) return reason_of(error);
  if (now.size != metadata_.size || now.modified_ns != metadata_.modified_ns)
    return Reason::changed_during_read;
  if (now.links == 0 && metadata_.links > 0) return Reason::vanished;
  if (now.changed_ns != metadata_.changed_ns) return Reason::changed_during_read;
  return Reason::none;
}

}  // namespace braque::source
