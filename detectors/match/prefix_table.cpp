#include "match/prefix_table.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace braque::match {

PrefixTable::PrefixTable(std::span<const std::string_view> words) {
  constexpr std::array<std::size_t, 5> kSizes = {8, 6, 4, 3, 2};
  std::array<std::vector<Entry>, kSizes.size()> entries;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word.empty()) continue;
    Entry entry;
    entry.index = static_cast<std::uint32_t>(i);
    entry.length = static_cast<std::uint32_t>(word.size());
    entry.offset = static_cast<std::uint32_t>(bytes_.size());
    bytes_.insert(bytes_.end(), word.begin(), word.end());
    const std::size_t kept = std::min(word.size(), sizeof entry.key);
    std::memcpy(&entry.key, word.data(), kept);
    std::memset(&entry.mask, 0xff, kept);
    std::size_t of = 0;
    while (of + 1 < kSizes.size() && kSizes[of] > word.size()) ++of;
    entries[of].push_back(entry);
    note_three(entry);
  }
  for (std::size_t i = 0; i < kSizes.size(); ++i) {
    if (entries[i].empty()) continue;
    Group& group = groups_.emplace_back();
    group.mask = ~std::uint64_t{0} >> (64 - 8 * kSizes[i]);
    build(group, entries[i]);
  }
}

void PrefixTable::note_three(const Entry& entry) {
  // What follows a word of one or two bytes is open.
  const std::uint64_t seconds = entry.length < 2 ? 32 : 1, thirds = entry.length < 3 ? 32 : 1;
  for (std::uint64_t second = 0; second < seconds; ++second) {
    for (std::uint64_t third = 0; third < thirds; ++third) {
      const std::uint32_t three = three_of(entry.key | second << 8 | third << 16);
      threes_[three / 64] |= std::uint64_t{1} << (three % 64);
    }
  }
}

void PrefixTable::build(Group& group, std::span<const Entry> entries) {
  // About one bit in twenty is set.
  const std::size_t wanted = std::max<std::size_t>(entries.size(), 64);
  const auto bits = static_cast<unsigned>(std::bit_width(wanted * 16 - 1));
  group.shift = 64 - bits;
  group.bits.assign((std::size_t{1} << bits) / 64, 0);
  group.heads.assign((std::size_t{1} << bits >> kBitsPerHead) + 1, 0);
  std::vector<std::pair<std::uint32_t, Entry>> hashed;
  for (const Entry& entry : entries) {
    if (entry.length > 1) {
      hashed.emplace_back(group.hash_of(entry.key), entry);
      continue;
    }
    // Of one byte: with any second one.
    for (std::uint64_t second = 0; second < 0x100; ++second)
      hashed.emplace_back(group.hash_of(entry.key | second << 8), entry);
  }
  std::stable_sort(hashed.begin(), hashed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [hash, entry] : hashed) {
    group.bits[hash / 64] |= std::uint64_t{1} << (hash % 64);
    const std::size_t bucket = hash >> kBitsPerHead;
    // A word of one byte stands in many buckets, but in each once.
    const auto first = group.entries.end() - group.heads[bucket + 1];
    if (std::any_of(first, group.entries.end(),
                    [&entry](const Entry& other) { return other.index == entry.index; }))
      continue;
    ++group.heads[bucket + 1];
    group.entries.push_back(entry);
  }
  for (std::size_t i = 1; i < group.heads.size(); ++i) group.heads[i] += group.heads[i - 1];
}

}  // namespace braque::match
