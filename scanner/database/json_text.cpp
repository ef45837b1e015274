#include "database/json_text.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "database/row_text.hpp"

namespace braque::database {
namespace {

constexpr std::size_t kKindBytesMax = 64;
constexpr std::size_t kWordMax = 24;  ///< longer parts without a separator are ids
constexpr char kDigits[] = "0123456789abcdef";

}  // namespace

void append_json_string(std::string& text, std::string_view value) {
  std::string latin;
  if (!is_utf8(value)) {
    append_cell(latin, value);
    value = latin;
  }
  text += '"';
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (c == '\n') {
      text += "\\n";
    } else if (c == '\t') {
      text += "\\t";
    } else if (byte < 0x20) {
      text += "\\u00";
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    } else {
      text += c;
    }
  }
  text += '"';
}

void append_json_member(std::string& text, std::string_view key, std::string_view value) {
  if (!text.ends_with('{')) text += ',';
  append_json_string(text, key);
  text += ':';
  append_json_string(text, value);
}

std::string kind_of_key(std::string_view key) {
  std::string kind;
  for (std::size_t begin = 0; begin <= key.size() && kind.size() < kKindBytesMax;) {
    const std::size_t end = std::min(key.find_first_of(":/.|@ ", begin), key.size());
    const std::string_view part = key.substr(begin, end - begin);
    const bool is_id = part.size() > kWordMax || std::any_of(part.begin(), part.end(), [](char c) {
                         return ascii::is_digit(c) || static_cast<unsigned char>(c) < 0x20 ||
                                static_cast<unsigned char>(c) >= 0x7f;
                       });
    // A key may be somebody's address: nothing of one becomes a name.
    if (end < key.size() && key[end] == '@') return kind + "*";
    kind += is_id ? "*" : std::string(part);
    if (end < key.size()) kind += key[end];
    begin = end + 1;
  }
  return kind;
}

}  // namespace braque::database
