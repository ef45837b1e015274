// National numbers of Poland, the United Kingdom and Switzerland.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// PESEL, 11 digits: YYMMDD, serial, check digit. Source: ustawa o ewidencji ludności, art. 15: the
// month is 80 higher for births in the 1800s, 20, 40, 60 higher for the 2000s, 2100s, 2200s.
// Weights 1, 3, 7, 9. Valid: 44051401359. Invalid: 44051401358.
bool pl_pesel(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11)) return false;
  constexpr int kCenturies[] = {1900, 2000, 2100, 2200, 1800};
  int month = field(text, 2, 2);
  int year = kCenturies[month / 20] + field(text, 0, 2);
  if (!is_date(year, month % 20, field(text, 4, 2))) return false;
  constexpr int kWeights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
  return weighted_sum(text, kWeights) % 10 == 0;
}

// National Insurance number: two letters, six digits, suffix A-D. Source: HMRC NIM39110. There is
// no check digit; letters and pairs that are never given are refused.
bool gb_nino(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 || !is_capital(text[0]) || !is_capital(text[1])) return false;
  if (!all_digits(text.substr(2, 6)) || text[8] < 'A' || text[8] > 'D') return false;
  constexpr std::string_view kNever = "DFIQUV";
  if (kNever.find(text[0]) != kNever.npos || kNever.find(text[1]) != kNever.npos) return false;
  if (text[1] == 'O') return false;
  for (std::string_view pair : {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}) {
    if (text.starts_with(pair)) return false;
  }
  return true;
}

// AHV number, 13 digits beginning with 756, the code of Switzerland (Liechtenstein uses it too).
// Source: LAVS art. 50c, check digit of EAN-13. Valid: 756.9217.0769.85. Invalid: 756.9217.0769.84.
bool ch_ahv(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13) || !text.starts_with("756")) return false;
  constexpr int kWeights[] = {1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1};
  return weighted_sum(text, kWeights) % 10 == 0;
}

}  // namespace braque::validate
