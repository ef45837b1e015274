// Text strings of PDF (ISO 32000-1, 7.9.2.2 and annex D.3; UTF-8 since ISO 32000-2).
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <array>

#include "documents/pdf_value.hpp"

namespace braque::documents {
namespace {

void append(std::string& text, UChar32 character) {
  if (character == 0) return;
  std::array<char, U8_MAX_LENGTH> bytes;
  std::int32_t length = 0;
  UBool failed = false;
  U8_APPEND(bytes.data(), length, static_cast<std::int32_t>(bytes.size()), character, failed);
  if (!failed) text.append(bytes.data(), static_cast<std::size_t>(length));
}

std::string from_utf16(std::string_view bytes, bool big) {
  std::string text;
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<UChar32>(big ? first << 8 | second : second << 8 | first);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    UChar32 character = unit(i);
    // 7.9.2.2: an escape sequence names the language, between two units of 27.
    if (character == 27) {
      for (i += 2; i + 1 < bytes.size() && unit(i) != 27; i += 2) {
      }
      continue;
    }
    if (U16_IS_LEAD(character) && i + 3 < bytes.size() && U16_IS_TRAIL(unit(i + 2))) {
      character = U16_GET_SUPPLEMENTARY(character, unit(i + 2));
      i += 2;
    }
    append(text, U_IS_SURROGATE(character) ? 0xfffd : character);
  }
  return text;
}

/// Annex D.3, where it differs from Latin-1.
UChar32 document_encoding(unsigned char byte) {
  constexpr std::array<char16_t, 8> kLow = {0x02d8, 0x02c7, 0x02c6, 0x02d9,
                                            0x02dd, 0x02db, 0x02da, 0x02dc};
  constexpr std::array<char16_t, 33> kHigh = {
      0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203a, 0x2212,
      0x2030, 0x201e, 0x201c, 0x201d, 0x2018, 0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141,
      0x0152, 0x0160, 0x0178, 0x017d, 0x0131, 0x0142, 0x0153, 0x0161, 0x017e, 0xfffd, 0x20ac};
  if (byte >= 0x18 && byte <= 0x1f) return kLow[byte - 0x18U];
  if (byte >= 0x80 && byte <= 0xa0) return kHigh[byte - 0x80U];
  return byte;
}

}  // namespace

std::string pdf_text(std::string_view bytes) {
  if (bytes.starts_with("\xfe\xff")) return from_utf16(bytes.substr(2), true);
  if (bytes.starts_with("\xff\xfe")) return from_utf16(bytes.substr(2), false);
  if (bytes.starts_with("\xef\xbb\xbf")) return std::string(bytes.substr(3));
  std::string text;
  for (const char byte : bytes) append(text, document_encoding(static_cast<unsigned char>(byte)));
  return text;
}

}  // namespace braque::documents
