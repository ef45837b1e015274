// Numbers of Singapore, Malaysia, Indonesia, Thailand, Vietnam and the Philippines.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// NRIC, FIN. Source: Immigration & Checkpoints Authority; the M series since 2022: weights 2, 7 to
// 2, 4 more for T and G, 3 for M; the remainder by 11 chooses the letter of the series.
bool sg_nric(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 || !all_digits(text.substr(1, 7)) || same_character(text.substr(1, 7))) {
    return false;
  }
  constexpr int kWeights[] = {2, 7, 6, 5, 4, 3, 2};
  const int sum = weighted_sum(text.substr(1), kWeights);
  const auto at = [sum](int more) { return static_cast<std::size_t>((sum + more) % 11); };
  switch (text[0]) {
    case 'S':
      return text[8] == "JZIHGFEDCBA"[at(0)];
    case 'T':
      return text[8] == "JZIHGFEDCBA"[at(4)];
    case 'F':
      return text[8] == "XWUTRQPNMLK"[at(0)];
    case 'G':
      return text[8] == "XWUTRQPNMLK"[at(4)];
    case 'M':
      return text[8] == "XWUTRQPNJLK"[at(3)];
    default:
      return false;
  }
}

// MyKad: birth date, place of birth, serial; no check digit. Source: National Registration
// Department (JPN), "Kod negeri": these places are not given.
bool my_nric(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12)) return false;
  if (!is_short_date(field(text, 0, 2), field(text, 2, 2), field(text, 4, 2))) return false;
  constexpr std::string_view kNotGiven = "00 17 18 19 20 69 70 73 80 81 94 95 96 97";
  return kNotGiven.find(text.substr(6, 2)) == std::string_view::npos && text.substr(8) != "0000";
}

// NIK: province, regency, district, birth date (40 more on the day for women), serial; no check
// digit. Source: Permendagri 72/2022 on codes of areas; Law 24/2013 on the number.
bool id_nik(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 16)) return false;
  constexpr std::string_view kProvinces =
      "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 "
      "81 "
      "82 91 92 93 94 95 96 97";
  if (kProvinces.find(text.substr(0, 2)) == std::string_view::npos) return false;
  if (text.substr(2, 2) == "00" || text.substr(4, 2) == "00" || text.substr(12) == "0000") {
    return false;
  }
  const int day = field(text, 6, 2);
  return is_short_date(field(text, 10, 2), field(text, 8, 2), day > 40 ? day - 40 : day);
}

// Identity number. Source: Department of Provincial Administration, Ministry of Interior: kind of
// person 1 to 8; weights 13 to 2; 11 less the remainder by 11, of which the last digit.
bool th_pin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13) || text[0] < '1' || text[0] > '8' || same_character(text)) return false;
  constexpr int kWeights[] = {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
  return (11 - weighted_sum(text, kWeights) % 11) % 10 == text[12] - '0';
}

// CCCD: province 001-096, sex and century, year of birth, serial; no check digit. Source: Nghị định
// 137/2015/NĐ-CP, article 13; Thông tư 59/2021/TT-BCA for the digit (0 to 3 until 2099).
bool vn_cccd(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12) || text[0] != '0') return false;
  const int province = field(text, 0, 3);
  return province >= 1 && province <= 96 && text[3] <= '3' && text.substr(6) != "000000";
}

// TIN: nine digits and a branch of three to five; no check digit that an official source describes.
// Source: Bureau of Internal Revenue, RMO 37-2019 (five digits of branch).
bool ph_tin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 && (text.size() < 12 || text.size() > 14)) return false;
  return all_digits(text) && !same_character(text.substr(0, 9)) && text.substr(0, 9) != "123456789";
}

}  // namespace braque::validate
