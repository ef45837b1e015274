// German numbers: tax, pension and health insurance, documents, physicians.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Sum of the digit sums of the products, as § 4 VKVV and the health insurers define it.
template <std::size_t kCount>
int sum_of_digit_sums(const int (&digits)[kCount], const int (&weights)[kCount]) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    int product = digits[i] * weights[i];
    sum += product / 10 + product % 10;
  }
  return sum;
}

}  // namespace

// Identifikationsnummer, 11 digits. Source: § 139b AO, BZSt; check digit by ISO 7064 MOD 11,10.
// Among the first ten digits exactly one occurs twice or three times and the others once at most.
// Valid: 36 574 261 809. Invalid: 36 574 261 890.
bool de_idnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || text[0] == '0') return false;
  int counts[10] = {};
  for (char c : text.substr(0, 10)) ++counts[c - '0'];
  int repeated = 0;
  for (int count : counts) {
    if (count > 3) return false;
    repeated += count > 1 ? 1 : 0;
  }
  return repeated == 1 && passes_mod_11_10(text);
}

// Rentenversicherungsnummer: area, birth date, initial, serial, check digit. Source: § 147 SGB VI,
// § 4 VKVV with the worked example 15 070649 C 103. The day is 50 higher when numbers run out; day
// and month are checked, not the year, whose century is unknown.
bool de_rvnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 12 || !all_digits(text.substr(0, 8)) || !is_capital(text[8]) ||
      !all_digits(text.substr(9))) {
    return false;
  }
  int day = field(text, 2, 2);
  if (day > 50) day -= 50;
  if (!is_short_date(field(text, 6, 2), field(text, 4, 2), day)) return false;
  int digits[12];
  for (std::size_t i = 0; i < 8; ++i) digits[i] = text[i] - '0';
  int rank = text[8] - 'A' + 1;
  digits[8] = rank / 10;
  digits[9] = rank % 10;
  digits[10] = text[9] - '0';
  digits[11] = text[10] - '0';
  constexpr int kWeights[] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
  return sum_of_digit_sums(digits, kWeights) % 10 == text[11] - '0';
}

// Krankenversichertennummer: a letter and 9 digits. Source: § 290 SGB V, GKV-Spitzenverband; worked
// example A000500015.
bool de_kvnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 || !is_capital(text[0]) || !all_digits(text.substr(1))) return false;
  if (text.substr(1) == "000000000") return false;
  int rank = text[0] - 'A' + 1;
  int digits[10] = {rank / 10, rank % 10};
  for (std::size_t i = 1; i < 9; ++i) digits[i + 1] = text[i] - '0';
  constexpr int kWeights[] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
  return sum_of_digit_sums(digits, kWeights) % 10 == text[9] - '0';
}

// Steuernummer: 10 or 11 digits as the Land writes it, or 13 for the whole country, whose first
// digits name the Land and whose fifth is 0. Source: AO § 139a; ELSTER, Prüfung der Steuernummer.
// The check digits differ by Land and are not tested. Valid: 181/815/08155, 2893081508152. Invalid:
// 3893081508152.
bool de_stnr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!all_digits(text) || same_character(text)) return false;
  if (text.size() == 10 || text.size() == 11) return true;
  if (text.size() != 13 || text[4] != '0') return false;
  if (text[0] == '5' || text[0] == '9') return true;
  constexpr std::string_view kLands = "10 11 21 22 23 24 26 27 28 30 31 32 40 41";
  const std::size_t land = kLands.find(text.substr(0, 2));
  return land != kLands.npos && land % 3 == 0;
}

// VAT number: DE and 9 digits, ISO 7064 MOD 11,10. Source: § 27a UStG; VIES. Valid: DE136695976.
// Invalid: DE136695978.
bool de_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 11 || !text.starts_with("DE") || text[2] == '0') return false;
  return all_digits(text.substr(2)) && passes_mod_11_10(text.substr(2));
}

// Identity card and passport with check digit: a letter and seven more characters without vowels,
// B, D, Q and S, then ICAO's check digit; or nine such characters and the check digit, as in the
// machine-readable zone. Source: PAuswV Anhang 2; ICAO 9303 part 3. Valid: L01X00T471, T220001293.
// Invalid: L01X00T472.
bool de_id_card(const Candidate& candidate) {
  constexpr std::string_view kLetters = "CFGHJKLMNPRTVWXYZ";
  std::string_view text = candidate.compact;
  if ((text.size() != 9 && text.size() != 10) || kLetters.find(text[0]) == kLetters.npos)
    return false;
  std::string_view serial = text.substr(0, text.size() - 1);
  for (char c : serial) {
    if (!is_digit(c) && kLetters.find(c) == kLetters.npos) return false;
  }
  return is_digit(text.back()) && icao_check_digit(serial) == text.back() - '0';
}

// The number that is printed on German passports and identity cards, 9 characters: four of the
// authority, five of the document; a tenth is the check digit. Source: PAuswV Anhang 2; PassV
// Anlage 1. Valid: C01X00T47. Invalid: A01X00T47.
bool de_passport(const Candidate& candidate) {
  constexpr std::string_view kLetters = "CFGHJKLMNPRTVWXYZ";
  std::string_view text = candidate.compact;
  if (text.size() == 10) return de_id_card(candidate);
  if (text.size() != 9 || kLetters.find(text[0]) == kLetters.npos) return false;
  int digits = 0;
  for (char c : text) {
    if (!is_digit(c) && kLetters.find(c) == kLetters.npos) return false;
    digits += is_digit(c) ? 1 : 0;
  }
  return digits > 0;
}

// Driving licence, 11 characters: authority, two digits, serial, check character, counter. Source:
// FeV Anlage 8. How the check character is computed is not published.
bool de_driving_licence(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 11 || !all_digits(text.substr(2, 2)) || same_character(text)) return false;
  for (char c : text) {
    if (value_of(c) < 0) return false;
  }
  return is_digit(text[9]) || text[9] == 'X';
}

// LANR of a physician, 9 digits: the seventh is 10 less the sum of the first six by weights 4, 9,
// 4, 9, 4, 9, mod 10; two for the specialty. Source: KBV, Arztnummern-Richtlinie nach § 75 Abs. 7
// SGB V.
bool de_lanr(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 9) || number_of(text.substr(0, 6)) == 0) return false;
  constexpr int kWeights[] = {4, 9, 4, 9, 4, 9};
  return text[6] - '0' == (10 - weighted_sum(text, kWeights) % 10) % 10;
}

}  // namespace braque::validate
