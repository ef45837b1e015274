// Numbers of Poland, the Czech Republic, Slovakia and Hungary; the business number of Switzerland;
// the tax number of Andorra.
#include "validate/birth.hpp"
#include "validate/checks.hpp"

namespace braque::validate {

// NIP: ten digits, perhaps after PL. Weights 6, 5, 7, 2, 3, 4, 5, 6, 7, mod 11 is the tenth digit;
// 10 is never given. Source: ustawa z dnia 13 października 1995 r. o NIP. Valid: 526-104-08-28.
// Invalid: 526-104-08-29.
bool pl_nip(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  take_prefix(text, "PL");
  if (!is_number(text, 10) || same_character(text)) return false;
  constexpr int kWeights[] = {6, 5, 7, 2, 3, 4, 5, 6, 7};
  return weighted_sum(text, kWeights) % 11 == text[9] - '0';
}

// REGON: 9 digits of a company, 14 of its local unit, which begin with those. Source:
// rozporządzenie Rady Ministrów z dnia 30 listopada 2015 r. (REGON). Valid: 000331501. Invalid:
// 000331502.
bool pl_regon(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if ((text.size() != 9 && text.size() != 14) || !all_digits(text) || same_character(text))
    return false;
  constexpr int kCompany[] = {8, 9, 2, 3, 4, 5, 6, 7};
  if (weighted_sum(text, kCompany) % 11 % 10 != text[8] - '0') return false;
  constexpr int kUnit[] = {2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8};
  return text.size() == 9 || weighted_sum(text, kUnit) % 11 % 10 == text[13] - '0';
}

// Dowód osobisty: three letters and six digits, the first of which is the check digit: weights 7,
// 3, 1, 9, 7, 3, 1, 7, 3 over all nine with A = 10, sum a multiple of 10. Source: rozporządzenie w
// sprawie dowodu osobistego. Valid: ABA300000. Invalid: ABA300001.
bool pl_id_card(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 || !is_number(text.substr(3), 6) || same_character(text.substr(3)))
    return false;
  for (char c : text.substr(0, 3)) {
    if (!is_capital(c)) return false;
  }
  constexpr int kWeights[] = {7, 3, 1, 9, 7, 3, 1, 7, 3};
  return weighted_sum(text, kWeights) % 10 == 0;
}

// Paszport: two letters and seven digits, the first of which is the check digit: weights 7, 3, 9,
// 1, 7, 3, 1, 7, 3, sum a multiple of 10. Source: ustawa o dokumentach paszportowych. Valid:
// ZS0000177. Invalid: ZS0000178.
bool pl_passport(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 || !is_capital(text[0]) || !is_capital(text[1])) return false;
  if (!all_digits(text.substr(2)) || same_character(text.substr(2))) return false;
  constexpr int kWeights[] = {7, 3, 9, 1, 7, 3, 1, 7, 3};
  return weighted_sum(text, kWeights) % 10 == 0;
}

// Rodné číslo of Czechs and Slovaks: YYMMDD, women 50 more in the month, since 2004 also 20 more
// when the numbers of a day run out; three digits until 1953, four since. All ten are a multiple of
// 11; until 1985 the last could be 0 where the remainder was 10. Source: zákon č. 133/2000 Sb. §
// 13; zákon č. 301/1995 Z. z. A number of nine digits has no check digit and is taken with its
// slash only. Valid: 710319/2745. Invalid: 710319/2746.
bool cz_rc(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!all_digits(text) || (text.size() != 9 && text.size() != 10)) return false;
  int year = field(text, 0, 2);
  if (text.size() == 9) {
    if (year > 53 || candidate.raw.find('/') == std::string_view::npos) return false;
    year += 1900;
  } else {
    year += year < 54 ? 2000 : 1900;
  }
  int month = field(text, 2, 2);
  if (month > 50) month -= 50;
  if (month > 20 && year >= 2004) month -= 20;
  if (!is_birth(year, month, field(text, 4, 2))) return false;
  if (text.size() == 9) return text.substr(6) != "000";
  return static_cast<int>(number_of(text.substr(0, 9)) % 11 % 10) == text[9] - '0';
}

// DIČ: CZ and the eight digits of a company (weights 8 to 2), the birth number of a person, or nine
// digits from 6 on for persons without one. Source: European Commission, VIES; zákon č. 280/2009
// Sb. § 130. Valid: CZ25123891. Invalid: CZ25123890.
bool cz_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "CZ") || !all_digits(text) || same_character(text)) return false;
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2};
  if (text.size() == 8) {
    int check = (11 - weighted_sum(text, kWeights) % 11) % 11;
    return text[0] != '9' && (check == 0 ? 1 : check % 10) == text[7] - '0';
  }
  if (text.size() == 9 && text[0] == '6') {
    int remainder = weighted_sum(text.substr(1), kWeights) % 11;
    int check = 8 - (10 - remainder) % 11;
    return (check + 10) % 10 == text[8] - '0';
  }
  // A birth number of nine digits has nothing else to go by; after CZ it needs no slash.
  if (text.size() == 9) return cz_rc({text, "/"});
  return text.size() == 10 && cz_rc({text, text});
}

