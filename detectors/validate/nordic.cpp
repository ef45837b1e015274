// National numbers of Sweden and Finland, whose separator says the century.
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

}  // namespace braque::validate
