// German numbers: tax, pension and health insurance.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Sum of the digit sums of the products, as § 4 VKVV and the health insurers define it.
template <std::size_t kCount>
int sum_of_digit_sums(const int (&digits)[kCount], const int (&weights)[kCount]) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    int product = digits[i] * weights[i];
    sum += product / 10 + product % 10;
  }
  return sum;
}

}  // namespace

// Identifikationsnummer, 11 digits. Source: § 139b AO, BZSt; check digit by ISO 7064 MOD 11,10.
// Among the first ten digits exactly one occurs twice or three times and the others once at most.
// Valid: 36 574 261 809. Invalid: 36 574 261 890.
bool de_idnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || text[0] == '0') return false;
  int counts[10] = {};
  for (char c : text.substr(0, 10)) ++counts[c - '0'];
  int repeated = 0;
  for (int count : counts) {
    if (count > 3) return false;
    repeated += count > 1 ? 1 : 0;
  }
  return repeated == 1 && passes_mod_11_10(text);
}

// Rentenversicherungsnummer: area, birth date, initial, serial, check digit. Source: § 147 SGB VI,
// § 4 VKVV with the worked example 15 070649 C 103. The day is 50 higher when numbers run out; day
// and month are checked, not the year, whose century is unknown.
bool de_rvnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 12 || !all_digits(text.substr(0, 8)) || !is_capital(text[8]) ||
      !all_digits(text.substr(9))) {
    return false;
  }
  int day = field(text, 2, 2);
  if (day > 50) day -= 50;
  if (!is_short_date(field(text, 6, 2), field(text, 4, 2), day)) return false;
  int digits[12];
  for (std::size_t i = 0; i < 8; ++i) digits[i] = text[i] - '0';
  int rank = text[8] - 'A' + 1;
  digits[8] = rank / 10;
  digits[9] = rank % 10;
  digits[10] = text[9] - '0';
  digits[11] = text[10] - '0';
  constexpr int kWeights[] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
  return sum_of_digit_sums(digits, kWeights) % 10 == text[11] - '0';
}

// Krankenversichertennummer: a letter and 9 digits. Source: § 290 SGB V, GKV-Spitzenverband; worked
// example A000500015.
bool de_kvnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 || !is_capital(text[0]) || !all_digits(text.substr(1))) return false;
  if (text.substr(1) == "000000000") return false;
  int rank = text[0] - 'A' + 1;
  int digits[10] = {rank / 10, rank % 10};
  for (std::size_t i = 1; i < 9; ++i) digits[i + 1] = text[i] - '0';
  constexpr int kWeights[] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
  return sum_of_digit_sums(digits, kWeights) % 10 == text[9] - '0';
}

}  // namespace braque::validate
