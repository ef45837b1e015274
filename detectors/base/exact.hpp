// Exact values: what a list of known people and the search for them in a text agree on. The list
// holds keyed hashes of forms (match/exact_form.hpp), never a value.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/sip_hash.hpp"

namespace braque {

enum class ExactKind : std::uint8_t {
  number,  ///< letters and digits with at least one digit, without separators, small letters
  words,   ///< two to five words without accents, small letters, in alphabetical order: a name
  email,   ///< small letters
};
inline constexpr std::size_t kExactKinds = 3;

/// Secret; by kind. `check` confirms what `find` found.
struct ExactKeys {
  std::array<SipKey, kExactKinds> find;
  std::array<SipKey, kExactKinds> check;
};

struct ExactHash {
  std::uint64_t find = 0;
  std::uint32_t check = 0;  ///< kExactCheckBits bits
};
inline constexpr unsigned kExactCheckBits = 28;

/// The longest number that is looked for, in letters and digits.
inline constexpr std::size_t kExactNumberMax = 48;

/// Of what kinds and lengths the values of lists are; nothing else is looked for.
struct ExactProfile {
  std::uint64_t digit_lengths = 0;  ///< bit n: numbers of n digits
  std::uint64_t mixed_lengths = 0;  ///< bit n: numbers of n characters with letters
  bool words = false;
  bool emails = false;

  void add(const ExactProfile& other) noexcept {
    digit_lengths |= other.digit_lengths;
    mixed_lengths |= other.mixed_lengths;
    words = words || other.words;
    emails = emails || other.emails;
  }
};

}  // namespace braque
