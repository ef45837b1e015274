// Austrian numbers: social insurance, tax account, VAT.
#include <algorithm>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// Sozialversicherungsnummer, 10 digits: serial from 100 on, check digit, DDMMYY. Source: ASVG §
// 30c; weights 3, 7, 9, 0, 5, 8, 4, 2, 1, 6; the remainder by 11 is the fourth digit, 10 is not
// given. Months 13 to 15 stand where the serials of a day are used up. Valid: 1237 010180. Invalid:
// 2237 010180.
bool at_vnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10) || text[0] == '0') return false;
  int month = field(text, 6, 2);
  int day = field(text, 4, 2);
  if (month < 1 || month > 15 || day < 1 || day > 31) return false;
  if (month <= 12 && !is_short_date(field(text, 8, 2), month, day)) return false;
  constexpr int kWeights[] = {3, 7, 9, 0, 5, 8, 4, 2, 1, 6};
  return weighted_sum(text, kWeights) % 11 == text[3] - '0';
}

// Abgabenkontonummer (Steuernummer), 9 digits: tax office, number, check digit. Source:
// Bundesministerium für Finanzen: Luhn's sum over the nine digits. The offices are those of 2004 to
// 2020, whose numbers go on. Valid: 59-119/9013. Invalid: 59-119/9012.
bool at_tin(const Candidate& candidate) {
  constexpr int kOffices[] = {3,  4,  6,  7,  8,  9,  10, 12, 15, 16, 18, 22, 23, 29,
                              33, 38, 41, 46, 51, 52, 53, 54, 57, 59, 61, 65, 67, 68,
                              69, 71, 72, 81, 82, 83, 84, 90, 91, 93, 97, 98};
  std::string_view text = candidate.compact;
  if (!is_number(text, 9)) return false;
  return std::binary_search(std::begin(kOffices), std::end(kOffices), field(text, 0, 2)) &&
         passes_luhn(text);
}

// UID: ATU and 8 digits. Source: BMF, VIES: the check digit is 96 less Luhn's sum over the first
// seven digits, mod 10. Valid: ATU13585627. Invalid: ATU13585626.
bool at_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 11 || !text.starts_with("ATU") || !all_digits(text.substr(3))) return false;
  std::string_view digits = text.substr(3);
  if (same_character(digits)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 7; ++i) {
    int product = (digits[i] - '0') * (i % 2 == 0 ? 1 : 2);
    sum += product / 10 + product % 10;
  }
  return digits[7] - '0' == (96 - sum) % 10;
}

}  // namespace braque::validate
