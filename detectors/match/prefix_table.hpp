// Which of some thousand words begin at a place of a text? Asked at the few places where a word may
// begin at all, a table of hashes is several times as fast as a search for all of them everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace braque::match {

/// Immutable, so that threads share it.
class PrefixTable {
 public:
  /// So many bytes behind the text must be readable; what they hold does not matter.
  static constexpr std::size_t kPadding = 8;

  PrefixTable() = default;
  /// Words are compared byte by byte; empty ones are never found. Their bytes are kept here.
  explicit PrefixTable(std::span<const std::string_view> words);

  /// Calls `found(index, length)` for every word that begins at text[at].
  template <typename Found>
  void look(std::string_view text, std::size_t at, Found found) const {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    const std::uint32_t three = three_of(eight);
    if (((threes_[three / 64] >> (three % 64)) & 1) == 0) return;
    for (const Group& group : groups_) {
      const std::uint32_t hash = group.hash_of(eight);
      if (((group.bits[hash / 64] >> (hash % 64)) & 1) == 0) continue;
      const std::size_t bucket = hash >> kBitsPerHead;
      for (std::size_t i = group.heads[bucket]; i < group.heads[bucket + 1]; ++i)
        if ((eight & group.entries[i].mask) == group.entries[i].key &&
            rest_is(group.entries[i], text, at))
          found(group.entries[i].index, group.entries[i].length);
    }
  }

 private:
  static constexpr unsigned kBitsPerHead = 4;

  struct Entry {
    std::uint64_t key = 0, mask = 0;  ///< the first eight bytes
    std::uint32_t index = 0, length = 0;
    std::uint32_t offset = 0;  ///< in bytes_
  };
  /// Words by how many bytes their hash is made of: the more, the fewer places get past it.
  struct Group {
    std::uint64_t mask = 0;
    unsigned shift = 0;                ///< what is left of a hash of 64 bits
    std::vector<std::uint64_t> bits;   ///< one for each hash
    std::vector<std::uint32_t> heads;  ///< where in `entries` those of some hashes begin
    std::vector<Entry> entries;

    std::uint32_t hash_of(std::uint64_t eight) const {
      return static_cast<std::uint32_t>((eight & mask) * 0x9E3779B97F4A7C15U >>
                                        shift);  // 2^64 / golden ratio
    }
  };

  /// Of each of the first three bytes five bits: letters of either case stay apart from each other.
  static std::uint32_t three_of(std::uint64_t eight) {
    const auto first = static_cast<std::uint32_t>(eight);
    return (first & 31) | (first >> 3 & 31 << 5) | (first >> 6 & 31 << 10);
  }
  void note_three(const Entry& entry);

  bool rest_is(const Entry& entry, std::string_view text, std::size_t at) const {
    if (text.size() - at < entry.length) return false;
    return entry.length <= sizeof entry.key ||
           std::memcmp(text.data() + at, bytes_.data() + entry.offset, entry.length) == 0;
  }
  static void build(Group& group, std::span<const Entry> entries);

  std::array<std::uint64_t, 512>
      threes_{};  ///< one bit for each three_of() that a word begins with
  std::vector<Group> groups_;
  std::vector<char> bytes_;
};

}  // namespace braque::match
