// Words of a text, folded (small letters, no accents), cut by the same function for lexicons and
// texts.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "recognise/name_lexicon.hpp"

namespace braque::special {

/// What stands between a word and the one before it, one bit each.
enum class Gap : std::uint16_t {
  newline = 1 << 0,
  blank_line = 1 << 1,
  stop = 1 << 2,  ///< . ! ? before white space
  colon = 1 << 3,
  semicolon = 1 << 4,
  comma = 1 << 5,
  bracket = 1 << 6,
  dash = 1 << 7,   ///< with a blank beside it; a hyphen is none
  other = 1 << 8,  ///< any other sign but blank, hyphen, apostrophe, underscore
  at = 1 << 9,
  percent = 1 << 10,
  question = 1 << 11,
  blank = 1 << 12,
  equals = 1 << 13,
};
using GapSet = std::uint16_t;
constexpr bool has(GapSet set, Gap gap) noexcept { return (set & static_cast<GapSet>(gap)) != 0; }

/// A run of letters and digits. Longer ones than kLongest are cut, in their folded form only.
struct FoldedWord {
  static constexpr std::size_t kLongest = 40;
  std::array<char, kLongest> bytes{};  ///< zeros behind the word
  std::uint8_t size = 0;
  bool capital = false;       ///< begins with a capital letter
  bool all_capitals = false;  ///< two letters or more, all of them capitals
  bool digits = false;        ///< nothing but digits
  bool foreign = false;       ///< letters of a script that is not folded
  std::uint32_t begin = 0, end = 0;
  std::string_view view() const noexcept { return {bytes.data(), size}; }
};

/// The first word that begins at or behind `position` and before `limit`; false: there is none.
/// `gap` gets what was passed over.
bool next_word(std::string_view text, std::size_t position, std::size_t limit, FoldedWord& word,
               GapSet& gap) noexcept;

/// Where the word around `position` begins, at most 80 bytes before it.
std::size_t word_start(std::string_view text, std::size_t position) noexcept;

}  // namespace braque::special
