// Numbers of Africa.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

bool is_one_of(char c, std::string_view letters) {
  return letters.find(c) != std::string_view::npos;
}

}  // namespace

// Identity number of South Africa. Source: Identification Act 68 of 1997; Department of Home
// Affairs: birth date, sex, citizen 0, resident 1 or refugee 2, any digit, Luhn.
bool za_id(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13) || text[10] > '2') return false;
  return is_short_date(field(text, 0, 2), field(text, 2, 2), field(text, 4, 2)) &&
         passes_luhn(text);
}

// NIN of Nigeria: eleven digits. Source: NIMC Act 2007; NIMC publishes no check digit.
bool ng_nin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 11) && !same_character(text) && text != "12345678901";
}

// National number of Egypt: century, birth date, governorate, serial, check digit whose rule is not
// public. Source: Ministry of Interior, Civil Status Law 143/1994.
bool eg_nid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 14) || (text[0] != '2' && text[0] != '3')) return false;
  const int year = (text[0] == '2' ? 1900 : 2000) + field(text, 1, 2);
  const int governorate = field(text, 7, 2);
  return is_date(year, field(text, 3, 2), field(text, 5, 2)) && governorate >= 1 &&
         (governorate <= 35 || governorate == 88) && !same_character(text.substr(9));
}

// Identity card of Morocco: office of one or two letters, then digits. Source: Law 04-20 on the
// national electronic identity card; DGSN.
bool ma_cin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 4 || !is_capital(text[0])) return false;
  const std::size_t letters = is_capital(text[1]) ? 2 : 1;
  std::string_view number = text.substr(letters);
  return number.size() >= 3 && number.size() <= 7 && all_digits(number) && !same_character(number);
}

// Common enterprise identifier of Morocco, fifteen digits, divisible by 97. Source: Décret
// 2-11-63; ISO 7064 MOD 97-10 with remainder 0.
bool ma_ice(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 15) && !same_character(text) && number_of(text) % 97 == 0;
}

// Identity card of Tunisia: eight digits, the first 0 or 1. Source: Loi 93-27; Ministère de
// l'Intérieur.
bool tn_cin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 8) && (text[0] == '0' || text[0] == '1') && !same_character(text) &&
         text != "01234567" && text != "12345678";
}

// Tax number of Tunisia: number, key, and mostly VAT code, category, establishment. Source: Code de
// la TVA, article 18; Ministère des Finances, "Matricule fiscal".
bool tn_mf(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits > 7 || same_character(text.substr(0, digits))) return false;
  std::string_view rest = text.substr(digits);
  if (rest.size() != 1 && rest.size() != 6) return false;
  if (!is_capital(rest[0]) || is_one_of(rest[0], "IOU")) return false;
  return rest.size() == 1 ||
         (is_one_of(rest[1], "ABDNP") && is_one_of(rest[2], "CMNPE") && all_digits(rest.substr(3)));
}

// NIN of Algeria, eighteen digits; no check digit is published. Source: Décret exécutif 10-210.
bool dz_nin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 18) && !same_character(text) && text.substr(0, 6) != "000000";
}

// NIF of Algeria, fifteen digits, twenty for establishments. Source: Direction générale des impôts,
// Loi de finances 2006, article 41.
bool dz_nif(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return (text.size() == 15 || text.size() == 20) && all_digits(text) && !same_character(text);
}

// NINEA of Senegal: seven or nine digits, then tax kind, centre and form of the COFI code. Source:
// ANSD, Décret 2012-886: weights 1, 2 in turn over nine digits, the sum divisible by 10.
bool sn_ninea(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  std::size_t digits = 0;
  if (text.size() == 10 || text.size() == 12) digits = text.size() - 3;
  if (text.size() == 7 || text.size() == 9) digits = text.size();
  if (digits == 0 || !all_digits(text.substr(0, digits)) ||
      same_character(text.substr(0, digits))) {
    return false;
  }
  int sum = 0;
  for (std::size_t i = 0; i < digits; ++i) sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 2);
  if (sum % 10 != 0) return false;
  std::string_view code = text.substr(digits);
  return code.empty() || (is_one_of(code[0], "012") && is_capital(code[1]) && is_digit(code[2]));
}

// Card number of Ghana: GHA, nine digits, a check digit whose rule is not public. Source: National
// Identification Authority.
bool gh_card(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() == 13 && text.substr(0, 3) == "GHA" && all_digits(text.substr(3)) &&
         !same_character(text.substr(3));
}

// Identity number of Mauritius: the surname's first letter, date of birth, six digits, a check
// character. Source: Civil Status Division, as in python-stdnum: weights 14 ... 2 over the values 0
// to 35, 17 less the remainder by 17.
bool mu_nid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 14 || !is_capital(text[0]) || !all_digits(text.substr(1, 12))) return false;
  if (!is_short_date(field(text, 5, 2), field(text, 3, 2), field(text, 1, 2))) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 13; ++i) sum += value_of(text[i]) * (14 - static_cast<int>(i));
  return value_of(text[13]) == (17 - sum % 17) % 17;
}

// PIN of Kenya: A persons, P companies, nine digits, a letter. Source: Kenya Revenue Authority.
bool ke_pin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() == 11 && (text[0] == 'A' || text[0] == 'P') && all_digits(text.substr(1, 9)) &&
         !same_character(text.substr(1, 9)) && is_capital(text[10]);
}

}  // namespace braque::validate
