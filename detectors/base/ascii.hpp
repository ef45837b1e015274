// Byte classes of ASCII, and what the neighbours of a candidate may be in UTF-8 or Latin-1 text.
#pragma once

#include <cstdint>
#include <string_view>

namespace braque::ascii {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter(char c) noexcept { return is_upper(c) || is_lower(c); }
constexpr bool is_alnum(char c) noexcept { return is_digit(c) || is_letter(c); }
constexpr bool is_word(char c) noexcept { return is_alnum(c) || c == '_'; }
constexpr bool is_hex(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr char upper(char c) noexcept { return is_lower(c) ? static_cast<char>(c - 32) : c; }
constexpr char lower(char c) noexcept { return is_upper(c) ? static_cast<char>(c + 32) : c; }

/// Do the bytes before `position` end in a letter beyond ASCII? UTF-8 leads C3-DF stand for letters
/// (U+00C0-U+07FF but for a few signs); C2 and E2 lead signs and punctuation; a high byte behind
/// something that is no UTF-8 lead is a Latin-1 letter when it is C0-FF.
inline bool foreign_letter_before(std::string_view text, std::size_t position) noexcept {
  if (position == 0) return false;
  const auto last = static_cast<unsigned char>(text[position - 1]);
  if (last < 0x80) return false;
  if (last >= 0xC0) return true;  // Latin-1
  if (position < 2) return false;
  const auto lead = static_cast<unsigned char>(text[position - 2]);
  return lead >= 0xC3 && lead <= 0xDF;
}

/// The same for the bytes at `position`.
inline bool foreign_letter_at(std::string_view text, std::size_t position) noexcept {
  if (position >= text.size()) return false;
  const auto lead = static_cast<unsigned char>(text[position]);
  if (lead < 0x80 || lead == 0xC2 || lead == 0xE2 || lead == 0xE3 || lead == 0xEF) return false;
  return lead >= 0xC0;
}

}  // namespace braque::ascii
