// Blocks of a fingerprint segment: entries (prefix, finding row) in ascending order, coded as the
// version byte 1 and, for each entry, two varints: the prefix less the one before (the first less
// 0), and the zigzag of the finding less the one before. Ten million random prefixes of one finding
// take 7 bytes each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace braque::index {

struct SegmentEntry {
  std::uint64_t prefix = 0;   ///< first 8 bytes of a fingerprint, big-endian
  std::uint64_t finding = 0;  ///< findings.finding_row

  auto operator<=>(const SegmentEntry&) const = default;
};

inline constexpr std::size_t kBlockBytes = 64 * 1024;

class BlockEncoder {
 public:
  /// Entries must not descend.
  void add(const SegmentEntry& entry);
  bool empty() const { return bytes_.empty(); }
  bool full() const { return bytes_.size() >= kBlockBytes; }
  std::uint64_t min_prefix() const { return min_; }
  std::uint64_t max_prefix() const { return last_.prefix; }
  const std::string& bytes() const { return bytes_; }
  void clear();

 private:
  std::string bytes_;
  SegmentEntry last_;
  std::uint64_t min_ = 0;
};

/// Reads a block entry by entry; borrows the bytes.
class BlockDecoder {
 public:
  explicit BlockDecoder(std::string_view bytes);
  /// False at the end, or when the rest cannot be read: see damaged().
  bool next(SegmentEntry& entry);
  bool damaged() const { return damaged_; }

 private:
  std::string_view rest_;
  SegmentEntry last_;
  bool damaged_ = false;
};

}  // namespace braque::index
