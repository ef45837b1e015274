#include "extract/icu_characters.hpp"

#include <unicode/ucnv.h>

namespace braque::extract {

std::array<char32_t, 256> characters_of(UConverter* converter) {
  std::array<char32_t, 256> characters{};
  for (unsigned byte = 0; byte < characters.size(); ++byte) {
    const char source = static_cast<char>(byte);
    const char* at = &source;
    UErrorCode error = U_ZERO_ERROR;
    ucnv_resetToUnicode(converter);
    const UChar32 character = ucnv_getNextUChar(converter, &at, &source + 1, &error);
    const bool known = U_SUCCESS(error) && character >= 0;
    characters[byte] = known ? static_cast<char32_t>(character) : U'\ufffd';
  }
  ucnv_resetToUnicode(converter);
  // EBCDIC has its letters elsewhere; all others differ from ASCII by controls and a sign or two at
  // most.
  if (characters['A'] != U'A') return characters;
  for (char32_t byte = 0; byte < 0x80; ++byte) characters[byte] = byte;
  return characters;
}

}  // namespace braque::extract
