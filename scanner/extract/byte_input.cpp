#include "extract/byte_input.hpp"

#include <algorithm>
#include <cstring>

namespace braque::extract {

RangeInput::RangeInput(const RandomAccess& bytes, std::uint64_t begin, std::uint64_t end,
                       const Meter& meter, std::string prefix)
    : bytes_(bytes),
      begin_(begin),
      end_(std::max(begin, std::min(end, bytes.size()))),
      meter_(meter),
      prefix_(std::move(prefix)) {}

std::size_t RangeInput::read(std::span<char> into) {
  if (problem_) return 0;
  if (meter_.out_of_time()) {
    problem_ = {Reason::budget_time, "the time for this item is used up"};
    return 0;
  }
  if (position_ < prefix_.size()) {
    const std::size_t count =
        std::min<std::size_t>(into.size(), prefix_.size() - static_cast<std::size_t>(position_));
    std::memcpy(into.data(), prefix_.data() + position_, count);
    position_ += count;
    return count;
  }
  const std::uint64_t offset = begin_ + (position_ - prefix_.size());
  if (offset >= end_) return 0;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), end_ - offset));
  std::optional<ReadFailure> failure;
  const std::size_t count = bytes_.read_at(offset, into.first(wanted), failure);
  position_ += count;
  // A file that became shorter ends here; what is missing shows as truncation, and the source says
  // that the file changed.
  if (failure) problem_ = {failure->reason, failure->detail};
  return count;
}

void RangeInput::seek(std::uint64_t offset) {
  position_ = std::min<std::uint64_t>(offset, prefix_.size() + (end_ - begin_));
}

std::size_t StreamInput::read(std::span<char> into) { return stream_.read(into); }

}  // namespace braque::extract
