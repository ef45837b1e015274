// Numbers of French documents: identity cards, passport, driving licence, vehicle plate.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

bool is_month(std::string_view text, std::size_t position) noexcept {
  int month = field(text, position, 2);
  return month >= 1 && month <= 12;
}

/// Two digits, two letters, five digits: passports, and licences in card format.
bool is_card_number(std::string_view text) noexcept {
  return text.size() == 9 && all_digits(text.substr(0, 2)) && is_capital(text[2]) &&
         is_capital(text[3]) && all_digits(text.substr(4));
}

/// Pairs of a plate: I, O and U are never used, SS neither.
bool is_plate_pair(char first, char second) noexcept {
  constexpr std::string_view kUnused = "IOU";
  return is_capital(first) && is_capital(second) && kUnused.find(first) == kUnused.npos &&
         kUnused.find(second) == kUnused.npos && !(first == 'S' && second == 'S');
}

}  // namespace

// Identity card of 1988-2021, 12 characters: year and month of issue, department and office,
// serial. Source: décret n°55-1397; ICAO 9303 part 3 for the check digit that is sometimes typed as
// a 13th. The year is not tested: only a word makes twelve digits a card's number, and behind such
// a word a year that is mistyped makes no difference.
bool fr_cni(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 12 && text.size() != 13) return false;
  if (!all_digits(text.substr(0, 5)) || !all_digits(text.substr(6))) return false;
  bool corsica = text[4] == '2' && (text[5] == 'A' || text[5] == 'B');
  if (!corsica && !is_digit(text[5])) return false;
  if (!is_month(text, 2)) return false;
  if (text.substr(4, 2) == "00" || text.substr(7, 5) == "00000") return false;
  return text.size() == 12 || icao_check_digit(text.substr(0, 12)) == text[12] - '0';
}

// Electronic identity card since 2021, 9 capitals and digits. Source: règlement (UE) 2019/1157.
// Nothing but the mixture can be checked.
bool fr_cnie(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9) return false;
  int letters = 0;
  for (char c : text) {
    if (value_of(c) < 0) return false;
    letters += is_capital(c) ? 1 : 0;
  }
  return letters >= 1 && letters <= 7;
}

// Passport: 2 digits, 2 letters, 5 digits. Source: décret n°2005-1726.
bool fr_passport(const Candidate& candidate) { return is_card_number(candidate.compact); }

// Driving licence: the file number (NEPH) of 12 digits, year and month of the first application and
// department first; or the number of the card. Source: arrêté du 20 avril 2012.
bool fr_driving_licence(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (is_card_number(text)) return true;
  if (!is_number(text, 12) || !is_month(text, 2)) return false;
  int department = field(text, 4, 2);
  return department >= 1 && department <= 98 && number_of(text.substr(6)) != 0;
}

// Plate of the SIV: two letters, three digits, two letters. Source: arrêté du 9 février 2009.
// I, O, U and SS are never used; WW is for provisional plates, thus never at the end.
bool fr_plate(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 7 || !all_digits(text.substr(2, 3)) || text.substr(2, 3) == "000")
    return false;
  return is_plate_pair(text[0], text[1]) && is_plate_pair(text[5], text[6]) &&
         text.substr(5) != "WW";
}

}  // namespace braque::validate
