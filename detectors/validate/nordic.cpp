// Persons and companies of Denmark, Sweden, Norway, Finland and Iceland. The separator of a Swedish
// or Finnish number says the century.
#include "validate/birth.hpp"
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// Personnummer: (YY)YYMMDD, a sign, three digits, Luhn over the last ten. Source:
// Folkbokföringslagen § 18, SKV 704. A '+' instead of '-' says that the person is 100 or older; it
// makes sense with a year of two digits only. Valid: 811218-9876. Invalid: 811218-9875.
bool se_personnummer(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 && text.size() != 12) return false;
  if (!all_digits(text)) return false;
  std::string_view last_ten = text.substr(text.size() - 10);
  int month = field(last_ten, 2, 2);
  int day = field(last_ten, 4, 2);
  if (text.size() == 12) {
    int century = field(text, 0, 2);
    if (century < 18 || century > 20) return false;
    if (candidate.raw.find('+') != std::string_view::npos) return false;
    if (!is_date(field(text, 0, 4), month, day)) return false;
  } else if (!is_short_date(field(text, 0, 2), month, day)) {
    return false;
  }
  return passes_luhn(last_ten);
}

// Henkilötunnus: DDMMYY, century sign, three digits, check character. Source: laki
// väestötietojärjestelmästä 661/2009; the signs were widened in 2023: '+' 1800s; '-', Y, X, W, V, U
// 1900s; A-F 2000s. A sign that is no letter is missing from `compact` and read from `raw`. Serials
// from 900 are for tests. Valid: 131052-308T. Invalid: 131052-308U.
bool fi_hetu(const Candidate& candidate) {
  constexpr std::string_view kCheck = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  std::string_view text = candidate.compact;
  if (text.size() != 10 && text.size() != 11) return false;
  if (candidate.raw.size() != 11) return false;
  char sign = text.size() == 11 ? text[6] : candidate.raw[6];
  std::string_view serial = text.substr(text.size() - 4, 3);
  if (!all_digits(text.substr(0, 6)) || !all_digits(serial)) return false;
  int year = field(text, 4, 2);
  if (sign == '+') {
    year += 1800;
  } else if (sign == '-' || (sign >= 'U' && sign <= 'Y')) {
    year += 1900;
  } else if (sign >= 'A' && sign <= 'F') {
    year += 2000;
  } else {
    return false;
  }
  if (!is_date(year, field(text, 2, 2), field(text, 0, 2))) return false;
  int individual = field(serial, 0, 3);
  if (individual < 2 || individual > 899) return false;
  std::uint64_t number = number_of(text.substr(0, 6)) * 1000 + number_of(serial);
  return text.back() == kCheck[number % 31];
}

// Samordningsnummer: a personnummer whose day is 60 higher, for who is not registered. Source:
// Folkbokföringslagen § 18 a, Skatteverket SKV 704. Valid: 701063-2391. Invalid: 701063-2392.
bool se_samordningsnummer(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if ((text.size() != 10 && text.size() != 12) || !all_digits(text)) return false;
  std::string_view last_ten = text.substr(text.size() - 10);
  int month = field(last_ten, 2, 2);
  int day = field(last_ten, 4, 2) - 60;
  bool dated = text.size() == 12 ? is_birth(field(text, 0, 4), month, day)
                                 : is_short_date(field(text, 0, 2), month, day);
  return dated && passes_luhn(last_ten);
}

// Organisationsnummer: ten digits, Luhn; the third is 2 or more, so that it is no date. The VAT
// number is SE, the ten digits (of a sole trader: the personnummer), 01. Source: lag (1974:174) om
// identitetsbeteckning, Bolagsverket. Valid: 212000-0142. Invalid: 212000-0143.
bool se_orgnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  const bool vat = take_prefix(text, "SE");
  if (!all_digits(text)) return false;
  if (text.size() == 12 && text.ends_with("01")) {
    text.remove_suffix(2);
  } else if (text.size() != 10) {
    return false;
  }
  if (text[2] < '2') {
    int day = field(text, 4, 2);
    if (!vat || !is_short_date(field(text, 0, 2), field(text, 2, 2), day > 60 ? day - 60 : day)) {
      return false;
    }
  }
  return text[0] != '0' && passes_luhn(text);
}

