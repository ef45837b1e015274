// A token walk: the letters and digits from one word start on, with the separators between them
// taken out, as masks that a template is compared with in a few instructions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace braque::match {

struct TokenWalk {
  static constexpr std::size_t kLengthMax = 48;

  std::array<char, kLengthMax> compact;         ///< capitals and digits
  std::array<std::uint32_t, kLengthMax> position;  ///< of each in the text
  std::array<char, kLengthMax> separator;       ///< before each, where `separated` says so
  std::uint64_t digits = 0;     ///< bit i: compact[i] is a digit
  std::uint64_t lower = 0;      ///< bit i: stands in the text as a small letter
  std::uint64_t upper = 0;
  std::uint64_t separated = 0;  ///< bit i: a separator stands before compact[i]
  std::uint64_t ends = 0;       ///< bit n: the first n characters end at a word's end
  std::size_t length = 0;
  bool plus_before = false;
};

/// Walks from `start` (a word start) until something that cannot belong to a written number.
/// Separators: blank (also no-break), . - / ( ) +, and ") ", " (", ". ".
void walk_token(std::string_view text, std::size_t start, TokenWalk& walk) noexcept;

}  // namespace braque::match
