// Numbers of the United States (but us_ssn, us_itin: americas.cpp), Canada and Mexico.
#include <array>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

bool is_one_of(char c, std::string_view letters) {
  return letters.find(c) != std::string_view::npos;
}

/// Capitals, then digits, then at most one capital; the counts, or -1 letters for anything else.
struct LicenceForm {
  int letters = -1;
  int digits = 0;
  bool tail = false;
};

LicenceForm licence_form(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_capital(text[at])) ++at;
  const std::size_t letters = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  const std::size_t digits = at - letters;
  const bool tail = at + 1 == text.size() && is_capital(text[at]);
  if (at + (tail ? 1 : 0) != text.size()) return {};
  return {static_cast<int>(letters), static_cast<int>(digits), tail};
}

bool is_mbi_letter(char c) { return is_capital(c) && !is_one_of(c, "SLOIBZ"); }

/// The states of birth of a CURP: RENAPO, "Instructivo normativo", annex; NE: born abroad.
bool is_mexican_state(std::string_view code) {
  constexpr std::string_view kStates =
      "AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ "
      "YN "
      "ZS NE";
  return code.size() == 2 && is_capital(code[0]) && is_capital(code[1]) &&
         kStates.find(code) != std::string_view::npos;
}

}  // namespace

// Adoption taxpayer number. Source: IRS, Form W-7A: 9, two digits, group 93, four digits.
bool us_atin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 9) && text[0] == '9' && text.substr(3, 2) == "93";
}

// Preparer number. Source: IRS, "PTIN requirements": P and eight digits.
bool us_ptin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() == 9 && text[0] == 'P' && all_digits(text.substr(1)) &&
         !same_character(text.substr(1));
}

// Employer number, no check digit. Source: IRS, "How EINs are assigned and valid EIN prefixes";
// these prefixes are not given.
bool us_ein(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 9) || same_character(text)) return false;
  constexpr std::string_view kNotGiven = "00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97";
  return kNotGiven.find(text.substr(0, 2)) == std::string_view::npos &&
         text.substr(2) != "0000000" && text != "123456789";
}

// Routing transit number. Source: ABA, "Routing number policy": district 00-12, thrifts 21-32,
// electronic 61-72, traveller's cheques 80; weights 3, 7, 1, sum divisible by 10.
bool us_aba(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 9) || same_character(text)) return false;
  const int prefix = field(text, 0, 2);
  if (!(prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) ||
        prefix == 80)) {
    return false;
  }
  constexpr int kWeights[] = {3, 7, 1, 3, 7, 1, 3, 7, 1};
  return text.substr(0, 8) != "00000000" && weighted_sum(text, kWeights) % 10 == 0;
}

// Account number of a US bank: six to seventeen digits and no rule besides. Source: Nacha
// Operating Rules, entry detail record, field 5.
bool us_bank_account(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() >= 6 && text.size() <= 17 && all_digits(text) && !same_character(text) &&
         text != "123456789" && text != "12345678" && text != "1234567890";
}

// Passport: nine digits, since 2021 a letter and eight digits. Source: US Department of State,
// "Next generation passport".
bool us_passport(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() == 9 && (is_digit(text[0]) || is_capital(text[0])) &&
         all_digits(text.substr(1)) && !same_character(text.substr(1)) && text != "123456789";
}

// Driver's licence of any state. Source: AAMVA, "Driver license number formats": up to three
// letters, five to fourteen digits, a letter at most behind them; digits alone are 7 to 10 or 12.
bool us_driving_licence(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  const LicenceForm form = licence_form(text);
  if (form.letters < 0 || form.letters > 3 || form.digits < 5 || form.digits > 14) return false;
  if (same_character(text.substr(static_cast<std::size_t>(form.letters),
                                 static_cast<std::size_t>(form.digits)))) {
    return false;
  }
  if (form.letters > 0 || form.tail) return true;
  return (form.digits >= 7 && form.digits <= 10) || form.digits == 12;
}

// Provider identifier. Source: 45 CFR 162.406 and CMS, "NPI check digit": Luhn over 80840 and the
// ten digits; the prefix adds 24.
bool us_npi(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10) || (text[0] != '1' && text[0] != '2')) return false;
  std::array<char, 15> whole{'8', '0', '8', '4', '0'};
  for (std::size_t i = 0; i < 10; ++i) whole[5 + i] = text[i];
  return passes_luhn({whole.data(), whole.size()});
}

