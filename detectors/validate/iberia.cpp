// Numbers of Spain and Portugal. The Spanish DNI is a weighted sum and written in its rule.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

constexpr std::string_view kControlLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

/// Spanish entities: a letter, 7 digits, and Luhn's check digit, as a digit for A, B, E and H, as a
/// letter (J = 0, A = 1 ...) for N, P, Q, R, S and W, as either for the others.
bool is_entity(std::string_view text) noexcept {
  constexpr std::string_view kEntities = "ABCDEFGHJNPQRSUVW";
  constexpr std::string_view kDigitOnly = "ABEH", kLetterOnly = "NPQRSW";
  if (kEntities.find(text[0]) == kEntities.npos) return false;
  int sum = 0;
  for (std::size_t i = 1; i < 8; ++i) {
    int product = (text[i] - '0') * (i % 2 == 1 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  const auto check = static_cast<std::size_t>((10 - sum % 10) % 10);
  if (text[8] == static_cast<char>('0' + check))
    return kLetterOnly.find(text[0]) == kLetterOnly.npos;
  return text[8] == std::string_view("JABCDEFGHI")[check] &&
         kDigitOnly.find(text[0]) == kDigitOnly.npos;
}

/// One of the two check digits of a Spanish account over ten digits: weights 1, 2, 4, 8, 5, 10, 9,
/// 7, 3, 6, eleven less the remainder by 11; 1 for 10 and 0 for 11.
char account_digit(std::string_view ten) noexcept {
  constexpr int kWeights[] = {1, 2, 4, 8, 5, 10, 9, 7, 3, 6};
  int check = 11 - weighted_sum(ten, kWeights) % 11;
  return static_cast<char>('0' + (check == 10 ? 1 : check % 11));
}

}  // namespace

// NIF of any kind, perhaps after ES: DNI, NIE, persons without DNI (K, L, M), entities. Source:
// Real Decreto 1065/2007, artículos 19-22; Orden EHA/451/2008. DNI and NIE need the ES here,
// because their own rules find them without. Valid: A13585625, M1234567L, ES54362315K. Invalid:
// B64717839.
bool es_nif(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  const bool prefixed = text.size() == 11 && text.starts_with("ES");
  if (prefixed) text.remove_prefix(2);
  if (text.size() != 9 || !all_digits(text.substr(1, 7))) return false;
  if (same_character(text.substr(1, 7))) return false;
  if (is_digit(text[0]))
    return prefixed && text[8] == kControlLetters[number_of(text.substr(0, 8)) % 23];
  if (text[0] >= 'X' && text[0] <= 'Z') return prefixed && es_nie({text, text});
  if (text[0] >= 'K' && text[0] <= 'M')
    return text[8] == kControlLetters[number_of(text.substr(1, 7)) % 23];
  return is_entity(text);
}

// Social security number, 12 digits: province, number, two digits mod 97. Source: Tesorería General
// de la Seguridad Social: below 10,000,000 the number stands next to the province without its
// zeros. Provinces 01-53 and 66. Valid: 28 12345678 40. Invalid: 28 12345678 41.
bool es_nss(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12)) return false;
  std::uint64_t province = number_of(text.substr(0, 2));
  std::uint64_t number = number_of(text.substr(2, 8));
  if (province < 1 || (province > 53 && province != 66) || number == 0) return false;
  std::uint64_t base =
      number < 10'000'000 ? number + province * 10'000'000 : number_of(text.substr(0, 10));
  return number_of(text.substr(10)) == base % 97;
}

// Bank account of before SEPA, 20 digits: bank, branch, two check digits, account. Source: Consejo
// Superior Bancario. Valid: 1234 1234 16 1234567890. Invalid: 1234 1234 17 1234567890.
bool es_ccc(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 20) || number_of(text.substr(0, 8)) == 0) return false;
  if (number_of(text.substr(10)) == 0) return false;
  char bank[10] = {'0', '0'};
  text.copy(bank + 2, 8);
  return text[8] == account_digit({bank, sizeof bank}) && text[9] == account_digit(text.substr(10));
}

// NIE: X, Y or Z, 7 digits, control letter. Source: Real Decreto 557/2011: the letter counts 0, 1,
// 2 and then the rule of the DNI holds (number mod 23). Valid: X-2482300-W. Invalid: X-2482300-A.
bool es_nie(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 || text[0] < 'X' || text[0] > 'Z' || !all_digits(text.substr(1, 7))) {
    return false;
  }
  std::uint64_t number = static_cast<std::uint64_t>(text[0] - 'X') * 10'000'000;
  number += number_of(text.substr(1, 7));
  return text[8] == kControlLetters[number % 23];
}

// NIF of Portugal: 9 digits, perhaps after PT. Source: Decreto-Lei 14/2013. Weights 9 to 2; the
// check digit is 11 less the remainder by 11, and 0 for 10 and 11. First digits: 1-3 persons, 45
// persons not resident, 5, 6, 8, 9 entities, 7 estates and funds. Valid: 501964843. Invalid:
// 501964842.
bool pt_nif(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 11 && text.starts_with("PT")) text.remove_prefix(2);
  if (!is_number(text, 9) || text[0] == '0') return false;
  if (text[0] == '4' && text[1] != '5') return false;
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2};
  int check = 11 - weighted_sum(text, kWeights) % 11;
  return text[8] - '0' == (check > 9 ? 0 : check) && !same_character(text);
}

// Citizen card, 12 characters: civil number, its check digit, version of two characters, check
// digit by Luhn with letters from A = 10 on. Source: Lei 7/2007; AMA, validação de número de
// documento. Valid: 00000000 0 ZZ4. Invalid: 00000000 0 ZZ3.
bool pt_cc(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 12 || !all_digits(text.substr(0, 9)) || !is_digit(text[11])) return false;
  if (all_digits(text)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int value = value_of(text[i]);
    if (value < 0) return false;
    if (i % 2 == 0) value = value > 4 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

// Social security number, 11 digits, 1 for persons and 2 for others first. Source: Instituto da
// Segurança Social: weights 29, 23, 19, 17, 13, 11, 7, 5, 3, 2; the check digit is 9 less the
// remainder by 10.
bool pt_niss(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || (text[0] != '1' && text[0] != '2')) return false;
  if (same_character(text.substr(0, 10))) return false;
  constexpr int kWeights[] = {29, 23, 19, 17, 13, 11, 7, 5, 3, 2};
  return text[10] - '0' == 9 - weighted_sum(text, kWeights) % 10;
}

// Bank account of before SEPA (NIB), 21 digits: bank, branch, account, two digits by ISO 7064 MOD
// 97-10. Source: Banco de Portugal, Aviso 1/95.
bool pt_nib(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 21) && !same_character(text.substr(0, 19)) && remainder_97(text) == 1;
}

}  // namespace braque::validate
