// Numbers of devices and vehicles: IMEI, VIN, MAC address.
#include <algorithm>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Value of a VIN character in the check digit of 49 CFR 565.15(c); -1 for I, O, Q.
int vin_value(char c) noexcept {
  constexpr int kLetters[26] = {1, 2,  3, 4,  5, 6, 7, 8, -1, 1, 2, 3, 4,
                                5, -1, 7, -1, 9, 2, 3, 4, 5,  6, 7, 8, 9};
  if (is_digit(c)) return c - '0';
  return is_capital(c) ? kLetters[c - 'A'] : -1;
}

bool passes_vin_check_digit(std::string_view text) noexcept {
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += vin_value(text[i]) * kWeights[i];
  return text[8] == "0123456789X"[sum % 11];
}

bool is_hex(char c) noexcept { return is_digit(c) || (to_small(c) >= 'a' && to_small(c) <= 'f'); }

}  // namespace

// IMEI, 15 digits, Luhn. Source: 3GPP TS 23.003 clause 6.2; the first two digits name the body that
// gave the type allocation code (GSMA TS.06). Valid: 49 015420 323751 8. Invalid: 49 015420
// 323751 7.
bool imei(const Candidate& candidate) {
  constexpr int kBodies[] = {1, 10, 30, 33, 35, 44, 45, 49, 50, 51, 52, 53, 54, 86, 91, 98, 99};
  std::string_view text = candidate.compact;
  if (!is_number(text, 15) || same_character(text.substr(2, 12))) return false;
  bool known =
      std::find(std::begin(kBodies), std::end(kBodies), field(text, 0, 2)) != std::end(kBodies);
  return known && passes_luhn(text);
}

// Vehicle identification number, 17 characters without I, O, Q. Source: ISO 3779; 49 CFR 565 makes
// the check digit (9th) mandatory where the first character is 1-5 (North America). The last four
// are digits. Valid: 1M8GDM9AXKP042788. Invalid: 1M8GDM9A0KP042788.
bool vin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 17 || text[0] == '0' || !all_digits(text.substr(13))) return false;
  int letters = 0;
  for (char c : text) {
    if (vin_value(c) < 0) return false;
    letters += is_capital(c) ? 1 : 0;
  }
  if (letters < 2) return false;
  return text[0] < '1' || text[0] > '5' || passes_vin_check_digit(text);
}

// MAC address, 48 bits: six octets with ':' or '-', or three groups of four with '.'. Source: IEEE
// 802-2014 clause 8.1. All zeros and all ones are nobody's.
bool mac(const Candidate& candidate) {
  std::string_view text = candidate.raw;
  std::size_t group = text.size() == 17 ? 2 : 4;
  if (text.size() != 17 && text.size() != 14) return false;
  char separator = text[group];
  if (group == 2 ? separator != ':' && separator != '-' : separator != '.') return false;
  std::size_t zeros = 0;
  std::size_t ones = 0;
  std::size_t small_groups = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % (group + 1) == group) {
      if (text[i] != separator) return false;
      continue;
    }
    if (!is_hex(text[i])) return false;
    small_groups += i % (group + 1) == 0 && text.substr(i, 2) == "00" ? 1 : 0;
    zeros += text[i] == '0' ? 1 : 0;
    ones += to_small(text[i]) == 'f' ? 1 : 0;
  }
  // Groups of four with full stops are weights and codes in many tables; an address among them has
  // seldom more than one group below 0x100, and one without a letter has to be announced
  // (match/shape_match.cpp).
  if (group == 4 && small_groups > 1) return false;
  return zeros < 12 && ones < 12;
}

}  // namespace braque::validate
