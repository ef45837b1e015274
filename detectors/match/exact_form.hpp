// The form in which values of a list of known people are compared with a text, and its keyed hash.
// A list holds hashes of forms only (scanner/privacy/exact_list.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/exact.hpp"

namespace braque {

/// Shorter forms are not looked for: four digits stand everywhere.
inline constexpr std::size_t kExactNumberMin = 5;
inline constexpr std::size_t kExactWordsMin = 2, kExactWordsMax = 5;
inline constexpr std::size_t kExactLettersMin = 5;  ///< of all words together
inline constexpr std::size_t kExactWordBytesMax = 40;
inline constexpr std::size_t kExactEmailMax = 254;  ///< RFC 5321, 4.5.3.1.3

/// The form of a value, of the kind that it seems to be. Nothing when the value is too short
/// or too long to be looked for. `form` is cleared first and holds a raw value afterwards.
std::optional<ExactKind> exact_form(std::string_view value, std::string& form);
/// The same when the kind is known.
bool exact_form(ExactKind kind, std::string_view value, std::string& form);

ExactHash exact_hash(const ExactKeys& keys, ExactKind kind, std::string_view form) noexcept;

/// One word from `position` on: letters, folded to small letters without accents (U+00C0 to U+017F,
/// in UTF-8 or, up to U+00FF, in Latin-1).
struct FoldedWord {
  std::array<char, kExactWordBytesMax + 4> folded;
  std::size_t size = 0;  ///< 0: no letter at the position, or the word is too long
  std::size_t end = 0;   ///< in the text
  bool capital = false;  ///< begins with one
  std::string_view text() const noexcept { return {folded.data(), size}; }
};
void fold_word(std::string_view text, std::size_t position, FoldedWord& word) noexcept;

/// Words between the parts of a name that people leave out or write apart: de, van, von ...
bool is_particle(std::string_view folded) noexcept;

}  // namespace braque
