// Values with check digits, for tables of tests: invented numbers whose check digits are worked out
// here, and not by the code that is tested.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

namespace braque::test {

/// ISO 7064 MOD 97-10 over decimal digits.
inline unsigned modulo_97(const std::string& digits) {
  unsigned rest = 0;
  for (const char digit : digits) rest = (rest * 10 + static_cast<unsigned>(digit - '0')) % 97;
  return rest;
}

/// FR, check digits, bank 30006, office 00001, the account and the bank's own key (RIB).
inline std::string french_iban(std::uint64_t account) {
  char number[16];
  std::snprintf(number, sizeof number, "%011llu",
                static_cast<unsigned long long>(account % 100'000'000'000ULL));
  const std::string base = std::string("3000600001") + number;
  char key[4], check[4];
  std::snprintf(key, sizeof key, "%02u", 97 - modulo_97(base + "00"));
  std::snprintf(check, sizeof check, "%02u",
                98 - modulo_97(base + key + "152700"));  // F = 15, R = 27
  return std::string("FR") + check + base + key;
}

/// Sex, year, month, department 75, commune, order and key (97 less the rest by 97).
inline std::string french_nir(std::uint64_t seed) {
  char number[16];
  std::snprintf(
      number, sizeof number, "%u%02u%02u75%03u%03u", static_cast<unsigned>(1 + seed % 2),
      static_cast<unsigned>(40 + seed / 2 % 59), static_cast<unsigned>(1 + seed / 128 % 12),
      static_cast<unsigned>(101 + seed / 2048 % 20), static_cast<unsigned>(1 + seed / 65536 % 900));
  char key[4];
  std::snprintf(key, sizeof key, "%02u", 97 - modulo_97(number));
  return std::string(number) + key;
}

/// The digits with Luhn's check digit (ISO/IEC 7812-1, annex B) behind them.
inline std::string luhn_number(const std::string& digits) {
  unsigned sum = 0;
  bool twice = true;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const unsigned digit = static_cast<unsigned>(digits[i] - '0') * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace braque::test
