// Irish numbers: personal public service and VAT.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// The check letter: seven digits by weights 8 to 2, and 9 times the rank of the second letter (A =
/// 1), mod 23; W stands for 0. Source: Revenue Commissioners; VIES.
char check_letter(std::string_view digits, char second) noexcept {
  constexpr std::string_view kLetters = "WABCDEFGHIJKLMNOPQRSTUV";
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2};
  int sum = weighted_sum(digits, kWeights);
  if (second >= 'A' && second <= 'I') sum += 9 * (second - 'A' + 1);
  return kLetters[static_cast<std::size_t>(sum % 23)];
}

}  // namespace

// PPS number: 7 digits, check letter, perhaps a second letter. Source: Social Welfare Consolidation
// Act 2005, section 262. The second letter counts since 2013 (A persons, B, H others); the older W,
// T and X do not. Valid: 6433435F, 6433435FT, 6433435OA. Invalid: 6433435E.
bool ie_pps(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 8 && text.size() != 9) return false;
  std::string_view digits = text.substr(0, 7);
  if (!all_digits(digits) || same_character(digits)) return false;
  char second = text.size() == 9 ? text[8] : 'W';
  if ((second < 'A' || second > 'I') && second != 'W' && second != 'T' && second != 'X')
    return false;
  return text[7] == check_letter(digits, second);
}

// VAT number: IE, 7 digits and a letter, since 2013 a second one; before, the second character
// could be a letter: then the base is 0, digits 3-7, digit 1. Source: Revenue Commissioners; VIES.
// Valid: IE6433435F, IE8D79739I. Invalid: IE6433435E.
bool ie_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!text.starts_with("IE")) return false;
  text.remove_prefix(2);
  if (text.size() != 8 && text.size() != 9) return false;
  if (!is_digit(text[0]) || !all_digits(text.substr(2, 5))) return false;
  if (text.size() == 9 && (text[8] < 'A' || text[8] > 'I')) return false;
  if (is_digit(text[1])) {
    return !same_character(text.substr(0, 7)) &&
           text[7] == check_letter(text.substr(0, 7), text.size() == 9 ? text[8] : 'W');
  }
  if (!is_capital(text[1]) || text.size() != 8) return false;
  const char base[] = {'0', text[2], text[3], text[4], text[5], text[6], text[0]};
  return text[7] == check_letter(std::string_view(base, sizeof base), 'W');
}

}  // namespace braque::validate
