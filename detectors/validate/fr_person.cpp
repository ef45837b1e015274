// Numbers of French persons: NIR, tax number, student number, health professional, bank account.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Month field of the NIR: 20-42 and 50-99 stand for incomplete civil records.
bool is_nir_month(int month) noexcept {
  return (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
}

bool is_nir_without_key(std::string_view text) noexcept {
  if ((text[0] != '1' && text[0] != '2') || !all_digits(text.substr(0, 6))) return false;
  if (!all_digits(text.substr(7))) return false;
  const bool corsica = text[5] == '2' && (text[6] == 'A' || text[6] == 'B');
  if (!corsica && !is_digit(text[6])) return false;
  const int month = field(text, 3, 2);
  const int department = corsica ? 20 : field(text, 5, 2);
  const bool known = department >= 1 && department != 96;
  return month >= 1 && month <= 12 && known && field(text, 7, 3) != 0 && field(text, 10, 3) != 0;
}

/// The letters of a French account number count 1-9 three times over: A, J = 1; B, K, S = 2 ...
int rib_digit(char c) noexcept {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'I') return c - 'A' + 1;
  if (c >= 'J' && c <= 'R') return c - 'J' + 1;
  if (c >= 'S' && c <= 'Z') return c - 'S' + 2;
  return -1;
}

}  // namespace

// NIR, 13 characters and a key of two digits. Source: décret n°82-103 (RNIPP), INSEE. The key is
// 97 less the remainder of the 13 digits by 97; for Corsica 2A counts 19 and 2B counts 18.
// Valid: 2 55 08 14 168 025 38. Invalid: 2 55 08 14 168 025 39. Without the key only what most
// people have is taken: 1 or 2, a month of the calendar, a department.
bool fr_nir(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 13) return is_nir_without_key(text);
  if (text.size() != 15) return false;
  if (std::string_view("123478").find(text[0]) == std::string_view::npos) return false;
  if (!all_digits(text.substr(0, 6)) || !all_digits(text.substr(7))) return false;
  if (!is_nir_month(field(text, 3, 2))) return false;
  char second = text[6];
  bool corsica = text[5] == '2' && (second == 'A' || second == 'B');
  if (!corsica && !is_digit(second)) return false;
  int department = corsica ? (second == 'A' ? 19 : 18) : field(text, 5, 2);
  if (department == 0 || field(text, 7, 3) == 0 || field(text, 10, 3) == 0) return false;
  std::uint64_t number =
      number_of(text.substr(0, 5)) * 100 + static_cast<std::uint64_t>(department);
  number = number * 1'000'000 + number_of(text.substr(7, 6));
  return number_of(text.substr(13)) == 97 - number % 97;
}

// Tax number (SPI), 13 digits. Source: TIN sheet of France, European Commission: the last three
// digits are the first ten mod 511. Valid: 30 23 217 600 053. Invalid: 30 23 217 600 054.
bool fr_nif_spi(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13) || text[0] > '3') return false;
  if (number_of(text.substr(0, 10)) == 0) return false;
  return number_of(text.substr(0, 10)) % 511 == number_of(text.substr(10));
}

// Student number, 11 characters. Source: circulaire RNIE (9 digits, 2 letters since 2018), base
// élèves (10 digits, 1 letter), apprentices (4 digits, A, 5 digits, 1 letter). The derivation of
// the control letters is not public.
bool fr_ine(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 11 || !is_capital(text[10])) return false;
  if (text[4] == 'A') return all_digits(text.substr(0, 4)) && all_digits(text.substr(5, 5));
  std::string_view body = text.substr(0, 9);
  return all_digits(body) && !same_character(body) && (is_digit(text[9]) || is_capital(text[9]));
}

// RPPS, 11 digits with Luhn's check digit. Source: arrêté du 6 février 2009 (RPPS), ANS: numbers
// begin with 10; on professional cards the type digit 8 stands before (12 digits), and old cards
// write numbers of 11 digits beginning with 8. Valid: 10003456786. Invalid: 10003456785.
bool fr_rpps(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 12 && text[0] == '8') {
    text.remove_prefix(1);
    if (text[0] != '1') return false;
  }
  if (!is_number(text, 11)) return false;
  bool prefix = (text[0] == '1' && text[1] == '0') || text[0] == '8';
  return prefix && passes_luhn(text);
}

bool is_rib(std::string_view text) noexcept {
  if (text.size() != 23 || !is_number(text.substr(0, 10), 10) || !all_digits(text.substr(21))) {
    return false;
  }
  std::uint64_t account = 0;
  for (char c : text.substr(10, 11)) {
    int digit = rib_digit(c);
    if (digit < 0) return false;
    account = account * 10 + static_cast<std::uint64_t>(digit);
  }
  std::uint64_t key = number_of(text.substr(21));
  if (key < 1 || key > 97) return false;
  std::uint64_t sum = 89 * number_of(text.substr(0, 5)) + 15 * number_of(text.substr(5, 5));
  return (sum + 3 * account + key) % 97 == 0;
}

// RIB: bank 5, branch 5, account 11, key 2. Source: CFONB, and the SWIFT registry for France:
// 89 bank + 15 branch + 3 account + key is a multiple of 97.
// Valid: 30006 00001 12345678901 89. Invalid: 30006 00001 12345678901 88.
bool fr_rib(const Candidate& candidate) {
  return is_rib(candidate.compact) && !same_character(candidate.compact.substr(0, 21));
}

}  // namespace braque::validate
