// Numbers of Australia and New Zealand.
#include <algorithm>
#include <iterator>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Letters of the NHI: A=1 ... Z=24 without I and O; 0 for anything else.
int nhi_value(char c) {
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  const std::size_t at = kLetters.find(c);
  return at == std::string_view::npos ? 0 : static_cast<int>(at) + 1;
}

/// How a bank's numbers are checked: weights over bank (2 digits), branch (4), account (8), suffix
/// (4).
struct BankMethod {
  int weights[18];
  int modulus;
  bool sums_digits;  ///< of products above 9, twice
};

// Source: Inland Revenue, "RWT and NRWT specification", validation of bank account numbers, methods
// A to G.
constexpr BankMethod kMethodA{{0, 0, 6, 3, 7, 9, 0, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0, 0}, 11, false};
constexpr BankMethod kMethodB{{0, 0, 0, 0, 0, 0, 0, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0, 0}, 11, false};
constexpr BankMethod kMethodD{{0, 0, 0, 0, 0, 0, 0, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0}, 11, false};
constexpr BankMethod kMethodE{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 4, 3, 2, 0, 0, 0, 1}, 11, true};
constexpr BankMethod kMethodF{{0, 0, 0, 0, 0, 0, 0, 1, 7, 3, 1, 7, 3, 1, 0, 0, 0, 0}, 10, false};
constexpr BankMethod kMethodG{{0, 0, 0, 0, 0, 0, 0, 1, 3, 7, 1, 3, 7, 1, 0, 3, 7, 1}, 10, true};

/// The method of a bank, by its number and the account's eight digits; null for no bank.
const BankMethod* method_of(int bank, std::string_view account) {
  switch (bank) {
    case 8:
      return &kMethodD;
    case 9:
      return &kMethodE;
    case 25:
    case 33:
      return &kMethodF;
    case 26:
    case 28:
    case 29:
      return &kMethodG;
    default:
      break;
  }
  const bool known =
      (bank >= 1 && bank <= 30 && bank != 5 && bank != 7) || bank == 35 || bank == 38;
  if (!known) return nullptr;
  return number_of(account) < 990000 ? &kMethodA : &kMethodB;
}

}  // namespace

// Bank account: bank, branch, account of seven digits, suffix of two or three.
bool nz_bank_account(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if ((text.size() != 15 && text.size() != 16) || !all_digits(text) ||
      same_character(text.substr(6, 7)))
    return false;
  char digits[18];  // filled with zeros before account and suffix
  std::fill(std::begin(digits), std::end(digits), '0');
  std::copy_n(text.data(), 6, digits);
  std::copy_n(text.data() + 6, 7, digits + 7);
  std::copy_n(text.data() + 13, text.size() - 13, digits + 18 - (text.size() - 13));
  const BankMethod* method = method_of(field(text, 0, 2), {digits + 6, 8});
  if (method == nullptr) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 18; ++i) {
    int product = (digits[i] - '0') * method->weights[i];
    for (int times = 0; method->sums_digits && times < 2 && product > 9; ++times)
      product = product / 10 + product % 10;
    sum += product;
  }
  return sum % method->modulus == 0;
}

// Tax file number, eight or nine digits. Source: Australian Taxation Office, as published by the
// Australian Institute of Health and Welfare: weights 1, 4, 3, 7, 5, 8, 6, 9, 10, sum divisible by
// 11.
bool au_tfn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if ((text.size() != 8 && text.size() != 9) || !all_digits(text) || same_character(text)) {
    return false;
  }
  constexpr int kWeights[] = {1, 4, 3, 7, 5, 8, 6, 9, 10};
  return weighted_sum(text, kWeights) % 11 == 0;
}

// Business number. Source: Australian Business Register, "Format of the ABN": 1 less on the first
// digit, weights 10, 1, 3, 5 ... 19, sum divisible by 89.
bool au_abn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || text[0] == '0') return false;
  constexpr int kWeights[] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
  return (weighted_sum(text, kWeights) - 10) % 89 == 0;
}

// Medicare card. Source: Services Australia; METeOR 270101: 2 to 6, weights 1, 3, 7, 9 twice, the
// remainder by 10 is the ninth digit; issue and person begin at 1.
bool au_medicare(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if ((text.size() != 10 && text.size() != 11) || !all_digits(text)) return false;
  if (text[0] < '2' || text[0] > '6' || text[9] == '0') return false;
  if (text.size() == 11 && text[10] == '0') return false;
  constexpr int kWeights[] = {1, 3, 7, 9, 1, 3, 7, 9};
  return weighted_sum(text, kWeights) % 10 == text[8] - '0';
}

// Passport. Source: Australian Passport Office: one letter, since 2021 two, and seven digits.
bool au_passport(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 8 && text.size() != 9) return false;
  const std::size_t letters = text.size() - 7;
  return is_capital(text[0]) && is_capital(text[letters - 1]) && all_digits(text.substr(letters)) &&
         !same_character(text.substr(letters));
}

// IRD number, 10,000,000 to 150,000,000. Source: Inland Revenue, "RWT specification", validation of
// IRD numbers: weights 3, 2, 7 to 2, 11 less the remainder by 11; when that is 10, weights 7, 4, 3,
// 2, 5, 2, 7, 6.
bool nz_ird(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if ((text.size() != 8 && text.size() != 9) || !all_digits(text) || same_character(text)) {
    return false;
  }
  const auto number = number_of(text);
  if (number < 10'000'000 || number > 150'000'000) return false;
  constexpr int kFirst[] = {3, 2, 7, 6, 5, 4, 3, 2}, kSecond[] = {7, 4, 3, 2, 5, 2, 7, 6};
  constexpr int kShortFirst[] = {2, 7, 6, 5, 4, 3, 2}, kShortSecond[] = {4, 3, 2, 5, 2, 7, 6};
  const bool full = text.size() == 9;
  int check =
      (11 - (full ? weighted_sum(text, kFirst) : weighted_sum(text, kShortFirst)) % 11) % 11;
  if (check == 10) {
    check =
        (11 - (full ? weighted_sum(text, kSecond) : weighted_sum(text, kShortSecond)) % 11) % 11;
  }
  return check == text.back() - '0';
}

// National health index. Source: HISO 10046:2024, appendix: weights 7 to 2 over letters and digits;
// old form: 11 less the remainder by 11 (10 is 0, a remainder of 0 is not given); new form AAANNAX:
// the letter of rank 23 less the remainder by 23. Examples: ZZZ0016, ZBN77VL.
bool nz_nhi(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 7 || !all_digits(text.substr(3, 2))) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const int value = is_digit(text[i]) ? text[i] - '0' : nhi_value(text[i]);
    if (!is_digit(text[i]) && value == 0) return false;
    if (i < 3 && is_digit(text[i])) return false;
    sum += value * static_cast<int>(7 - i);
  }
  if (is_digit(text[5])) {
    return sum % 11 != 0 && is_digit(text[6]) && (11 - sum % 11) % 10 == text[6] - '0';
  }
  return !is_digit(text[6]) && nhi_value(text[6]) == 23 - sum % 23;
}

}  // namespace braque::validate
