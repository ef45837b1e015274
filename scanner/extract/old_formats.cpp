#include "extract/old_formats.hpp"

#include <algorithm>
#include <array>

namespace braque::extract {
namespace {

using namespace std::string_view_literals;

unsigned byte(std::string_view head, std::size_t at) {
  return at < head.size() ? static_cast<unsigned char>(head[at]) : 0U;
}

struct Signature {
  std::string_view bytes;
  std::string_view format;
};

// Access writes its engine's name; a property list its version. Below them, the record that begins
// a spreadsheet of Lotus 1-2-3 and its likes: its length and the version.
constexpr Signature kSignatures[] = {
    {"\x00\x01\x00\x00Standard Jet DB\x00"sv, "mdb"},
    {"\x00\x01\x00\x00Standard ACE DB\x00"sv, "mdb"},
    {"bplist00"sv, "plist"},
    {"\x00\x00\x02\x00\x04\x04"sv, "lotus"},          // 1A
    {"\x00\x00\x02\x00\x05\x04"sv, "lotus"},          // Symphony
    {"\x00\x00\x02\x00\x06\x04"sv, "lotus"},          // 2
    {"\x00\x00\x1a\x00\x00\x10\x04\x00"sv, "lotus"},  // 3
    {"\x00\x00\x1a\x00\x02\x10\x04\x00"sv, "lotus"},  // 4, 5
    {"\x00\x00\x1a\x00\x03\x10\x04\x00"sv, "lotus"},  // 97
    {"\x00\x00\x1a\x00\x05\x10\x04\x00"sv, "lotus"},  // 9
    {"\x00\x00\x02\x00\x20\x51"sv, "quattro"},        // for DOS
    {"\x00\x00\x02\x00\x21\x51"sv, "quattro"},
    {"\x00\x00\x02\x00\x01\x10"sv, "quattro"},  // for Windows 1, 5, 6
    {"\x00\x00\x02\x00\x02\x10"sv, "quattro"},
    {"\xff\x00\x02\x00\x04\x04\x05\x54\x02\x00"sv, "works"},  // its spreadsheets
    {"\x9b\xa5\x21\x00"sv, "word2"},  // Word for Windows 1 and 2: ident and version
    {"\xdb\xa5\x2d\x00"sv, "word2"},
    {"\x31\xbe\x00\x00\x00\xab"sv, "write"},  // Write and Word for DOS
    {"\x32\xbe\x00\x00\x00\xab"sv, "write"},  // with embedded objects
};

/// WordPerfect 5 and later: product 1, and one of the types of files that are documents.
bool is_wordperfect(std::string_view head) {
  return head.starts_with("\xffWPC"sv) && byte(head, 8) == 1 &&
         (byte(head, 9) == 0x0a || byte(head, 9) == 0x2c);
}

/// dBase and its descendants: a version, a date, lengths that fit one another, and names of fields.
bool is_dbf(std::string_view head) {
  constexpr std::string_view kVersions(
      "\x02\x03\x04\x05\x30\x31\x32\x43\x63\x7b\x83\x87\x8b\x8c\x8e\xcb\xe5\xf5\xfb");
  constexpr std::string_view kTypes("CNFDLMBIGTYVPQWO@+0");
  if (head.size() < 68 || kVersions.find(head[0]) == std::string_view::npos) return false;
  if (byte(head, 2) > 12 || byte(head, 3) > 31) return false;
  const bool seven = (byte(head, 0) & 7) == 4;  // dBase 7 has a longer header and longer names
  const std::size_t begin = seven ? 68 : 32, size = seven ? 48 : 32, name_bytes = seven ? 32 : 11;
  const std::size_t header_bytes = byte(head, 8) + 256 * byte(head, 9);
  const std::size_t record_bytes = byte(head, 10) + 256 * byte(head, 11);
  if (header_bytes <= begin + size || record_bytes < 2) return false;
  std::size_t at = begin;
  for (; at + size <= std::min(head.size(), header_bytes) && head[at] != '\x0d'; at += size) {
    const std::string_view name = head.substr(at, name_bytes);
    const auto first = static_cast<unsigned char>(name[0]);
    if (first <= ' ' || kTypes.find(head[at + name_bytes]) == std::string_view::npos) return false;
    for (const char c : name.substr(0, name.find('\0')))
      if (static_cast<unsigned char>(c) < ' ') return false;
  }
  return at > begin && (at >= head.size() || head[at] == '\x0d');
}

/// Excel 2 to 4, which are no compound files: the record that begins a sheet, a chart or macros.
bool is_old_workbook(std::string_view head) {
  constexpr std::array<std::string_view, 3> kBegins = {"\x09\x00\x04\x00"sv, "\x09\x02\x06\x00"sv,
                                                       "\x09\x04\x06\x00"sv};
  const unsigned kind = byte(head, 6) + 256 * byte(head, 7);
  return std::any_of(kBegins.begin(), kBegins.end(),
                     [&](std::string_view begin) { return head.starts_with(begin); }) &&
         (kind == 0x10 || kind == 0x20 || kind == 0x40) && byte(head, 5) <= 4;
}

}  // namespace

std::string_view detect_old_format(std::string_view head, std::string_view name) {
  for (const Signature& signature : kSignatures)
    if (head.starts_with(signature.bytes)) return signature.format;
  if (is_wordperfect(head)) return "wordperfect";
  if (is_old_workbook(head)) return "xls";
  if (is_dbf(head)) return "dbf";
  // Works for DOS has two bytes only.
  if (head.starts_with("\x01\xfe"sv) && (name.ends_with(".wps") || name.ends_with(".WPS")))
    return "works";
  return {};
}

}  // namespace braque::extract
