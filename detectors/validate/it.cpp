// Italian numbers: codice fiscale and partita IVA.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Values of 0-9 and of A-Z (which begin like the digits) at odd positions, DM 23 dicembre 1976.
constexpr int kOdd[26] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                          20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

/// A digit, or the letter that replaces it among people of one code (omocodia); -1 for neither.
int code_digit(char c) noexcept {
  constexpr std::string_view kReplacements = "LMNPQRSTUV";
  if (is_digit(c)) return c - '0';
  std::size_t position = kReplacements.find(c);
  return position == kReplacements.npos ? -1 : static_cast<int>(position);
}

bool has_code_digits(std::string_view text) noexcept {
  for (std::size_t i : {6U, 7U, 9U, 10U, 12U, 13U, 14U}) {
    if (code_digit(text[i]) < 0) return false;
  }
  return true;
}

bool has_code_letters(std::string_view text) noexcept {
  for (std::size_t i : {0U, 1U, 2U, 3U, 4U, 5U, 8U, 11U, 15U}) {
    if (!is_capital(text[i])) return false;
  }
  return true;
}

}  // namespace

// Codice fiscale, 16 characters: surname, name, year, month letter, day (women +40), place, control
// letter. Source: DM 23 dicembre 1976, art. 2-12. Valid: RSSMRA85T10A562S. Invalid:
// RSSMRA85T10A562T.
bool it_codice_fiscale(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 16 || !has_code_letters(text) || !has_code_digits(text)) return false;
  std::size_t month = std::string_view("ABCDEHLMPRST").find(text[8]);
  if (month == std::string_view::npos) return false;
  int year = code_digit(text[6]) * 10 + code_digit(text[7]);
  int day = code_digit(text[9]) * 10 + code_digit(text[10]);
  if (day > 40) day -= 40;
  if (!is_short_date(year, static_cast<int>(month) + 1, day)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    int value = is_digit(text[i]) ? text[i] - '0' : text[i] - 'A';
    sum += i % 2 == 0 ? kOdd[value] : value;
  }
  return text[15] == 'A' + sum % 26;
}

// Partita IVA, 11 digits, perhaps after IT: Luhn. Source: DPR 633/1972; Agenzia delle Entrate for
// the offices in digits 8-10: 001-100, 120, 121, 888, 999. Valid: 00743110157. Invalid:
// 00743110158.
bool it_iva(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 13 && text.starts_with("IT")) text.remove_prefix(2);
  if (!is_number(text, 11) || text.substr(0, 7) == "0000000") return false;
  int office = field(text, 7, 3);
  bool known = (office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 ||
               office == 999;
  return known && passes_luhn(text);
}

// Identity card: CIE 3.0 (C, letter, 5 digits, 2 letters), CIE 2.0 (7 digits, 2 letters), paper (2
// letters, 7 digits). Source: DM 23 dicembre 2015. There is no check digit.
bool it_id_card(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9) return false;
  const bool letters_last = is_capital(text[7]) && is_capital(text[8]);
  if (all_digits(text.substr(0, 7))) return letters_last && !same_character(text.substr(0, 7));
  if (!is_capital(text[0]) || !is_capital(text[1]) || !all_digits(text.substr(2, 5))) return false;
  if (all_digits(text.substr(7))) return !same_character(text.substr(2));
  return text[0] == 'C' && letters_last;
}

// Driving licence, 10 characters: two letters, 7 digits, letter; or U1, 7 characters without I and
// O, letter. Source: Ministero delle infrastrutture e dei trasporti. The check letter is not
// published.
bool it_driving_licence(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 || !is_capital(text[0]) || !is_capital(text[9])) return false;
  std::string_view body = text.substr(2, 7);
  if (text.starts_with("U1")) {
    return body.find_first_of("IO") == std::string_view::npos &&
           body.find_first_not_of("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") == std::string_view::npos;
  }
  return is_capital(text[1]) && all_digits(body) && !same_character(body);
}

// Plate since 1994: two letters, three digits, two letters; I, O, Q and U are not used. Source:
// Codice della strada, art. 100; DPR 495/1992.
bool it_plate(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 7 || !all_digits(text.substr(2, 3)) || text.substr(2, 3) == "000")
    return false;
  for (std::size_t i : {0U, 1U, 5U, 6U}) {
    if (!is_capital(text[i]) || text[i] == 'I' || text[i] == 'O' || text[i] == 'Q' ||
        text[i] == 'U') {
      return false;
    }
  }
  return true;
}

}  // namespace braque::validate
