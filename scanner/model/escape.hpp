// Untrusted text made safe for a sink: one encoder per sink. Everything read from a scanned system
// (paths, locators, headers) passes through one of these before it is printed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace braque {

/// One character of UTF-8 text. For an invalid byte `length` is 1 and `valid` is false.
struct Character {
  char32_t code = 0;
  std::size_t length = 1;
  bool valid = false;
};

/// The character at `position`, which must be inside the text. Overlong forms, surrogates and codes
/// above U+10FFFF are invalid (Unicode 15, table 3-7).
Character character_at(std::string_view text, std::size_t position) noexcept;

/// Controls (C0, C1, DEL), line and paragraph separators, bidirectional marks and other characters
/// that a terminal does not show: they are printed as escapes.
bool is_hidden(char32_t code) noexcept;

/// For people: hidden characters as \n, \x1b or \u202e, invalid bytes as \xff. On one line.
std::string terminal_text(std::string_view text);

/// Columns that the text takes on a terminal; the text must have come from terminal_text.
std::size_t display_width(std::string_view text) noexcept;

/// The text cut to `width` columns, in the middle ("/srv/…/b.csv"), which keeps both ends of a
/// path.
std::string shortened(std::string_view text, std::size_t width);

/// A path as valid UTF-8; invalid bytes as \xff. `lossy` tells whether there were any.
std::string path_text(std::string_view path, bool& lossy);

std::string base64(std::string_view bytes);

/// Appends a JSON string with its quotes. Hidden characters become \u escapes, so that no control
/// character is ever printed; invalid bytes become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Appends a CSV field: quoted where needed (RFC 4180); a leading = + - @ tab or CR gets a ' before
/// it, so that no spreadsheet takes it for a formula. Hidden characters as in terminal_text.
void append_csv_field(std::string& out, std::string_view text);

}  // namespace braque