// IČ DPH: SK and ten digits, a multiple of 11; the third is 2, 3, 4, 7, 8 or 9. Source: European
// Commission, VIES. Valid: SK2022749619. Invalid: SK2022749618.
bool sk_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "SK") || !is_number(text, 10) || text[0] == '0') return false;
  constexpr std::string_view kThird = "234789";
  return kThird.find(text[2]) != kThird.npos && number_of(text) % 11 == 0;
}

// Személyi szám: sex and century, YYMMDD, serial, check digit: until 1996 the digits by their
// places, since 1997 by 10 to 1, mod 11; a remainder of 10 is never given. Source: 1996. évi XX.
// törvény, melléklet. Valid: 1-541122-7327. Invalid: 1-541122-7328.
bool hu_szemelyi(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || text[0] < '1' || text[0] > '4') return false;
  int year = (text[0] <= '2' ? 1900 : 2000) + field(text, 1, 2);
  if (!is_birth(year, field(text, 3, 2), field(text, 5, 2))) return false;
  int sum = 0;
  for (int i = 0; i < 10; ++i) {
    sum += (text[static_cast<std::size_t>(i)] - '0') * (year >= 1997 ? 10 - i : i + 1);
  }
  return sum % 11 == text[10] - '0';
}

// Adóazonosító jel: 8, the days from 1 January 1867 to the birth, serial, check digit: the digits
// by their places, mod 11; 10 is never given. Source: 1996. évi XX. törvény, melléklet. Valid:
// 8071592153. Invalid: 8071592154.
bool hu_adoazonosito(const Candidate& candidate) {
  // 1 January 1867 and the last day of kLastBirthYear are 61,725 days apart.
  constexpr int kLastDay = 61'725;
  std::string_view text = candidate.compact;
  if (!is_number(text, 10) || text[0] != '8' || field(text, 1, 5) > kLastDay) return false;
  constexpr int kWeights[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  return weighted_sum(text, kWeights) % 11 == text[9] - '0';
}

// Adószám: eight digits, weights 9, 7, 3, 1, sum a multiple of 10; then a tax code from 1 to 5 and
// a county, or HU before it. Source: 2017. évi CL. törvény; European Commission, VIES. Valid:
// 12892312. Invalid: 12892313.
bool hu_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  take_prefix(text, "HU");
  if (!all_digits(text) || (text.size() != 8 && text.size() != 11) || text[0] == '0') return false;
  if (text.size() == 11) {
    int county = field(text, 9, 2);
    if (text[8] < '1' || text[8] > '5' || county < 2 || county > 51) return false;
    if (candidate.raw.find('-') == std::string_view::npos) return false;
  }
  constexpr int kWeights[] = {9, 7, 3, 1, 9, 7, 3, 1};
  return weighted_sum(text, kWeights) % 10 == 0 && !same_character(text.substr(0, 8));
}

// UID: CHE and nine digits, weights 5, 4, 3, 2, 7, 6, 5, 4, check digit 11 less the remainder; 10
// is never given. Source: loi fédérale sur le numéro d'identification des entreprises (LIDE), OIDE
// art.
// 2. Valid: CHE-100.155.212. Invalid: CHE-100.155.213.
bool ch_uid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "CHE") || !is_number(text, 9) || same_character(text)) return false;
  constexpr int kWeights[] = {5, 4, 3, 2, 7, 6, 5, 4};
  return (11 - weighted_sum(text, kWeights) % 11) % 11 == text[8] - '0';
}

// NRT of Andorra: a letter for the kind of taxpayer, six digits, a control letter whose making is
// not published. Residents (F) lie below 700000, companies (A, L) from there to 799999. Source:
// OECD, Andorra TIN sheet. Valid: U-132950-X. Invalid: I-706193-G.
bool ad_nrt(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 8 || !is_number(text.substr(1, 6), 6) || !is_capital(text[7])) return false;
  constexpr std::string_view kKinds = "ACDEFGLOPU";
  if (kKinds.find(text[0]) == kKinds.npos || same_character(text.substr(1, 6))) return false;
  const int number = field(text, 1, 6);
  if (text[0] == 'F') return number < 700'000;
  return (text[0] != 'A' && text[0] != 'L') || (number >= 700'000 && number < 800'000);
}

}  // namespace braque::validate
