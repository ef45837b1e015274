// The set of items that a run saw: row numbers, in chunks of 65,536 bits as in Roaring bitmaps
// (Chambi, Lemire et al., "Better bitmap performance with Roaring bitmaps", 2016), of which only
// the chunks that changed are written with a commit. Rows are numbered in the order of discovery,
// so a chunk of a quiet night is one run of ones: a few bytes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace braque::index {

inline constexpr std::uint64_t kChunkItems = 65'536;

/// 65,536 bits; bit i is bit i % 64 of word i / 64.
using BitmapChunk = std::array<std::uint64_t, kChunkItems / 64>;

/// Encoded as the byte 1 and pairs of varints (zeros before the run, ones in the run less one), or,
/// where that is longer, as the byte 2 and the words in little-endian order.
std::string encode_chunk(const BitmapChunk& chunk);
/// False, and `chunk` unspecified, when the bytes are not such an encoding.
bool decode_chunk(std::string_view bytes, BitmapChunk& chunk);

/// Grows by 8 KiB for every chunk that has a bit.
class ItemBitmap {
 public:
  void insert(std::uint64_t item);
  void insert(const ItemBitmap& items);
  bool contains(std::uint64_t item) const;
  std::uint64_t count() const;
  /// Replaces a chunk by what encode_chunk() made; false when it cannot be read.
  bool load(std::uint64_t chunk, std::string_view bytes);
  /// Calls `write` for each chunk changed since the last call, stopping at the first error.
  Result<void> write_changes(
      const std::function<Result<void>(std::uint64_t chunk, const std::string& bytes)>& write);

 private:
  std::map<std::uint64_t, std::unique_ptr<BitmapChunk>> chunks_;
  std::set<std::uint64_t> changed_;
  // The chunk that was written last: items come in rows.
  BitmapChunk* last_ = nullptr;
  std::uint64_t last_index_ = 0;
  bool last_changed_ = false;  ///< it is in changed_
};

}  // namespace braque::index
