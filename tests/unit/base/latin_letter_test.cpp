// The table of Latin letters against Unicode's own: what ICU decomposes, and which letters it calls
// capitals. What Unicode does not decompose is listed here by hand.
#include "base/latin_letter.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <catch2/catch.hpp>
#include <map>
#include <string>

using namespace braque;

namespace {

std::string folded(char32_t code) {
  const LatinLetter letter = latin_letter(code);
  std::string text;
  for (const char c : {letter.first, letter.second})
    if (c != '\0') text += c;
  return text;
}

/// The small ASCII letter that Unicode leaves of a letter without its accents; "" when there is
/// none.
std::string decomposed(char32_t code) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  REQUIRE(U_SUCCESS(status));
  const icu::UnicodeString marks =
      nfd->normalize(icu::UnicodeString(static_cast<UChar32>(code)), status);
  REQUIRE(U_SUCCESS(status));
  const UChar32 base = u_tolower(marks.char32At(0));
  return base >= 'a' && base <= 'z' ? std::string(1, static_cast<char>(base)) : std::string();
}

const std::map<char32_t, std::string> kNotDecomposed = {
    {U'Æ', "ae"}, {U'æ', "ae"}, {U'Ð', "d"}, {U'ð', "d"},  {U'Ø', "o"},  {U'ø', "o"}, {U'Þ', "th"},
    {U'þ', "th"}, {U'ß', "ss"}, {U'Đ', "d"}, {U'đ', "d"},  {U'Ħ', "h"},  {U'ħ', "h"}, {U'ı', "i"},
    {U'Ĳ', "ij"}, {U'ĳ', "ij"}, {U'ĸ', "k"}, {U'Ŀ', "l"},  {U'ŀ', "l"},  {U'Ł', "l"}, {U'ł', "l"},
    {U'ŉ', "n"},  {U'Ŋ', "n"},  {U'ŋ', "n"}, {U'Œ', "oe"}, {U'œ', "oe"}, {U'Ŧ', "t"}, {U'ŧ', "t"},
    {U'ſ', "s"},  {U'×', ""},   {U'÷', ""}};

bool is_folded(char32_t code) {
  return (code >= 0xC0 && code < 0x180) || (code >= 0x218 && code <= 0x21B) ||
         (code >= 0x1EA0 && code <= 0x1EF9) || code == 0x1A0 || code == 0x1A1 || code == 0x1AF ||
         code == 0x1B0;
}

}  // namespace

TEST_CASE("letters are folded as Unicode decomposes them, others as they are written in ASCII") {
  std::size_t letters = 0;
  for (char32_t code = 0; code < 0x2100; ++code) {
    INFO("U+" << std::hex << static_cast<unsigned>(code));
    if (!is_folded(code)) {
      CHECK(folded(code).empty());
      continue;
    }
    const auto own = kNotDecomposed.find(code);
    CHECK(folded(code) == (own == kNotDecomposed.end() ? decomposed(code) : own->second));
    CHECK(latin_letter(code).capital == (u_isupper(static_cast<UChar32>(code)) != 0));
    if (!folded(code).empty()) ++letters;
  }
  CHECK(letters == 192 - 2 + 4 + 90 + 4);
}

TEST_CASE("combining accents are those of one block") {
  CHECK(is_combining_accent(0x301));
  CHECK_FALSE(is_combining_accent(0x2FF));
  CHECK_FALSE(is_combining_accent(0x370));
}
