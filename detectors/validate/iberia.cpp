// Numbers of Spain and Portugal. The Spanish DNI is a weighted sum and written in its rule.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// NIE: X, Y or Z, 7 digits, control letter. Source: Real Decreto 557/2011: the letter counts 0, 1,
// 2 and then the rule of the DNI holds (number mod 23). Valid: X-2482300-W. Invalid: X-2482300-A.
bool es_nie(const Candidate& candidate) {
  constexpr std::string_view kLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
  std::string_view text = candidate.compact;
  if (text.size() != 9 || text[0] < 'X' || text[0] > 'Z' || !all_digits(text.substr(1, 7))) {
    return false;
  }
  std::uint64_t number = static_cast<std::uint64_t>(text[0] - 'X') * 10'000'000;
  number += number_of(text.substr(1, 7));
  return text[8] == kLetters[number % 23];
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

}  // namespace braque::validate
