// Small helpers that the check functions share: characters, numbers, dates. All take views and
// answer false, or a value outside the range, for anything malformed.
#pragma once

#include <cstdint>
#include <string_view>

namespace braque::validate {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_small(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr char to_small(char c) noexcept {
  return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// 0-9, A=10 ... Z=35 (the values of ISO 7064, ISO 13616 and ICAO 9303); -1 for anything else.
constexpr int value_of(char c) noexcept {
  if (is_digit(c)) return c - '0';
  if (is_capital(c)) return c - 'A' + 10;
  return -1;
}

constexpr bool all_digits(std::string_view text) noexcept {
  for (char c : text) {
    if (!is_digit(c)) return false;
  }
  return true;
}

/// True when the text is exactly `size` digits.
constexpr bool is_number(std::string_view text, std::size_t size) noexcept {
  return text.size() == size && all_digits(text);
}

/// The number that at most 18 digits spell; the caller has checked that they are digits.
constexpr std::uint64_t number_of(std::string_view digits) noexcept {
  std::uint64_t number = 0;
  for (char c : digits) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return number;
}

/// The value of `count` digits at `position`; the caller has checked that they are digits.
constexpr int field(std::string_view text, std::size_t position, std::size_t count) noexcept {
  return static_cast<int>(number_of(text.substr(position, count)));
}

/// True when all characters are equal: a filler that many check digits let pass.
constexpr bool same_character(std::string_view text) noexcept {
  return text.find_first_not_of(text.empty() ? '0' : text[0]) == std::string_view::npos;
}

/// The sum of text[i] * weights[i] over as many characters as there are weights; the characters are
/// digits or capitals.
template <std::size_t kCount>
constexpr int weighted_sum(std::string_view text, const int (&weights)[kCount]) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < kCount && i < text.size(); ++i) sum += value_of(text[i]) * weights[i];
  return sum;
}

/// True when the day exists in the Gregorian calendar.
constexpr bool is_date(int year, int month, int day) noexcept {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

/// The same when the century is not known: 29 February is right when one of 1900+yy, 2000+yy has
/// it.
constexpr bool is_short_date(int year_in_century, int month, int day) noexcept {
  return is_date(2000 + year_in_century, month, day) || is_date(1900 + year_in_century, month, day);
}

/// Luhn's formula over digits, the last being the check digit (luhn.cpp).
bool passes_luhn(std::string_view digits) noexcept;

/// The remainder of an alphanumeric string as in ISO 7064 MOD 97-10; 97 for other characters.
unsigned remainder_97(std::string_view text) noexcept;

/// ISO 7064 MOD 11,10 over digits, the last being the check digit (iso7064.cpp).
bool passes_mod_11_10(std::string_view digits) noexcept;

/// ICAO 9303 part 3: weights 7, 3, 1, mod 10, '<' counts 0; -1 for a character outside 0-9A-Z<.
int icao_check_digit(std::string_view text) noexcept;

/// ISO 3166-1 alpha-2, with XK (Kosovo) which banks use (countries.cpp).
bool is_country(std::string_view code) noexcept;

/// The key of a French bank account of 23 characters (fr_person.cpp).
bool is_rib(std::string_view text) noexcept;

/// True for what stands where a secret should be: masks, variables, templates, "changeme".
bool is_placeholder(std::string_view secret) noexcept;

}  // namespace braque::validate
