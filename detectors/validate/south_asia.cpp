// Numbers of India, Pakistan and Sri Lanka.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

bool passes_verhoeff(std::string_view digits) { return verhoeff({digits, digits}); }

bool is_palindrome(std::string_view text) {
  for (std::size_t i = 0; i < text.size() / 2; ++i) {
    if (text[i] != text[text.size() - 1 - i]) return false;
  }
  return true;
}

/// Holder types of a PAN: association, body of individuals, company, firm, government, Hindu
/// undivided family, artificial person, local authority, person, trust, Krish.
bool is_pan(std::string_view text) {
  constexpr std::string_view kHolders = "ABCFGHJKLPT";
  if (text.size() != 10 || kHolders.find(text[3]) == std::string_view::npos) return false;
  for (std::size_t i : {0U, 1U, 2U, 4U, 9U}) {
    if (!is_capital(text[i])) return false;
  }
  return all_digits(text.substr(5, 4)) && text.substr(5, 4) != "0000";
}

/// A day of the year as Sri Lanka writes it: 500 more for women; 366 in every year.
bool is_day_of_year(int day) { return (day >= 1 && day <= 366) || (day >= 501 && day <= 866); }

}  // namespace

// Aadhaar. Source: UIDAI, "A UID numbering scheme" (2010): 12 digits, not beginning with 0 or 1, no
// palindrome, Verhoeff.
bool in_aadhaar(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 12) && text[0] > '1' && !is_palindrome(text) && passes_verhoeff(text);
}

// Virtual ID. Source: UIDAI, Circular 1 of 2018: 16 digits, made as an Aadhaar number.
bool in_vid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 16) && text[0] > '1' && !is_palindrome(text) && passes_verhoeff(text);
}

// PAN. Source: Income-tax Rules, rule 114; Income Tax Department, "Structure of PAN": five letters
// of which the fourth is the holder's type, four digits, a letter whose rule is not public.
bool in_pan(const Candidate& candidate) { return is_pan(candidate.compact); }

// GSTIN. Source: CGST Rules 2017, rule 10: state, PAN, count of registrations, Z, check character:
// Luhn's formula to the base 36.
bool in_gstin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 15 || !all_digits(text.substr(0, 2)) || !is_pan(text.substr(2, 10))) {
    return false;
  }
  const int state = field(text, 0, 2);
  if (state < 1 || (state > 38 && state != 97 && state != 99)) return false;
  if (text[12] == '0' || text[13] != 'Z') return false;
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const int value = value_of(text[i]);
    if (value < 0) return false;
    const int product = i % 2 == 1 ? value * 2 : value;
    sum += product / 36 + product % 36;
  }
  return sum % 36 == 0;
}

// Voter card. Source: Election Commission of India, "EPIC numbering": three letters, seven digits
// of which the last is Luhn's.
bool in_epic(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() == 10 && is_capital(text[0]) && is_capital(text[1]) && is_capital(text[2]) &&
         !same_character(text.substr(3)) && passes_luhn(text.substr(3));
}

// Passport. Source: Passport Seva, "Passport number": a letter but Q, X, Z and seven digits of
// which first and last are not 0.
bool in_passport(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 8 || !is_capital(text[0]) || !all_digits(text.substr(1))) return false;
  return text[0] != 'Q' && text[0] != 'X' && text[0] != 'Z' && text[1] != '0' && text[7] != '0' &&
         !same_character(text.substr(1));
}

// Driving licence. Source: Ministry of Road Transport, Sarathi: state, office, year of issue, seven
// digits.
bool in_driving_licence(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  constexpr std::string_view kStates =
      "AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY "
      "RJ "
      "SK TG TN TR TS UA UK UP WB";
  if (text.size() != 15 || !is_capital(text[0]) || !is_capital(text[1])) return false;
  if (!all_digits(text.substr(2)) || kStates.find(text.substr(0, 2)) == std::string_view::npos) {
    return false;
  }
  const int year = field(text, 4, 4);
  return text.substr(2, 2) != "00" && year >= 1950 && year <= 2099 && text.substr(8) != "0000000";
}

// CNIC, no check digit. Source: NADRA: province 1 to 7, division, district, tehsil, union council,
// family, and a digit that is odd for men, even for women, never 0.
bool pk_cnic(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 13) && text[0] >= '1' && text[0] <= '7' && text[12] != '0' &&
         text.substr(5, 7) != "0000000" && !same_character(text);
}

// NIC: year of birth, day of the year, serial, and V or X; since 2016 twelve digits with the year
// in full. Source: Department for Registration of Persons, Gazette 1944/25.
bool lk_nic(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 10) {
    return all_digits(text.substr(0, 9)) && (text[9] == 'V' || text[9] == 'X') &&
           is_day_of_year(field(text, 2, 3));
  }
  if (!is_number(text, 12)) return false;
  const int century = field(text, 0, 2);
  return (century == 19 || century == 20) && is_day_of_year(field(text, 4, 3)) &&
         !same_character(text.substr(7));
}

}  // namespace braque::validate
