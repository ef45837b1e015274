// A token walk: the letters and digits from one word start on, with the separators between them
// taken out, as masks that a template is compared with in a few instructions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "match/shape_scan.hpp"

namespace braque::match {

/// Bit i of the masks stands for the i-th letter or digit. What a walk must know to be refused is
/// in the masks; the characters are written down by spell_token when something fits.
struct TokenWalk {
  static constexpr std::size_t kLengthMax = 48;

  std::uint64_t digits = 0;  ///< bit i: character i is a digit
  std::uint64_t lower = 0;   ///< bit i: stands in the text as a small letter
  std::uint64_t upper = 0;
  std::uint64_t separated = 0;  ///< bit i: a separator stands before character i
  std::uint64_t ends = 0;       ///< bit n: the first n characters end at a word's end
  std::size_t length = 0;
  bool promising = false;  ///< enough digits, or a code in capitals
  bool plus_before = false;
  bool spelled = false;  ///< the arrays are filled

  std::array<char, kLengthMax> compact;            ///< capitals and digits
  std::array<std::uint32_t, kLengthMax> position;  ///< of each in the text
  std::array<char, kLengthMax> separator;          ///< before each, where `separated` says so
};

/// What a word must be to be worth a walk. The lengths are bits.
struct TokenFilter {
  std::uint64_t digit_lengths = 0;     ///< templates without letters
  std::uint64_t letter_lengths = 0;    ///< templates that may have letters
  std::uint64_t any_case_lengths = 0;  ///< templates that take small letters
  bool numbers = false;                ///< kNumberDigits digits are enough
  bool ipv4 = false, date = false, mac = false, mrz = false;

  /// The lengths at which the walk's beginning ends and could fit a template: most words are
  /// refused here.
  std::uint64_t lengths(std::uint64_t ends, std::uint64_t digits,
                        std::uint64_t lower) const noexcept {
    const std::uint64_t letter = ~digits & (digits + 1);
    const std::uint64_t up_to_letter = (letter << 1) - 1;
    const std::uint64_t small = lower & (~lower + 1);
    const std::uint64_t up_to_small = (small << 1) - 1;  // all when there is none
    const std::uint64_t kinds = (digit_lengths & up_to_letter) | (letter_lengths & ~up_to_letter);
    return ends & kinds & (any_case_lengths | up_to_small);
  }
};

/// Fewest digits of a number that a recogniser is asked about.
inline constexpr int kNumberDigits = 7;

/// Moves the candidates that could be something to the front and returns how many they are: of
/// those that point to tokens, most are refused by what a short look shows. Refuses nothing that a
/// walk would accept.
std::size_t keep_possible(VectorLevel level, std::string_view text, const TokenFilter& filter,
                          std::span<ShapeCandidate> candidates) noexcept;

/// Walks from `start` (a word start) until something that cannot belong to a written number. Fills
/// the masks, and on the plain path the arrays too. Separators: blank (also no-break), . - / ( ) +,
/// and
/// ") ", " (", ". ". The same at every level.
void walk_token(VectorLevel level, std::string_view text, std::size_t start,
                TokenWalk& walk) noexcept;

/// Fills the arrays of a walk from `start`, unless they are.
void spell_token(std::string_view text, std::size_t start, TokenWalk& walk) noexcept;

}  // namespace braque::match
