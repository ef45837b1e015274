#include "documents/code_page.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "extract/icu_characters.hpp"

namespace braque::documents {
namespace {

/// What ICU calls a code page; "" when nobody knows it.
std::string converter_name(unsigned number) {
  const std::string digits = std::to_string(number);
  switch (number) {
    case 10000:
      return "macintosh";
    case 10006:
      return "x-mac-greek";
    case 10007:
      return "x-mac-cyrillic";
    case 10029:
      return "x-mac-centraleurroman";
    case 10081:
      return "x-mac-turkish";
    case 20866:
      return "KOI8-R";
    case 21866:
      return "KOI8-U";
    case 20932:
    case 51932:
      return "EUC-JP";
    case 51949:
      return "EUC-KR";
    case 50220:
    case 50221:
    case 50222:
      return "ISO-2022-JP";
    case 54936:
      return "gb18030";
    case 874:
    case 932:
    case 936:
    case 949:
    case 950:
      return "windows-" + digits;
    default:
      break;
  }
  if (number >= 1250 && number <= 1258) return "windows-" + digits;
  if (number >= 28591 && number <= 28605 && number != 28602)
    return "ISO-8859-" + std::to_string(number - 28590);
  // Only names that ICU has: it would look for others in files.
  constexpr std::array<unsigned, 22> kIbm = {37,  437, 500, 720, 737, 775, 850, 852,
                                             855, 856, 857, 858, 860, 861, 862, 863,
                                             864, 865, 866, 868, 869, 1047};
  const bool known = std::find(kIbm.begin(), kIbm.end(), number) != kIbm.end();
  return known ? "ibm-" + digits : std::string();
}

std::unique_ptr<std::array<std::string, 256>> table_of(UConverter* converter) {
  auto table = std::make_unique<std::array<std::string, 256>>();
  const auto characters = extract::characters_of(converter);
  for (std::size_t byte = 0; byte < table->size(); ++byte)
    append_character((*table)[byte], characters[byte]);
  return table;
}

}  // namespace

void CodePage::Close::operator()(UConverter* converter) const noexcept { ucnv_close(converter); }

CodePage::CodePage(unsigned number) : number_(number) {
  if (number == 65001 || number == 1200 || number == 1201) return;
  std::string name = converter_name(number);
  if (name.empty()) name = "windows-1252";
  UErrorCode error = U_ZERO_ERROR;
  converter_.reset(ucnv_open(name.c_str(), &error));
  if (U_FAILURE(error)) {
    error = U_ZERO_ERROR;
    converter_.reset(ucnv_open("windows-1252", &error));
  }
  if (U_FAILURE(error)) converter_.reset();
  if (converter_ == nullptr || ucnv_getMaxCharSize(converter_.get()) != 1) return;
  table_ = table_of(converter_.get());
  converter_.reset();
}

CodePage::~CodePage() = default;
CodePage::CodePage(CodePage&&) noexcept = default;
CodePage& CodePage::operator=(CodePage&&) noexcept = default;

void CodePage::append(std::string& text, std::string_view bytes) const {
  if (number_ == 1200 || number_ == 1201) return append_utf16(text, bytes, number_ == 1201);
  if (table_ != nullptr) {
    for (const char byte : bytes) text += (*table_)[static_cast<unsigned char>(byte)];
  } else if (converter_ != nullptr) {
    append_converted(text, bytes);
  } else {
    append_utf8(text, bytes);
  }
}

std::string CodePage::decode(std::string_view bytes) const {
  std::string text;
  append(text, bytes);
  return text;
}

void CodePage::append_converted(std::string& text, std::string_view bytes) const {
  std::array<UChar, 1024> units;
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  ucnv_resetToUnicode(converter_.get());
  for (bool more = true; more;) {
    UChar* target = units.data();
    UErrorCode error = U_ZERO_ERROR;
    ucnv_toUnicode(converter_.get(), &target, units.data() + units.size(), &source, end, nullptr, 1,
                   &error);
    more = error == U_BUFFER_OVERFLOW_ERROR;
    append_utf16(text, {reinterpret_cast<const char*>(units.data()),
                        static_cast<std::size_t>(target - units.data()) * sizeof(UChar)});
  }
}

unsigned code_page_of_language(unsigned language) {
  switch (language & 0x3ff) {  // the primary language
    case 0x01:
    case 0x20:
    case 0x29:
      return 1256;  // Arabic, Urdu, Persian
    case 0x02:
    case 0x19:
    case 0x22:
    case 0x23:
    case 0x2f:
      return 1251;  // Cyrillic
    case 0x04:
      return (language >> 10) == 1 || (language >> 10) == 3 ? 950U : 936U;
    case 0x05:
    case 0x0e:
    case 0x15:
    case 0x18:
    case 0x1b:
    case 0x1c:
    case 0x24:
      return 1250;
    case 0x08:
      return 1253;
    case 0x0d:
      return 1255;
    case 0x11:
      return 932;
    case 0x12:
      return 949;
    case 0x1a:
      return (language >> 10) == 3 ? 1251U : 1250U;  // Serbian, else Croatian
    case 0x1e:
      return 874;
    case 0x1f:
      return 1254;
    case 0x25:
    case 0x26:
    case 0x27:
      return 1257;
    case 0x2a:
      return 1258;
    default:
      return 1252;
  }
}

bool is_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (std::size_t at = 0; at < bytes.size();) {
    if (data[at] < 0x80) {
      ++at;
      continue;
    }
    UChar32 character;
    U8_NEXT(data, at, bytes.size(), character);
    if (character < 0) return false;
  }
  return true;
}

bool looks_like_utf8(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; }) &&
         is_utf8(bytes);
}

void append_utf8(std::string& text, std::string_view bytes) {
  if (is_utf8(bytes)) {
    text += bytes;
    return;
  }
  static thread_local const CodePage kWestern(1252);
  kWestern.append(text, bytes);
}

void append_utf16(std::string& text, std::string_view bytes, bool big_endian) {
  const auto unit = [&](std::size_t at) {
    const auto low = static_cast<unsigned char>(bytes[at + (big_endian ? 1 : 0)]);
    const auto high = static_cast<unsigned char>(bytes[at + (big_endian ? 0 : 1)]);
    return static_cast<char32_t>(high << 8 | low);
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t character = unit(at);
    if (U16_IS_LEAD(character) && at + 3 < bytes.size() && U16_IS_TRAIL(unit(at + 2))) {
      character = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(character, unit(at + 2)));
      at += 2;
    } else if (U16_IS_SURROGATE(character)) {
      character = U'\ufffd';
    }
    append_character(text, character);
  }
}

void append_character(std::string& text, char32_t character) {
  if (character > 0x10ffff || U_IS_SURROGATE(character)) character = U'\ufffd';
  std::array<char, 4> encoded;
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(encoded.data(), length, character);
  text.append(encoded.data(), static_cast<std::size_t>(length));
}

}  // namespace braque::documents
