#include "match/prefix_table.hpp"

#include <algorithm>

namespace braque::match {

PrefixTable::PrefixTable(std::span<const std::string_view> words) {
  constexpr std::array<std::uint32_t, 3> kMasks = {0xffffffff, 0xffffff, 0xffff};
  std::array<std::vector<Entry>, kMasks.size()> entries;
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
    entries[word.size() >= 4 ? 0 : word.size() == 3 ? 1 : 2].push_back(entry);
  }
  for (std::size_t i = 0; i < kMasks.size(); ++i) {
    if (entries[i].empty()) continue;
    Group& group = groups_.emplace_back();
    group.mask = kMasks[i];
    build(group, entries[i]);
  }
}

void PrefixTable::build(Group& group, std::span<const Entry> entries) {
  std::vector<std::pair<std::uint32_t, Entry>> hashed;
  for (const Entry& entry : entries) {
    const auto gram = static_cast<std::uint32_t>(entry.key);
    if (entry.length > 1) {
      hashed.emplace_back(hash_of(gram & group.mask), entry);
      continue;
    }
    // Of one byte: with any second one.
    for (std::uint32_t second = 0; second < 0x100; ++second) hashed.emplace_back(hash_of(gram | second << 8), entry);
  }
  std::stable_sort(hashed.begin(), hashed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [hash, entry] : hashed) {
    group.bits[hash / 64] |= std::uint64_t{1} << (hash % 64);
    const std::size_t bucket = hash >> (kHashBits - kHeadBits);
    // Two second bytes of a short word may share a bucket.
    const bool known = group.heads[bucket + 1] > 0 && group.entries.back().index == entry.index;
    if (known) continue;
    ++group.heads[bucket + 1];
    group.entries.push_back(entry);
  }
  for (std::size_t i = 1; i < group.heads.size(); ++i) group.heads[i] += group.heads[i - 1];
}

}  // namespace braque::match
