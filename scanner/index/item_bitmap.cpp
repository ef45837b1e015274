#include "index/item_bitmap.hpp"

#include <bit>

#include "index/varint.hpp"

namespace braque::index {
namespace {

constexpr char kRuns = 1;
constexpr char kWords = 2;
constexpr std::size_t kWordBytes = kChunkItems / 8;

bool bit(const BitmapChunk& chunk, std::uint64_t index) {
  return ((chunk[index / 64] >> (index % 64)) & 1) != 0;
}

/// The first position at or after `from` whose bit is `value`; kChunkItems when there is none.
std::uint64_t next(const BitmapChunk& chunk, std::uint64_t from, bool value) {
  while (from < kChunkItems) {
    std::uint64_t word = value ? chunk[from / 64] : ~chunk[from / 64];
    word &= ~std::uint64_t{0} << (from % 64);
    if (word != 0) return from / 64 * 64 + static_cast<unsigned>(std::countr_zero(word));
    from = (from / 64 + 1) * 64;
  }
  return kChunkItems;
}

std::string encode_words(const BitmapChunk& chunk) {
  std::string out(1, kWords);
  out.reserve(1 + kWordBytes);
  for (std::uint64_t word : chunk)
    for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(word >> shift));
  return out;
}

bool decode_words(std::string_view bytes, BitmapChunk& chunk) {
  if (bytes.size() != kWordBytes) return false;
  for (std::size_t i = 0; i < kWordBytes; ++i)
    chunk[i / 8] |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (i % 8 * 8);
  return true;
}

void set_range(BitmapChunk& chunk, std::uint64_t begin, std::uint64_t end) {
  for (; begin < end && begin % 64 != 0; ++begin) chunk[begin / 64] |= 1ULL << (begin % 64);
  for (; begin + 64 <= end; begin += 64) chunk[begin / 64] = ~0ULL;
  for (; begin < end; ++begin) chunk[begin / 64] |= 1ULL << (begin % 64);
}

bool decode_runs(std::string_view bytes, BitmapChunk& chunk) {
  std::uint64_t position = 0;
  while (!bytes.empty()) {
    std::uint64_t zeros = 0, ones = 0;
    if (!read_varint(bytes, zeros) || !read_varint(bytes, ones)) return false;
    if (zeros >= kChunkItems - position) return false;
    position += zeros;
    if (ones >= kChunkItems - position) return false;
    set_range(chunk, position, position + ones + 1);
    position += ones + 1;
    if (position == kChunkItems) return bytes.empty();
  }
  return true;
}

}  // namespace

std::string encode_chunk(const BitmapChunk& chunk) {
  std::string out(1, kRuns);
  std::uint64_t end = 0;
  for (std::uint64_t begin = next(chunk, 0, true); begin < kChunkItems;
       begin = next(chunk, end, true)) {
    append_varint(out, begin - end);
    end = next(chunk, begin, false);
    append_varint(out, end - begin - 1);
    if (out.size() > kWordBytes) return encode_words(chunk);
  }
  return out;
}

bool decode_chunk(std::string_view bytes, BitmapChunk& chunk) {
  chunk.fill(0);
  if (bytes.empty()) return false;
  char kind = bytes.front();
  bytes.remove_prefix(1);
  if (kind == kRuns) return decode_runs(bytes, chunk);
  return kind == kWords && decode_words(bytes, chunk);
}

void ItemBitmap::insert(std::uint64_t item) {
  std::uint64_t index = item / kChunkItems;
  if (last_ == nullptr || last_index_ != index) {
    auto& chunk = chunks_[index];
    if (chunk == nullptr) chunk = std::make_unique<BitmapChunk>();
    last_ = chunk.get();
    last_index_ = index;
    last_changed_ = false;
  }
  std::uint64_t offset = item % kChunkItems;
  if (bit(*last_, offset)) return;
  (*last_)[offset / 64] |= 1ULL << (offset % 64);
  if (!last_changed_) changed_.insert(index);
  last_changed_ = true;
}

void ItemBitmap::insert(const ItemBitmap& items) {
  for (const auto& [index, words] : items.chunks_) {
    auto& chunk = chunks_[index];
    if (chunk == nullptr) chunk = std::make_unique<BitmapChunk>();
    bool changed = false;
    for (std::size_t i = 0; i < chunk->size(); ++i) {
      changed = changed || ((*words)[i] & ~(*chunk)[i]) != 0;
      (*chunk)[i] |= (*words)[i];
    }
    if (changed) changed_.insert(index);
  }
}

bool ItemBitmap::contains(std::uint64_t item) const {
  auto found = chunks_.find(item / kChunkItems);
  return found != chunks_.end() && bit(*found->second, item % kChunkItems);
}

std::uint64_t ItemBitmap::count() const {
  std::uint64_t total = 0;
  for (const auto& [index, chunk] : chunks_)
    for (std::uint64_t word : *chunk) total += static_cast<unsigned>(std::popcount(word));
  return total;
}

bool ItemBitmap::load(std::uint64_t chunk, std::string_view bytes) {
  auto decoded = std::make_unique<BitmapChunk>();
  if (!decode_chunk(bytes, *decoded)) return false;
  last_ = nullptr;
  chunks_[chunk] = std::move(decoded);
  return true;
}

Result<void> ItemBitmap::write_changes(
    const std::function<Result<void>(std::uint64_t, const std::string&)>& write) {
  for (std::uint64_t index : changed_) {
    auto written = write(index, encode_chunk(*chunks_.at(index)));
    if (!written) return written;
  }
  changed_.clear();
  last_changed_ = false;
  return {};
}

}  // namespace braque::index
