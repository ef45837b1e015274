#include "documents/charset.hpp"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <utility>

#include "documents/code_page.hpp"

namespace braque::documents {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

constexpr std::size_t kNameBytesMax = 60;

/// Labels that mean more in practice than their standard says (WHATWG Encoding, section 4.2), and
/// some that ICU does not know.
constexpr std::pair<std::string_view, std::string_view> kMeanings[] = {
    {"ansi_x3.4-1968", "windows-1252"},
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"ks_c_5601-1987", "windows-949"},
    {"euc-kr", "windows-949"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-8-e", "iso-8859-8"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"x-sjis", "shift_jis"},
    {"x-mac-roman", "macintosh"},
    {"utf8mb4", "utf-8"},
};

std::string meaning_of(std::string_view name) {
  std::string lower;
  for (const char byte : name.substr(0, kNameBytesMax)) {
    const bool capital = byte >= 'A' && byte <= 'Z';
    lower += capital ? static_cast<char>(byte + 32) : byte;
  }
  for (const auto& [label, meaning] : kMeanings)
    if (lower == label) return std::string(meaning);
  return lower;
}

/// ICU takes some names for those of files.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() < kNameBytesMax &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                  c == '.' || c == ':';
         });
}

Converter open_icu(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &error));
  if (U_FAILURE(error)) converter.reset();
  return converter;
}

class IcuCharset final : public CharsetConverter {
 public:
  IcuCharset(Converter from, Converter to) : from_(std::move(from)), to_(std::move(to)) {}

  void convert(std::string_view bytes, bool last, std::string& out) override {
    const char* source = bytes.data();
    const char* const source_end = source + bytes.size();
    std::array<char, 4096> buffer;
    while (true) {
      char* target = buffer.data();
      UErrorCode error = U_ZERO_ERROR;
      ucnv_convertEx(to_.get(), from_.get(), &target, buffer.data() + buffer.size(), &source,
                     source_end, pivot_.data(), &pivot_source_, &pivot_target_,
                     pivot_.data() + pivot_.size(), false, last, &error);
      out.append(buffer.data(), static_cast<std::size_t>(target - buffer.data()));
      if (error != U_BUFFER_OVERFLOW_ERROR) return;
    }
  }

 private:
  Converter from_, to_;
  std::array<UChar, 1024> pivot_;
  UChar* pivot_source_ = pivot_.data();
  UChar* pivot_target_ = pivot_.data();
};

}  // namespace

std::unique_ptr<CharsetConverter> open_charset(std::string_view name) {
  const std::string known = meaning_of(name);
  if (!is_plain_name(known)) return nullptr;
  Converter from = open_icu(known);
  Converter to = open_icu("UTF-8");
  if (from == nullptr || to == nullptr) return nullptr;
  return std::make_unique<IcuCharset>(std::move(from), std::move(to));
}

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string charset_of_code_page(std::uint32_t code_page) {
  constexpr std::pair<std::uint32_t, std::string_view> kNames[] = {
      {65001, "utf-8"},       {1200, "utf-16le"},     {1201, "utf-16be"},    {20127, "us-ascii"},
      {28591, "iso-8859-1"},  {28592, "iso-8859-2"},  {28595, "iso-8859-5"}, {28597, "iso-8859-7"},
      {28599, "iso-8859-9"},  {28605, "iso-8859-15"}, {20866, "koi8-r"},     {21866, "koi8-u"},
      {932, "shift_jis"},     {936, "gb18030"},       {949, "windows-949"},  {950, "big5"},
      {50220, "iso-2022-jp"}, {50221, "iso-2022-jp"}, {51932, "euc-jp"},     {51949, "euc-kr"},
      {54936, "gb18030"},     {10000, "macintosh"},   {874, "windows-874"},  {437, "ibm437"},
      {850, "ibm850"},        {852, "ibm852"},        {866, "ibm866"},
  };
  for (const auto& [number, name] : kNames)
    if (number == code_page) return std::string(name);
  if (code_page >= 1250 && code_page <= 1258) return "windows-" + std::to_string(code_page);
  return {};
}

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  const std::string known = meaning_of(charset);
  const bool plain = charset.empty() || known == "utf-8" || known == "windows-1252";
  if (plain && is_utf8(bytes)) return std::string(bytes);
  auto converter = known == "utf-8" ? nullptr : open_charset(charset);
  if (converter == nullptr) {
    if (is_utf8(bytes)) return std::string(bytes);
    converter = open_charset("windows-1252");
  }
  std::string text;
  if (converter != nullptr) converter->convert(bytes, true, text);
  return text;
}

}  // namespace braque::documents
