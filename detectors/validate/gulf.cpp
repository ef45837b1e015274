// Numbers of the Emirates, Saudi Arabia, Kuwait, Qatar and Iran.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// Emirates ID: 784, year of birth, serial, Luhn. Source: Federal Authority for Identity (ICP).
bool ae_eid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 15) || text.substr(0, 3) != "784") return false;
  const int century = field(text, 3, 2);
  return (century == 19 || century == 20) && !same_character(text.substr(7)) && passes_luhn(text);
}

// National identity (1) and residence permit (2), ten digits with Luhn. Source: Ministry of
// Interior, Absher.
bool sa_nid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 10) && (text[0] == '1' || text[0] == '2') &&
         !same_character(text.substr(1)) && passes_luhn(text);
}

// Civil number: century, birth date, serial, check digit. Source: Public Authority for Civil
// Information: weights 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2; 11 less the remainder by 11, below 10.
bool kw_civil(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12) || (text[0] != '2' && text[0] != '3')) return false;
  const int year = (text[0] == '2' ? 1900 : 2000) + field(text, 1, 2);
  if (!is_date(year, field(text, 3, 2), field(text, 5, 2))) return false;
  constexpr int kWeights[] = {2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  return 11 - weighted_sum(text, kWeights) % 11 == text[11] - '0';
}

// QID: century, year of birth, country of ISO 3166-1 numeric (4 to 894), serial; no check digit.
// Source: Ministry of Interior of Qatar.
bool qa_qid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || (text[0] != '2' && text[0] != '3')) return false;
  const int country = field(text, 3, 3);
  return country >= 4 && country <= 894 && text.substr(6) != "00000";
}

// National code. Source: National Organization for Civil Registration: weights 10 to 2; the
// remainder by 11 when below 2, else 11 less it.
bool ir_nid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10) || same_character(text) || text.substr(0, 3) == "000") return false;
  constexpr int kWeights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
  const int remainder = weighted_sum(text, kWeights) % 11;
  return (remainder < 2 ? remainder : 11 - remainder) == text[9] - '0';
}

}  // namespace braque::validate
