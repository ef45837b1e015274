// A list of known people as a file of keyed hashes (`braque edm build`), and the look-up of hashes
// in it. The file holds no value; without the fingerprint key nothing can be tried against it.
//
// The file, all numbers little-endian: a header (ExactFileHeader), the names of list and columns,
// entries sorted by hash, a directory by the first bits of the hash, a blocked Bloom filter, the
// rows' keys, and XXH3-64 of everything before it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/exact.hpp"
#include "base/result.hpp"
#include "privacy/keys.hpp"

namespace braque {

/// Six keys for SipHash, each the half of an HMAC-SHA-256 under the fingerprint key.
ExactKeys exact_keys(const Key& fingerprint_key);

inline constexpr std::size_t kExactColumnsMax = 16;

/// How many values of a column have n letters and digits: what a hit is worth depends on it.
struct ExactColumn {
  std::string name;
  std::array<std::uint32_t, kExactNumberMax + 1> digits{};  ///< all digits
  std::array<std::uint32_t, kExactNumberMax + 1> mixed{};   ///< with letters
};

/// One value of one row. Sorted by `hash`, then `row`.
struct ExactEntry {
  std::uint64_t hash = 0;
  std::uint32_t check_column = 0;  ///< the check, and the column in the lowest four bits
  std::uint32_t row = 0;           ///< from 0
  std::uint32_t check() const noexcept { return check_column >> 4; }
  std::uint32_t column() const noexcept { return check_column & 15; }
};
static_assert(sizeof(ExactEntry) == 16);

/// A Bloom filter in which all bits of a value lie in one cache line.
class ExactFilter {
 public:
  static constexpr std::size_t kWords = 8;  ///< of a block
  static std::uint64_t blocks_for(std::uint64_t entries) noexcept;

  static std::size_t block(std::uint64_t hash, std::uint64_t blocks) noexcept {
    return static_cast<std::size_t>((hash >> 32) * blocks >> 32);  // blocks are fewer than 2^28
  }
  static bool contains(const std::uint64_t* block, std::uint64_t hash) noexcept {
    std::uint64_t bits = spread(hash);
    for (int i = 0; i < kProbes; ++i, bits >>= 9)
      if ((block[bits >> 6 & 7] >> (bits & 63) & 1) == 0) return false;
    return true;
  }
  static void insert(std::uint64_t* block, std::uint64_t hash) noexcept {
    std::uint64_t bits = spread(hash);
    for (int i = 0; i < kProbes; ++i, bits >>= 9)
      block[bits >> 6 & 7] |= std::uint64_t{1} << (bits & 63);
  }

 private:
  static constexpr int kProbes = 5;
  /// The first bits chose the block already.
  static std::uint64_t spread(std::uint64_t hash) noexcept {
    return hash * 0x9E3779B97F4A7C15ULL >> 19;
  }
};

/// Mapped read-only, so that memory is used for what is looked at; immutable and thread-safe. Our
/// own file, never what is scanned: its owner is the user or root, and nobody else can write to it.
class ExactList {
 public:
  /// ErrorKind::invalid for a file that others could write, that is damaged, of another version, or
  /// made with another key (`key_id`); io when it cannot be read.
  static Result<std::unique_ptr<ExactList>> open(const std::string& path,
                                                 const std::string& key_id);
  ~ExactList();
  ExactList(const ExactList&) = delete;
  ExactList& operator=(const ExactList&) = delete;

  void prefetch(std::uint64_t hash) const noexcept {
    __builtin_prefetch(filter_ + ExactFilter::block(hash, filter_blocks_) * ExactFilter::kWords);
  }
  /// False: it is not in the list. True: ask entries().
  bool may_contain(std::uint64_t hash) const noexcept {
    return ExactFilter::contains(
        filter_ + ExactFilter::block(hash, filter_blocks_) * ExactFilter::kWords, hash);
  }
  /// All entries with this hash, whatever their check.
  std::span<const ExactEntry> entries(std::uint64_t hash) const noexcept;

  const std::string& name() const noexcept { return name_; }
  const std::vector<ExactColumn>& columns() const noexcept { return columns_; }
  const ExactProfile& profile() const noexcept { return profile_; }
  std::uint32_t rows() const noexcept { return rows_; }
  std::uint64_t size() const noexcept { return entries_.size(); }
  /// The key of a row (from 0): what the key column says, else its number from 1.
  std::string row_key(std::uint32_t row) const;
  /// 16 hexadecimal digits of the file's checksum: another list, another text.
  const std::string& fingerprint() const noexcept { return fingerprint_; }

 private:
  ExactList() = default;
  Result<void> map(int descriptor, std::uint64_t size);
  Result<void> read_header(const std::string& key_id);
  Result<void> read_names(std::string_view bytes);

  const char* bytes_ = nullptr;
  std::uint64_t file_size_ = 0;
  std::string name_, fingerprint_;
  std::vector<ExactColumn> columns_;
  ExactProfile profile_;
  std::uint32_t rows_ = 0;
  std::span<const ExactEntry> entries_;
  const std::uint32_t* directory_ = nullptr;
  unsigned directory_bits_ = 0;
  const std::uint64_t* filter_ = nullptr;
  std::uint64_t filter_blocks_ = 0;
  std::span<const std::uint32_t> key_ends_;  ///< empty: rows have no keys
  const char* key_bytes_ = nullptr;
  std::uint64_t key_size_ = 0;
};

using ExactLists = std::vector<std::shared_ptr<const ExactList>>;

}  // namespace braque
