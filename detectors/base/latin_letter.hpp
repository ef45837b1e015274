// Latin letters without their accents: the one table by which words are compared as José and JOSE,
// Łódź and lodz, straße and strasse, Cœur and coeur.
//
// Folded are the letters of U+00C0 to U+017F (Latin-1 Supplement and Latin Extended-A), of U+0218
// to U+021B (Romanian), U+01A0, U+01A1, U+01AF, U+01B0 and U+1EA0 to U+1EF9 (Vietnamese). Letters
// that Unicode decomposes (NFD, Unicode Standard Annex 15) become the small letter that is left
// without its combining marks; ligatures and letters of one's own, which it does not decompose,
// what is written for them in ASCII: ae, oe, ij, ss, th, d for eth, o for o with stroke, n for eng.
// Everything else is no letter here: what a caller does with letters of other scripts is its own.
//
// Names, addresses and lists of people are fingerprinted in this form: a letter that is folded
// otherwise makes other fingerprints than those that indexes hold.
//
// Code points in, ASCII out; callers decode, each knowing what bytes it may meet. Pure, a look into
// a constant table, no allocation.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace braque {

/// A letter beyond ASCII in small letters of ASCII.
struct LatinLetter {
  char first = '\0';   ///< 0: it is none that is folded
  char second = '\0';  ///< 0: one letter is all
  bool capital = false;
};

namespace latin {

/// U+00C0 to U+017F, two bytes each; a blank fills up what is one letter, two are no letter (the
/// signs of multiplication and division).
inline constexpr std::string_view kFolded =
    "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thss"
    "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thy "
    "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "
    "g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l "
    "l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s "
    "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s ";
inline constexpr char32_t kFirst = 0xC0, kEnd = 0x180;
static_assert(kFolded.size() == 2 * (kEnd - kFirst));

/// Of a letter of U+00C0 to U+017F.
constexpr bool is_capital(char32_t code) noexcept {
  if (code < 0x100) return code < 0xDF;
  if (code == 0x138 || code == 0x17F) return false;  // kra and long s have no capital of their own
  // Capital and small letters take turns; in two stretches the odd ones are the capitals.
  const bool odd = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
  return ((code & 1) != 0) == odd;
}

inline constexpr auto kLetters = [] {
  std::array<LatinLetter, kEnd - kFirst> letters{};
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char first = kFolded[2 * i], second = kFolded[2 * i + 1];
    if (first != ' ')
      letters[i] = {first, second == ' ' ? '\0' : second,
                    is_capital(kFirst + static_cast<char32_t>(i))};
  }
  return letters;
}();

/// Those behind U+017F: capital and small letters take turns.
constexpr LatinLetter later_letter(char32_t code) noexcept {
  const bool even = (code & 1) == 0;
  if (code >= 0x218 && code <= 0x21B) return {code < 0x21A ? 's' : 't', '\0', even};
  if (code >= 0x1EA0 && code <= 0x1EF9) {
    const char letter = code < 0x1EB8   ? 'a'
                        : code < 0x1EC8 ? 'e'
                        : code < 0x1ECC ? 'i'
                        : code < 0x1EE4 ? 'o'
                        : code < 0x1EF2 ? 'u'
                                        : 'y';
    return {letter, '\0', even};
  }
  if (code == 0x1A0 || code == 0x1A1) return {'o', '\0', even};
  if (code == 0x1AF || code == 0x1B0) return {'u', '\0', !even};
  return {};
}

}  // namespace latin

/// The letter of a code point beyond ASCII.
constexpr LatinLetter latin_letter(char32_t code) noexcept {
  if (code < latin::kFirst) return {};
  return code < latin::kEnd ? latin::kLetters[code - latin::kFirst] : latin::later_letter(code);
}

/// Combining accents (U+0300 to U+036F), which macOS writes behind the letters of names: they are
/// left out where letters are folded.
constexpr bool is_combining_accent(char32_t code) noexcept {
  return code >= 0x300 && code <= 0x36F;
}

}  // namespace braque