// DEA registration. Source: 21 CFR 1301 and DEA, "Registrant type codes": type letter, initial of
// the name or 9, seven digits; digits 1, 3, 5 and twice digits 2, 4, 6 end in digit 7.
bool us_dea(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 || !is_one_of(text[0], "ABCDEFGHJKLMPRSTUX")) return false;
  if (!is_capital(text[1]) && text[1] != '9') return false;
  if (!all_digits(text.substr(2)) || same_character(text.substr(2))) return false;
  constexpr int kWeights[] = {1, 2, 1, 2, 1, 2};
  return weighted_sum(text.substr(2), kWeights) % 10 == text[8] - '0';
}

// Medicare beneficiary identifier. Source: CMS, "Understanding the MBI format": C A AN N A AN N A
// A N N, where A is a letter other than S, L, O, I, B, Z.
bool us_mbi(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  constexpr std::string_view kForm = "CAXNAXNAANN";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const char c = text[i];
    const bool right = kForm[i] == 'C'   ? is_digit(c) && c != '0'
                       : kForm[i] == 'N' ? is_digit(c)
                       : kForm[i] == 'A' ? is_mbi_letter(c)
                                         : is_digit(c) || is_mbi_letter(c);
    if (!right) return false;
  }
  return true;
}

// DoD identifier. Source: DoD Instruction 1000.30: ten digits, nothing published on their making.
bool us_edipi(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 10) && text[0] != '0' && !same_character(text) && text != "1234567890";
}

// A-Number: A and eight or nine digits. Receipt: office and ten digits. Source: USCIS glossary,
// "Alien registration number", "Receipt number".
bool us_a_number(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 9 || text.size() == 10) {
    return text[0] == 'A' && all_digits(text.substr(1)) && !same_character(text.substr(1));
  }
  if (!is_number(text.substr(text.size() < 3 ? 0 : 3), 10)) return false;
  constexpr std::string_view kOffices = "EAC VSC WAC CSC LIN NSC SRC TSC MSC NBC IOE YSC ZAR";
  return kOffices.find(text.substr(0, 3)) != std::string_view::npos;
}

// Social insurance number. Source: Employment Insurance Act and Service Canada: Luhn; 0 and 8 do
// not begin a number of a person.
bool ca_sin(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 9) && text[0] != '0' && text[0] != '8' && !same_character(text) &&
         passes_luhn(text);
}

// Health insurance of Quebec. Source: RAMQ: three letters of the surname, one of the first name,
// year, month (50 more for women) and day of birth, two digits.
bool ca_ramq(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 12 || !all_digits(text.substr(4))) return false;
  for (char c : text.substr(0, 4)) {
    if (!is_capital(c)) return false;
  }
  const int month = field(text, 6, 2);
  return is_short_date(field(text, 4, 2), month > 50 ? month - 50 : month, field(text, 8, 2));
}

// Health number of Ontario. Source: Ontario Ministry of Health, "Health card validation reference
// manual": Luhn over ten digits, the first not 0, then the version of two letters.
bool ca_ohip(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 && text.size() != 12) return false;
  if (text.size() == 12 && !(is_capital(text[10]) && is_capital(text[11]))) return false;
  std::string_view number = text.substr(0, 10);
  return all_digits(number) && number[0] != '0' && !same_character(number) && passes_luhn(number);
}

// Personal health number of British Columbia. Source: BC Ministry of Health, "Teleplan
// specifications": 9, weights 2, 4, 8, 5, 10, 9, 7, 3; 11 less the remainder by 11.
bool ca_bc_phn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10) || text[0] != '9') return false;
  constexpr int kWeights[] = {2, 4, 8, 5, 10, 9, 7, 3};
  return (11 - weighted_sum(text.substr(1), kWeights) % 11) % 11 == text[9] - '0';
}

