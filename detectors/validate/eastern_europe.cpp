// Numbers of Russia, Ukraine, Belarus, Moldova and Kazakhstan, of Turkey and Israel.
#include "validate/birth.hpp"
#include "validate/checks.hpp"

namespace braque::validate {
namespace {

/// The check digits of the ИНН: the last weights of one row, mod 11 mod 10.
bool has_inn_digit(std::string_view text, std::size_t place) noexcept {
  constexpr int kWeights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  int sum = 0;
  for (std::size_t i = 0; i < place; ++i) sum += (text[i] - '0') * kWeights[11 - place + i];
  return sum % 11 % 10 == text[place] - '0';
}

}  // namespace

// ИНН: ten digits of a company, twelve of a person. Source: Приказ ФНС России от 29.06.2012 №
// ММВ-7-6/435@. Valid: 7707083893 and 500100732259. Invalid: 7707083894.
bool ru_inn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!all_digits(text) || text.starts_with("00") || same_character(text)) return false;
  if (text.size() == 10) return has_inn_digit(text, 9);
  return text.size() == 12 && has_inn_digit(text, 10) && has_inn_digit(text, 11);
}

// СНИЛС: nine digits, weights 9 to 1, mod 101 (100 counts 0) are the last two. Numbers up to
// 001-001-998 carry no check digits and are passed over. Source: ПФР, Постановление Правления от
// 31.07.2006 № 192п. Valid: 112-233-445 95. Invalid: 112-233-445 96.
bool ru_snils(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || number_of(text.substr(0, 9)) <= 1'001'998) return false;
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(text, kWeights) % 101 % 100 == field(text, 9, 2) && !same_character(text);
}

// Passport of the Russian Federation: region, year in which the blank was printed (since 1997), six
// digits. Source: Постановление Правительства РФ от 08.07.1997 № 828. There is no check digit.
bool ru_passport(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10) || text.starts_with("00") || same_character(text)) return false;
  const int printed = field(text, 2, 2);
  return (printed >= 97 || printed <= 39) && text.substr(4) != "000000";
}

// РНОКПП: the days since 31 December 1899, serial, check digit: weights -1, 5, 7, 9, 4, 6, 10, 5,
// 7, mod 11 mod 10. Source: Положення про реєстрацію фізичних осіб у Державному реєстрі. Valid:
// 1759013776. Invalid: 1759013777.
bool ua_rntrc(const Candidate& candidate) {
  // The last day of kLastBirthYear is the 49,673rd.
  constexpr int kLastDay = 49'673;
  std::string_view text = candidate.compact;
  if (!is_number(text, 10)) return false;
  const int day = field(text, 0, 5);
  if (day == 0 || day > kLastDay) return false;
  constexpr int kWeights[] = {-1, 5, 7, 9, 4, 6, 10, 5, 7};
  return (weighted_sum(text, kWeights) % 11 + 11) % 11 % 10 == text[9] - '0';
}

// Belarusian number: sex and century, DDMMYY, region, serial, PB, BA or BI, check digit by 7, 3, 1
// over digits and letters. Source: Постановление Совета Министров РБ от 22.11.2006 № 1564; ICAO
// 9303. Valid: 3170684A073PB5. Invalid: 3170684A073PB6.
bool by_pn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 14 || !all_digits(text.substr(0, 7)) || !all_digits(text.substr(8, 3)))
    return false;
  constexpr std::string_view kRegions = "ABCHKEM";
  if (text[0] < '1' || text[0] > '6' || kRegions.find(text[7]) == kRegions.npos) return false;
  const std::string_view nation = text.substr(11, 2);
  if (nation != "PB" && nation != "BA" && nation != "BI") return false;
  const int year = 1800 + (text[0] - '1') / 2 * 100 + field(text, 5, 2);
  if (!is_birth(year, field(text, 3, 2), field(text, 1, 2))) return false;
  return sum_731(text.substr(0, 13)) % 10 == text[13] - '0';
}

// IDNP of a person, IDNO of a company: thirteen digits, check digit by 7, 3, 1. Source: Hotărîrea
// Guvernului nr. 333/2002. Valid: 1008600038413. Invalid: 1008600038412.
bool md_idnp(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13) || text[0] > '2' || same_character(text)) return false;
  return sum_731(text.substr(0, 12)) % 10 == text[12] - '0';
}

// ИИН: YYMMDD, sex and century, serial, check digit: weights 1 to 11, mod 11; when that leaves 10,
// 3 to 11, 1, 2; 10 again is never given. Nobody with a number was born in the 1800s (1, 2).
// Source: Закон РК от 12.01.2007 № 223-III. Valid: 840716392891. Invalid: 840716392892.
bool kz_iin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12) || text[6] < '3' || text[6] > '6') return false;
  const int year = (text[6] <= '4' ? 1900 : 2000) + field(text, 0, 2);
  if (!is_birth(year, field(text, 2, 2), field(text, 4, 2))) return false;
  constexpr int kFirst[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  constexpr int kSecond[] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
  int check = weighted_sum(text, kFirst) % 11;
  if (check == 10) check = weighted_sum(text, kSecond) % 11;
  return check == text[11] - '0';
}

// T.C. kimlik numarası: the tenth digit is 7 times the sum of the odd places less that of the even
// ones, mod 10; the eleventh the sum of the first ten, mod 10. Source: 5490 sayılı Nüfus Hizmetleri
// Kanunu. Valid: 10000000146. Invalid: 10000000147.
bool tr_tckn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || text[0] == '0') return false;
  constexpr int kTenth[] = {7, -1, 7, -1, 7, -1, 7, -1, 7};
  constexpr int kEleventh[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  return (weighted_sum(text, kTenth) % 10 + 10) % 10 == text[9] - '0' &&
         weighted_sum(text, kEleventh) % 10 == text[10] - '0';
}

// Vergi kimlik numarası: ten digits. Each of the first nine has its place from the right added, mod
// 10; the result is multiplied by a power of two, mod 9, where 0 counts 9. Source: Gelir İdaresi
// Başkanlığı. Valid: 4540536920. Invalid: 4540536921.
bool tr_vkn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10) || same_character(text)) return false;
  int sum = 0;
  for (int i = 0; i < 9; ++i) {
    const int place = 9 - i;
    const int shifted = (text[static_cast<std::size_t>(i)] - '0' + place) % 10;
    const int product = (shifted << place) % 9;
    sum += shifted != 0 && product == 0 ? 9 : product;
  }
  return (10 - sum % 10) % 10 == text[9] - '0';
}

// Teudat zehut: up to nine digits; Luhn over nine, with zeros before. Source: Population Registry
// Law 5725-1965. Valid: 3933742-3. Invalid: 3933742-2.
bool il_id(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  // Luhn counts from the right: zeros before the number would change nothing.
  return text.size() >= 5 && text.size() <= 9 && all_digits(text) && !same_character(text) &&
         passes_luhn(text);
}

}  // namespace braque::validate
