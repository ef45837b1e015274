#include "rule/toml.hpp"

#include <algorithm>

namespace braque {
namespace {

/// Where toml++ 3.3 must not be let: its test for blanks shifts a 64-bit number by 64 for U+FE20 to
/// U+FEFF (presentation forms, and the byte order mark anywhere but in front). Inside quotes they
/// can be written as \uXXXX. Returns npos when there is none.
std::size_t find_untested_character(std::string_view text) {
  for (std::size_t at = text.find('\xef'); at != std::string_view::npos;
       at = text.find('\xef', at + 1)) {
    if (at + 2 >= text.size()) break;
    const auto second = static_cast<unsigned char>(text[at + 1]);
    const auto third = static_cast<unsigned char>(text[at + 2]);
    const bool in_range = (second == 0xb8 && third >= 0xa0) || (second > 0xb8 && second <= 0xbb);
    const bool leading_mark = at == 0 && second == 0xbb && third == 0xbf;
    if (in_range && !leading_mark) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<toml::table> parse_toml(std::string_view text, TomlFault& fault) {
  if (const std::size_t at = find_untested_character(text); at != std::string_view::npos) {
    fault.line = static_cast<int>(std::count(
                     text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) +
                 1;
    fault.message =
        "a character between U+FE20 and U+FEFF must be written as \\uXXXX in a quoted text";
    return std::nullopt;
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    fault.line = static_cast<int>(error.source().begin.line);
    fault.message = "not valid TOML: " + std::string(error.description());
  } catch (const std::exception& error) {
    fault.line = 0;
    fault.message = std::string("cannot be read: ") + error.what();
  }
  return std::nullopt;
}

}  // namespace braque
