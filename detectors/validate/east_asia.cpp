// Numbers of China, Hong Kong, Taiwan, Japan and Korea.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Province, prefecture, county of GB/T 2260: counties end in 01-99, prefectures are 01-53 or,
/// under direct administration, 90.
bool is_chinese_area(std::string_view text) {
  constexpr std::string_view kProvinces =
      "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 "
      "65 "
      "71 81 82 83";
  if (kProvinces.find(text.substr(0, 2)) == std::string_view::npos) return false;
  const int prefecture = field(text, 2, 2);
  return prefecture <= 53 || prefecture == 90;
}

}  // namespace

// My Number. Source: Ministry of Internal Affairs, Ordinance 85 of 2014, article 5: weights 6 to 2,
// then 7 to 2; 11 less the remainder by 11, where a remainder of 0 or 1 gives 0.
bool jp_my_number(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12) || same_character(text)) return false;
  constexpr int kWeights[] = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  const int remainder = weighted_sum(text, kWeights) % 11;
  return (remainder < 2 ? 0 : 11 - remainder) == text[11] - '0';
}

// Corporate number. Source: Ministry of Finance, Ordinance 70 of 2014, article 2: the first digit
// is 9 less the remainder by 9 of the others times 1 and 2 in turn from the right.
bool jp_corporate(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13) || text[0] == '0' || same_character(text)) return false;
  constexpr int kWeights[] = {2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
  return 9 - weighted_sum(text.substr(1), kWeights) % 9 == text[0] - '0';
}

// Passport. Source: Ministry of Foreign Affairs of Japan; ICAO 9303-4: two letters, seven digits.
bool jp_passport(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() == 9 && is_capital(text[0]) && is_capital(text[1]) &&
         all_digits(text.substr(2)) && !same_character(text.substr(2));
}

// Resident identity number. Source: GB 11643-1999: area, birth date, serial, ISO 7064 MOD 11-2.
bool cn_ric(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 18 || !all_digits(text.substr(0, 17)) || !is_chinese_area(text)) return false;
  const int year = field(text, 6, 4);
  if (year < 1850 || year > 2099) return false;
  if (!is_date(year, field(text, 10, 2), field(text, 12, 2))) return false;
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  return text[17] == "10X98765432"[static_cast<std::size_t>(weighted_sum(text, kWeights) % 11)];
}

// Identity card. Source: Hong Kong Immigration Department; the check is described in Legislative
// Council paper CB(2)1198/02-03: weights 9 to 2 over two letters (36 for a missing one) and six
// digits, 11 less the remainder by 11, where 10 is A and 11 is 0.
bool hk_id(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 8 && text.size() != 9) return false;
  const std::size_t letters = text.size() - 7;
  if (!is_capital(text[0]) || !is_capital(text[letters - 1])) return false;
  if (!all_digits(text.substr(letters, 6)) || same_character(text.substr(letters, 6))) return false;
  int sum =
      letters == 2 ? value_of(text[0]) * 9 + value_of(text[1]) * 8 : 36 * 9 + value_of(text[0]) * 8;
  constexpr int kWeights[] = {7, 6, 5, 4, 3, 2};
  sum += weighted_sum(text.substr(letters), kWeights);
  return text.back() == "0A987654321"[static_cast<std::size_t>(sum % 11)];
}

// National identity and resident number. Source: Ministry of the Interior, Household Registration
// Act rules; since 2021 residents have 8 or 9 in the second place. Letters count in the historical
// order of the counties from 10 on; weights 1, 9 to 1, 1.
bool tw_id(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 || !all_digits(text.substr(1)) || same_character(text.substr(2))) {
    return false;
  }
  if (text[1] != '1' && text[1] != '2' && text[1] != '8' && text[1] != '9') return false;
  constexpr std::string_view kCounties = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
  const std::size_t rank = kCounties.find(text[0]);
  if (rank == std::string_view::npos) return false;
  const int county = static_cast<int>(rank) + 10;
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2, 1, 1};
  return (county / 10 + county % 10 * 9 + weighted_sum(text.substr(1), kWeights)) % 10 == 0;
}

// Resident registration number. Source: Resident Registration Act, enforcement rule 2: birth date,
// sex and century, place, serial, check digit: weights 2 to 9, 2 to 5, 11 less the remainder by 11
// (13 for foreigners). Numbers given since October 2020 are random behind the sex, so births since
// then have no check digit.
bool kr_rrn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13)) return false;
  const int sex = text[6] - '0';
  const int century = sex == 9 || sex == 0 ? 1800 : sex % 4 == 1 || sex % 4 == 2 ? 1900 : 2000;
  const int year = field(text, 0, 2), month = field(text, 2, 2);
  if (!is_date(century + year, month, field(text, 4, 2))) return false;
  const bool random_serial = century == 2000 && (year > 20 || (year == 20 && month >= 10));
  if (random_serial) return year < 40 && !same_character(text.substr(7));
  if (field(text, 7, 2) > 96) return false;
  constexpr int kWeights[] = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
  const int remainder = weighted_sum(text, kWeights) % 11;
  const int check = text[12] - '0';
  return check == (11 - remainder) % 10 || (sex >= 5 && sex <= 8 && check == (13 - remainder) % 10);
}

}  // namespace braque::validate