// CPR-nummer: DDMMYY, four digits, the first of which says the century. Source: CPR-kontoret,
// "Personnummeret i CPR"; numbers without the check digit mod 11 have been given since 2007, so
// that it is not asked for. Valid: 070761-4285. Invalid: 310261-4285.
bool dk_cpr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10)) return false;
  int year = field(text, 4, 2);
  const char century = text[6];
  if (century <= '3') {
    year += 1900;
  } else if (century == '4' || century == '9') {
    year += year <= 36 ? 2000 : 1900;
  } else {
    year += year <= 57 ? 2000 : 1800;
  }
  return is_birth(year, field(text, 2, 2), field(text, 0, 2)) && text.substr(6) != "0000";
}

// CVR-nummer, which is the VAT number after DK: eight digits, weights 2, 7, 6, 5, 4, 3, 2, 1, sum a
// multiple of 11. Source: Erhvervsstyrelsen, "Modulus 11-kontrol af CVR-nummer". Valid: 10403782.
// Invalid: 10403783.
bool dk_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  take_prefix(text, "DK");
  if (!is_number(text, 8) || text[0] == '0' || same_character(text)) return false;
  constexpr int kWeights[] = {2, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(text, kWeights) % 11 == 0;
}

namespace {

/// The year that the three digits of an individual give to two digits of a year; 0 for none.
int norwegian_year(int year, int individual) noexcept {
  if (individual < 500) return 1900 + year;
  if (year <= 39) return 2000 + year;
  if (individual >= 900) return 1900 + year;
  return individual < 750 && year >= 54 ? 1800 + year : 0;
}

}  // namespace

// Fødselsnummer: DDMMYY, three digits of the individual, two check digits mod 11. A D-number has 40
// more in its day; made-up numbers have 40 or 80 more in their month. Source: forskrift til
// folkeregisterloven § 2-2, Skatteetaten. Valid: 170482 35875. Invalid: 170482 35876.
bool no_fnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11)) return false;
  int day = field(text, 0, 2);
  int month = field(text, 2, 2);
  if (day > 40) day -= 40;
  if (month > 80) month -= 80;
  if (month > 40) month -= 40;
  if (!is_birth(norwegian_year(field(text, 4, 2), field(text, 6, 3)), month, day)) return false;
  constexpr int kFirst[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
  constexpr int kSecond[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(text, kFirst) % 11 == 0 && weighted_sum(text, kSecond) % 11 == 0;
}

// Organisasjonsnummer: nine digits from 8 or 9 on, weights 3, 2, 7, 6, 5, 4, 3, 2, 1, sum a
// multiple of 11; as a VAT number between NO and MVA. Source: Brønnøysundregistrene. Valid: 974 761
// 076. Invalid: 974 761 077.
bool no_orgnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  take_prefix(text, "NO");
  if (text.size() == 12 && text.ends_with("MVA")) text.remove_suffix(3);
  if (!is_number(text, 9) || text[0] < '8') return false;
  constexpr int kWeights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(text, kWeights) % 11 == 0;
}

// Y-tunnus: seven digits, a hyphen, a check digit; as a VAT number FI and the eight digits. Weights
// 7, 9, 10, 5, 8, 4, 2, 1, sum a multiple of 11. Source: PRH, "Y-tunnuksen tarkistusmerkin
// laskenta". Valid: 0201256-6. Invalid: 0201256-7.
bool fi_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "FI") && (candidate.raw.size() != 9 || candidate.raw[7] != '-'))
    return false;
  if (!is_number(text, 8) || same_character(text)) return false;
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1};
  return weighted_sum(text, kWeights) % 11 == 0;
}

// Kennitala: DDMMYY (companies: 40 more in the day), two digits, a check digit mod 11, and the
// century: 8, 9, 0 for 1800, 1900, 2000. Source: Þjóðskrá Íslands. Valid: 120174-3399. Invalid:
// 120174-3389.
bool is_kennitala(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10)) return false;
  int day = field(text, 0, 2);
  if (day > 40) day -= 40;
  int year = field(text, 4, 2);
  if (text[9] == '0') {
    year += 2000;
  } else if (text[9] == '9') {
    year += 1900;
  } else {
    return false;
  }
  if (!is_birth(year, field(text, 2, 2), day)) return false;
  constexpr int kWeights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(text, kWeights) % 11 == 0;
}

}  // namespace braque::validate
