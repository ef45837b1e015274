#include "documents/binary_records.hpp"

#include <algorithm>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"

namespace braque::documents {

bool BinaryRecords::fill() {
  constexpr std::size_t kPieceBytes = 32 << 10;
  buffer_.resize(kPieceBytes);
  used_ = 0;
  buffer_.resize(bytes_.read(buffer_));
  return !buffer_.empty();
}

bool BinaryRecords::byte(std::uint8_t& value) {
  if (used_ == buffer_.size() && !fill()) return false;
  value = static_cast<std::uint8_t>(buffer_[used_++]);
  return true;
}

bool BinaryRecords::next() {
  // Type: one or two bytes of seven bits; size: up to four.
  std::uint8_t part = 0;
  if (!byte(part)) return false;
  type_ = part;
  cut_ = true;
  if ((part & 0x80) != 0) {
    if (!byte(part)) return false;
    type_ = (type_ & 0x7f) | (std::uint32_t{part} & 0x7f) << 7;
  }
  std::size_t size = 0;
  for (unsigned shift = 0; shift < 28; shift += 7) {
    if (!byte(part)) return false;
    size |= static_cast<std::size_t>(part & 0x7f) << shift;
    if ((part & 0x80) == 0) break;
  }
  data_.clear();
  while (size > 0) {
    if (used_ == buffer_.size() && !fill()) return false;
    const std::size_t count = std::min(size, buffer_.size() - used_);
    if (data_.size() < kRecordBytesMax) data_.append(buffer_, used_, count);
    used_ += count;
    size -= count;
  }
  cut_ = false;
  return true;
}

std::string wide_string(std::string_view data, std::size_t& at) {
  const std::uint32_t characters = u32(data, at);
  at += 4;
  std::string text;
  // 0xffffffff stands for no string at all.
  if (characters == 0xffffffff) return text;
  append_utf16(text, slice(data, at, std::size_t{characters} * 2));
  at += std::size_t{characters} * 2;
  return text;
}

}  // namespace braque::documents
