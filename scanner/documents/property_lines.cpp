#include "documents/property_lines.hpp"

namespace braque::documents {
namespace {

void append_on_one_line(std::string& text, std::string_view value) {
  for (const char byte : value) {
    const auto code = static_cast<unsigned char>(byte);
    text += code < 0x20 || code == 0x7f ? ' ' : byte;
  }
}

}  // namespace

void add_property(std::string& text, std::string_view key, std::string_view value) {
  const auto first = value.find_first_not_of(std::string_view(" \t\r\n\0", 5));
  if (first == std::string_view::npos) return;
  value.remove_prefix(first);
  value = value.substr(0, value.find_last_not_of(std::string_view(" \t\r\n\0", 5)) + 1);
  append_on_one_line(text, key);
  text += ": ";
  append_on_one_line(text, value);
  text += '\n';
}

}  // namespace braque::documents
