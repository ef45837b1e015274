// French registers: schools, hospitals, health professionals, insured persons, foreigners, the
// trade register. Monaco's VAT numbers are given in the French form.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// 2A and 2B, the halves of Corsica, where a department stands.
bool is_corsica(std::string_view text) noexcept {
  return text.size() >= 2 && text[0] == '2' && (text[1] == 'A' || text[1] == 'B');
}

/// Departments 01-95 and those overseas, 97 and 98, as the first two characters.
bool has_department(std::string_view text) noexcept {
  if (is_corsica(text)) return true;
  if (!all_digits(text.substr(0, 2))) return false;
  int department = field(text, 0, 2);
  return (department >= 1 && department <= 95) || department == 97 || department == 98;
}

}  // namespace

// UAI of a school: three digits of the department, four of the school, a letter. Source: ministère
// de l'éducation nationale, RAMSESE: the letter is the number mod 23 in the alphabet without I, O
// and Q. Departments are 0dd, 62x and 72x (Corsica, 620 and 720), 97x and 98x.
// Valid: 0251000E. Invalid: 0251000F.
bool fr_uai(const Candidate& candidate) {
  constexpr std::string_view kAlphabet = "ABCDEFGHJKLMNPRSTUVWXYZ";
  std::string_view text = candidate.compact;
  if (text.size() != 8 || !all_digits(text.substr(0, 7))) return false;
  int department = field(text, 0, 3);
  bool known = (department >= 1 && department <= 99) || department == 620 || department == 720 ||
               (department >= 970 && department <= 989);
  return known && text[7] == kAlphabet[number_of(text.substr(0, 7)) % 23];
}

// FINESS of a health facility, 9 digits: department, serial, Luhn. Source: DREES, répertoire
// FINESS. Numbers with 2A or 2B are taken without check digit: how they count is not published.
bool fr_finess(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 || !has_department(text)) return false;
  if (is_corsica(text)) return all_digits(text.substr(2));
  return all_digits(text) && !same_character(text) && passes_luhn(text);
}

// ADELI number of a health professional, 9 characters: department, profession, serial, key. Source:
// DREES. The key is not published.
bool fr_adeli(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return text.size() == 9 && has_department(text) && all_digits(text.substr(2)) &&
         !same_character(text.substr(2));
}

// Serial number of a carte Vitale: 80 (health), 250 (France), 15 or 16 digits. Source: ISO/IEC
// 7812-1; GIE SESAM-Vitale.
bool fr_vitale_card(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return (text.size() == 20 || text.size() == 21) && all_digits(text) &&
         text.starts_with("80250") && !same_character(text.substr(5));
}

// Number of a foreigner (AGDREF, 10 digits) or of the permit (9 or 10 letters and digits). Source:
// CESEDA R142-11; règlement (CE) 1030/2002. Nothing but the mixture can be checked.
bool fr_residence_permit(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (is_number(text, 10)) return !same_character(text);
  if (text.size() != 9 && text.size() != 10) return false;
  int letters = 0;
  for (char c : text) {
    if (value_of(c) < 0) return false;
    letters += is_capital(c) ? 1 : 0;
  }
  return letters >= 1 && letters < static_cast<int>(text.size());
}

// Number in the trade register, as written behind the town: the SIREN. Source: Code de commerce
// R123-237. Sees the value as it stands, with blanks and full stops. Valid: 732 829 320.
bool fr_rcs(const Candidate& candidate) {
  char digits[9];
  std::size_t count = 0;
  for (char c : candidate.compact) {
    if (c == ' ' || c == '.') continue;
    if (!is_digit(c) || count == sizeof digits) return false;
    digits[count++] = c;
  }
  std::string_view siren(digits, count);
  return count == sizeof digits && number_of(siren) != 0 && passes_luhn(siren);
}

// VAT number of Monaco: FR, key of two digits, 000 and six digits. Source: VIES: the key is the
// number with 12 behind it, mod 97. Valid: FR 53 0000 04605. Invalid: FR 61 0000 04605.
bool mc_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 13 || !text.starts_with("FR") || !all_digits(text.substr(2))) return false;
  if (text.substr(4, 3) != "000" || text.substr(7) == "000000") return false;
  return number_of(text.substr(2, 2)) == (number_of(text.substr(4)) * 100 + 12) % 97;
}

}  // namespace braque::validate
