// Finds the places where a person's name is plausible, and cuts their surroundings into tokens.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "recognise/name_features.hpp"

namespace braque::names {

/// Words that were found to trigger nothing: they come again, and the filter does not fit into the nearest cache.
class DullWords {
 public:
  bool may_trigger(std::uint64_t hash) noexcept {
    std::uint64_t& dull = hashes_[hash >> (64 - kBits)];
    if (dull == hash) return false;
    if (names::may_trigger(hash)) return true;
    dull = hash;
    return false;
  }

 private:
  static constexpr int kBits = 8;
  std::array<std::uint64_t, std::size_t{1} << kBits> hashes_{};  ///< zero is the hash of no word of the lists
};

class NameSearch {
 public:
  /// Words that begin in [begin, end) are looked at.
  NameSearch(std::string_view text, std::size_t begin, std::size_t end) : text_(text), position_(begin), judged_(begin), end_(end) {}

  /// The next window, and in it the tokens [first, last) to be judged; false when there is no more.
  bool next(Window& window, int& first, int& last) noexcept;

 private:
  std::size_t next_trigger() noexcept;
  bool triggers(std::size_t begin) const noexcept;

  std::string_view text_;
  std::size_t position_;  ///< where the search goes on
  std::size_t judged_;    ///< tokens before this were judged
  std::size_t end_;
  DullWords dull_;
  KnownWords known_;
};

}  // namespace braque::names
