// Numbers of Estonia, Latvia and Lithuania.
#include "validate/birth.hpp"
#include "validate/checks.hpp"

namespace braque::validate {
namespace {

/// The check digit that Estonia and Lithuania share: weights 1 to 9 and from 1 again, mod 11; when
/// that leaves 10, the weights begin at 3; when it does so again, the digit is 0.
bool passes_two_rounds(std::string_view text) noexcept {
  const std::size_t count = text.size() - 1;
  for (int first : {1, 3}) {
    int sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      sum += (text[i] - '0') * ((first - 1 + static_cast<int>(i)) % 9 + 1);
    }
    if (sum % 11 != 10) return text[count] - '0' == sum % 11;
  }
  return text[count] == '0';
}

/// Sex and century, YYMMDD: the form of both countries.
bool has_birth(std::string_view text) noexcept {
  if (text[0] < '1' || text[0] > '6') return false;
  int year = 1800 + (text[0] - '1') / 2 * 100 + field(text, 1, 2);
  return is_birth(year, field(text, 3, 2), field(text, 5, 2));
}

}  // namespace

// Isikukood: sex and century, YYMMDD, serial, check digit. Source: EVS 585:2007,
// rahvastikuregistri seadus § 39. Valid: 37605030299. Invalid: 37605030298.
bool ee_ik(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 11) && has_birth(text) && passes_two_rounds(text);
}

// Käibemaksukohustuslase number: EE, nine digits, weights 3, 7, 1, sum a multiple of 10. Source:
// European Commission, VIES. Valid: EE100931558. Invalid: EE100931559.
bool ee_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "EE") || !is_number(text, 9) || same_character(text)) return false;
  constexpr int kWeights[] = {3, 7, 1, 3, 7, 1, 3, 7, 1};
  return weighted_sum(text, kWeights) % 10 == 0;
}

// Asmens kodas: as in Estonia; numbers that begin with 9 hold no date. Source: gyventojų registro
// įstatymas, art. 8. Valid: 38703181745. Invalid: 38703181746.
bool lt_ak(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || same_character(text)) return false;
  return (text[0] == '9' || has_birth(text)) && passes_two_rounds(text);
}

// PVM mokėtojo kodas: LT and 9 digits (organisations) or 12 (temporary), the last but one of which
// is 1. Source: European Commission, VIES. Valid: LT119511515. Invalid: LT119511516.
bool lt_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "LT") || !all_digits(text)) return false;
  if (text.size() != 9 && text.size() != 12) return false;
  return text[text.size() - 2] == '1' && !same_character(text) && passes_two_rounds(text);
}

// Personas kods: DDMMYY, century, serial, check digit. Numbers given since July 2017 begin with 32
// to 39 and hold no date. Source: Fizisko personu reģistra likums; the check digit is the one that
// is generally used, the law does not print it. Valid: 161175-19997. Invalid: 161175-19998.
bool lv_pk(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11)) return false;
  const bool undated = text[0] == '3' && text[1] >= '2';
  if (!undated) {
    if (text[6] > '2') return false;
    int year = 1800 + (text[6] - '0') * 100 + field(text, 4, 2);
    if (!is_birth(year, field(text, 2, 2), field(text, 0, 2))) return false;
  }
  constexpr int kWeights[] = {10, 5, 8, 4, 2, 1, 6, 3, 7, 9};
  return (1 + weighted_sum(text, kWeights)) % 11 % 10 == text[10] - '0';
}

// PVN reģistrācijas numurs: LV and the eleven digits of a company, which begin with 4 to 9, or of a
// person. Source: European Commission, VIES. Valid: LV40003521600. Invalid: LV40003521601.
bool lv_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "LV") || !is_number(text, 11)) return false;
  if (text[0] <= '3') return lv_pk({text, text});
  constexpr int kWeights[] = {9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1};
  return weighted_sum(text, kWeights) % 11 == 3;
}

}  // namespace braque::validate