// Business number. Source: Canada Revenue Agency: nine digits with Luhn, then a programme account
// of two letters, R first, and four digits.
bool ca_bn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 && text.size() != 15) return false;
  std::string_view root = text.substr(0, 9);
  if (!all_digits(root) || same_character(root) || !passes_luhn(root)) return false;
  if (text.size() == 9) return true;
  return text[9] == 'R' && is_one_of(text[10], "CDEGMNPRTZ") && all_digits(text.substr(11)) &&
         text.substr(11) != "0000";
}

// Passport. Source: IRCC: two letters and six digits; since 2023 a letter, six digits, two letters.
bool ca_passport(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 8) {
    return is_capital(text[0]) && is_capital(text[1]) && all_digits(text.substr(2)) &&
           !same_character(text.substr(2));
  }
  return text.size() == 9 && is_capital(text[0]) && all_digits(text.substr(1, 6)) &&
         !same_character(text.substr(1, 6)) && is_capital(text[7]) && is_capital(text[8]);
}

// Driver's licence. Ontario: letter and 14 digits, of which the last six are the birth date (month
// and 50 for women); Quebec: letter and 12 digits; other provinces: seven or nine digits. Source:
// Ontario Ministry of Transportation; SAAQ.
bool ca_driving_licence(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 15) {
    if (!is_capital(text[0]) || !all_digits(text.substr(1))) return false;
    const int month = field(text, 11, 2);
    return is_short_date(field(text, 9, 2), month > 50 ? month - 50 : month, field(text, 13, 2));
  }
  if (text.size() == 13) {
    return is_capital(text[0]) && all_digits(text.substr(1)) && !same_character(text.substr(1));
  }
  return text.size() >= 6 && text.size() <= 9 && all_digits(text) && !same_character(text) &&
         text != "123456" && text != "12345678" && text != "123456789";
}

// CURP. Source: RENAPO, "Instructivo normativo para la asignación de la CURP" (DOF 18 October
// 2021): four letters, date, sex, state, three consonants, a digit for births before 2000 and a
// letter since, check digit: ranks of 0-9A-N, Ñ, O-Z times 18 to 2, 10 less the remainder by 10.
bool mx_curp(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 18 || !all_digits(text.substr(4, 6)) || !is_digit(text[17])) return false;
  if (!is_one_of(text[10], "HMX") || !is_mexican_state(text.substr(11, 2))) return false;
  const int century = is_digit(text[16]) ? 1900 : 2000;
  if (!is_date(century + field(text, 4, 2), field(text, 6, 2), field(text, 8, 2))) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const int value = value_of(text[i]);
    if (value < 0) return false;
    sum += (value > 23 ? value + 1 : value) * static_cast<int>(18 - i);
  }
  return (10 - sum % 10) % 10 == text[17] - '0';
}

// RFC: letters, date, homoclave. Source: SAT, "Cédula de identificación fiscal". The check
// character is not tested: many numbers in use fail it. The two generic numbers are nobody's.
bool mx_rfc(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 12 && text.size() != 13) return false;
  const std::size_t letters = text.size() - 9;
  for (char c : text.substr(0, letters)) {
    if (!is_capital(c)) return false;
  }
  if (!all_digits(text.substr(letters, 6))) return false;
  if (!is_digit(text.back()) && text.back() != 'A') return false;
  if (text == "XAXX010101000" || text == "XEXX010101000") return false;
  return is_short_date(field(text, letters, 2), field(text, letters + 2, 2),
                       field(text, letters + 4, 2));
}

// Social security number of Mexico, 11 digits with Luhn. Source: IMSS, "Asignación o localización
// de número de seguridad social".
bool mx_nss(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 11) && !same_character(text) && text.substr(0, 2) != "00" &&
         passes_luhn(text);
}

// CLABE. Source: Banco de México, Circular 3/2012, annex 2: bank, town, account, check digit;
// weights 3, 7, 1, each product mod 10, 10 less the sum mod 10.
bool mx_clabe(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 18)) return false;
  const int bank = field(text, 0, 3);
  if (!((bank >= 1 && bank <= 168) || bank >= 600) || text.substr(3, 14) == "00000000000000") {
    return false;
  }
  constexpr int kWeights[] = {3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7};
  return (10 - weighted_sum(text, kWeights) % 10) % 10 == text[17] - '0';
}

}  // namespace braque::validate
