// Items that hold much the same values: a list and its older copy, a letter in two formats.
// Compared by the fingerprints that the index keeps, so it is personal data that is the same, not
// wording.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace braque::report {

class Similar {
 public:
  /// Values that an item must hold before it is compared: two files with one address in common are
  /// no copies.
  static constexpr std::size_t kValuesMin = 5;

  /// `value`: the first bytes of a fingerprint, which are as good as random. Memory: 64 values an
  /// item at most.
  void add(std::int64_t item, std::uint64_t value);

  struct Group {
    std::vector<std::int64_t> items;  ///< two at least, ascending
    std::uint64_t likeness =
        10'000;  ///< of the least alike to the first, in hundredths of one per cent
  };
  /// Groups of items with at least four fifths of their values in common, as far as their smallest
  /// ones tell: an estimate (Broder 1997, bottom-k sketches) within some 5 points.
  std::vector<Group> groups();

 private:
  std::unordered_map<std::int64_t, std::vector<std::uint64_t>>
      sketches_;  ///< ascending, each value once
};

}  // namespace braque::report
