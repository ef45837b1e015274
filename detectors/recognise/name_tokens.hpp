// Text as the words and gaps that the person name model sees.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "recognise/name_lexicon.hpp"

namespace braque::names {

enum class Shape : std::uint8_t { none, lower, capital, acronym, capitals, initial, mixed, number };
inline constexpr int kShapeCount = 8;

/// What stands between a token and the one before it.
enum class Gap : std::uint8_t {
  edge,
  space,
  hyphen,
  apostrophe,
  dot,
  comma,
  newline,
  blank_line,
  colon,
  field,
  quote,
  open,
  close,
  tight_dot,
  glue,
  other
};
inline constexpr int kGapCount = 16;

struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Entry entry;
  Shape shape = Shape::none;
  Gap before = Gap::edge;
  bool ends_line = false;  ///< nothing but white space up to the end of the line
  std::uint64_t hash = 0;
};

/// Begins with a capital letter: may be a part of a name.
constexpr bool is_capital(const Token& token) noexcept {
  return token.shape == Shape::capital || token.shape == Shape::capitals ||
         token.shape == Shape::acronym || token.shape == Shape::initial ||
         token.shape == Shape::mixed;
}

/// The next token at or behind `position`; false at the end of `text`. `gap_from` is where the gap
/// begins.
bool next_token(std::string_view text, std::size_t position, Token& token,
                KnownWords* known = nullptr) noexcept;

/// A place at most `reach` bytes before `position` where no word is cut.
std::size_t step_back(std::string_view text, std::size_t position, std::size_t reach) noexcept;

}  // namespace braque::names
