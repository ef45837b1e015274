#include "index/flight_record.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace braque::index {
namespace {

/// A place: this, then the target's name and the path in it.
struct Head {
  std::uint32_t magic = 0;
  std::uint32_t target_bytes = 0;
  std::uint32_t relative_bytes = 0;
  std::uint32_t padding = 0;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
};
constexpr std::uint32_t kMagic = 0x42724671;  // "BrFq"

std::string path_of(const std::string& index_path) { return index_path + ".flight"; }

}  // namespace

FlightRecord::~FlightRecord() {
  if (descriptor_ < 0) return;
  // What cannot be emptied would be taken for a crash, which costs a count and no more.
  (void)!::ftruncate(descriptor_, 0);
  ::close(descriptor_);
}

std::vector<InFlight> FlightRecord::read(const std::string& index_path) {
  std::vector<InFlight> found;
  const int descriptor = ::open(path_of(index_path).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return found;
  std::array<char, kPlaceBytes> place;
  for (std::size_t thread = 0; thread < kThreadsMax; ++thread) {
    const ssize_t got =
        ::pread(descriptor, place.data(), place.size(), static_cast<off_t>(thread * kPlaceBytes));
    if (got < static_cast<ssize_t>(sizeof(Head))) break;
    Head head;
    std::memcpy(&head, place.data(), sizeof head);
    const std::uint64_t names = std::uint64_t{head.target_bytes} + head.relative_bytes;
    if (head.magic != kMagic || sizeof head + names > static_cast<std::uint64_t>(got)) continue;
    const char* const target = place.data() + sizeof head;
    found.push_back({std::string(target, head.target_bytes),
                     std::string(target + head.target_bytes, head.relative_bytes), head.size,
                     head.modified_ns});
  }
  ::close(descriptor);
  return found;
}

void FlightRecord::open(const std::string& index_path, std::vector<std::string> targets) {
  targets_ = std::move(targets);
  descriptor_ = ::open(path_of(index_path).c_str(),
                       O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
}

void FlightRecord::write(std::size_t thread, const Item& item) const {
  if (descriptor_ < 0 || thread >= kThreadsMax || item.target >= targets_.size()) return;
  const std::string& target = targets_[item.target];
  std::array<char, kPlaceBytes> place;
  const std::size_t bytes = sizeof(Head) + target.size() + item.relative.size();
  if (bytes > place.size()) return;
  Head head;
  head.magic = kMagic;
  head.target_bytes = static_cast<std::uint32_t>(target.size());
  head.relative_bytes = static_cast<std::uint32_t>(item.relative.size());
  head.size = item.metadata.size;
  head.modified_ns = item.metadata.modified_ns;
  std::memcpy(place.data(), &head, sizeof head);
  std::copy(target.begin(), target.end(), place.data() + sizeof head);
  std::copy(item.relative.begin(), item.relative.end(), place.data() + sizeof head + target.size());
  // A full disk takes the record away, not the scan.
  (void)!::pwrite(descriptor_, place.data(), bytes, static_cast<off_t>(thread * kPlaceBytes));
}

}  // namespace braque::index
