#include "documents/shared_strings.hpp"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace braque::documents {

bool SharedStrings::add(std::string_view text) {
  if (held_ + current_.bytes.size() + text.size() > bytes_max_) return false;
  if (in_block_ % kMarkEach == 0)
    current_.marks.push_back(static_cast<std::uint32_t>(current_.bytes.size()));
  std::size_t length = text.size();
  for (; length >= 0x80; length >>= 7) current_.bytes += static_cast<char>(0x80 | (length & 0x7f));
  current_.bytes += static_cast<char>(length);
  current_.bytes += text;
  ++in_block_;
  ++count_;
  if (current_.bytes.size() >= kBlockBytes) close_block();
  return true;
}

void SharedStrings::close_block() {
  if (in_block_ == 0) return;
  if (held_ > kPlainBytesMax) {
    uLongf size = compressBound(static_cast<uLong>(current_.bytes.size()));
    std::string packed(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                  reinterpret_cast<const Bytef*>(current_.bytes.data()),
                  static_cast<uLong>(current_.bytes.size()), 1) == Z_OK) {
      packed.resize(size);
      current_.plain_bytes = current_.bytes.size();
      current_.bytes = std::move(packed);
    }
  }
  current_.bytes.shrink_to_fit();
  current_.marks.shrink_to_fit();
  held_ += current_.bytes.size() + current_.marks.size() * sizeof(std::uint32_t) + sizeof(Block);
  blocks_.push_back(std::exchange(current_, {}));
  current_.first = count_;
  current_.bytes.reserve(kBlockBytes + 1024);
  in_block_ = 0;
}

std::string_view SharedStrings::plain(std::size_t index) {
  const Block& block = blocks_[index];
  if (block.plain_bytes == 0) return block.bytes;
  Cached& cached = cache_[index % kCachedBlocks];
  if (cached.block == index) return cached.bytes;
  cached.block = index;
  cached.bytes.resize(block.plain_bytes);
  uLongf size = static_cast<uLongf>(block.plain_bytes);
  // Our own packing: it cannot fail but for lack of memory, and then the strings are empty.
  if (uncompress(reinterpret_cast<Bytef*>(cached.bytes.data()), &size,
                 reinterpret_cast<const Bytef*>(block.bytes.data()),
                 static_cast<uLong>(block.bytes.size())) != Z_OK)
    cached.bytes.clear();
  return cached.bytes;
}

std::string_view SharedStrings::get(std::uint64_t number) {
  if (number >= count_) return {};
  const auto holds = [&](std::size_t index) {
    return index < blocks_.size() && blocks_[index].first <= number &&
           (index + 1 == blocks_.size() || number < blocks_[index + 1].first);
  };
  if (!holds(last_block_) && !holds(++last_block_)) {
    const auto after = std::upper_bound(
        blocks_.begin(), blocks_.end(), number,
        [](std::uint64_t wanted, const Block& block) { return wanted < block.first; });
    last_block_ = static_cast<std::size_t>(after - blocks_.begin()) - 1;
  }
  const Block& block = blocks_[last_block_];
  const std::string_view bytes = plain(last_block_);
  const std::uint64_t within = number - block.first;
  std::size_t at = block.marks[static_cast<std::size_t>(within / kMarkEach)];
  for (std::uint64_t left = within % kMarkEach;; --left) {
    std::size_t length = 0;
    for (unsigned shift = 0; at < bytes.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes[at++]);
      length |= static_cast<std::size_t>(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (left == 0) return bytes.substr(std::min(at, bytes.size()), length);
    at += length;
  }
}

}  // namespace braque::documents
