// Numbers of the United States and Brazil.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// Social security number, 9 digits without check digit. Source: SSA, "Social Security Number
// Randomization": area not 000, 666, 900-999, group not 00, serial not 0000; numbers that
// advertisements made famous are not anyone's.
bool us_ssn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 9) || same_character(text)) return false;
  int area = field(text, 0, 3);
  if (area == 0 || area == 666 || area >= 900) return false;
  if (text.substr(3, 2) == "00" || text.substr(5) == "0000") return false;
  // 111-22-3333 is what manuals write.
  if (same_character(text.substr(0, 3)) && same_character(text.substr(3, 2)) &&
      same_character(text.substr(5)))
    return false;
  return text != "078051120" && text != "219099999" && text != "457555462" && text != "123456789";
}

// Individual taxpayer identification number. Source: IRS, Internal Revenue Manual 3.21.263: 9, two
// digits, group 50-65, 70-88, 90-92, 94-99, four digits.
bool us_itin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 9) || text[0] != '9' || same_character(text)) return false;
  int group = field(text, 3, 2);
  return (group >= 50 && group <= 65) || (group >= 70 && group <= 88) ||
         (group >= 90 && group != 93);
}

// CPF, 11 digits of which two are check digits. Source: Receita Federal: weights 10 to 2, then 11
// to 2; 11 less the remainder by 11, 0 from 10 on. Valid: 111.444.777-35. Invalid: 111.444.777-36.
bool br_cpf(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || same_character(text)) return false;
  constexpr int kFirst[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
  constexpr int kSecond[] = {11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
  int first = 11 - weighted_sum(text, kFirst) % 11;
  int second = 11 - weighted_sum(text, kSecond) % 11;
  return text[9] - '0' == (first > 9 ? 0 : first) && text[10] - '0' == (second > 9 ? 0 : second);
}

}  // namespace braque::validate
