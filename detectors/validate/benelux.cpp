// Numbers of Belgium, the Netherlands and Luxembourg.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// The last two of the eleven digits: 97 less the remainder of the first nine by 97, with a 2
/// before them for births since 2000.
bool passes_national(std::string_view text) noexcept {
  std::uint64_t number = number_of(text.substr(0, 9));
  std::uint64_t check = number_of(text.substr(9));
  return check == 97 - number % 97 || check == 97 - (number + 2'000'000'000) % 97;
}

/// The sum of the "11-test": weights 9 to 2 and -1 over nine digits.
int eleven_test(std::string_view digits) noexcept {
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
  return weighted_sum(digits, kWeights) % 11;
}

}  // namespace

// Rijksregisternummer / numéro national: YYMMDD, serial 001-998, two digits. Source: arrêté royal
// du 3 avril 1984: 97 less the remainder of the nine digits by 97, with a 2 before them for births
// since 2000. Month and day may be 00 where unknown. Valid: 85.07.30-033.28.
// Invalid: 85.07.30-033.29.
bool be_nn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11)) return false;
  int month = field(text, 2, 2);
  int day = field(text, 4, 2);
  int serial = field(text, 6, 3);
  if (month > 12 || day > 31 || serial < 1 || serial > 998) return false;
  if (month > 0 && day > 0 && !is_short_date(field(text, 0, 2), month, day)) return false;
  return passes_national(text);
}

// BIS number, for persons who are not in the national register: the same with 20 added to the
// month, 40 when the sex is known. Source: Banque-carrefour de la sécurité sociale. Month and day
// may be unknown. Valid: 98.47.28-997.65. Invalid: 98.47.28-997.66.
bool be_bis(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11)) return false;
  int month = field(text, 2, 2);
  if (month < 20 || month > 52 || (month > 32 && month < 40)) return false;
  month %= 20;
  int day = field(text, 4, 2);
  if (day > 31) return false;
  if (month > 0 && day > 0 && !is_short_date(field(text, 0, 2), month, day)) return false;
  return passes_national(text);
}

// Identity card, 12 digits: the last two are the first ten mod 97, 97 for 0. Source: SPF Intérieur.
// Valid: 591-2010999-97. Invalid: 000-0011032-25.
bool be_eid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12) || number_of(text) == 0 || same_character(text)) return false;
  std::uint64_t remainder = number_of(text.substr(0, 10)) % 97;
  return number_of(text.substr(10)) == (remainder == 0 ? 97 : remainder);
}

// Enterprise number, 10 digits that begin with 0 or 1, perhaps after BE. Source: Banque-carrefour
// des entreprises: the last two are 97 less the remainder of the first eight by 97. Valid:
// 0428.759.497. Invalid: 0431.150.351.
bool be_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 12 && text.starts_with("BE")) text.remove_prefix(2);
  if (!is_number(text, 10) || text[0] > '1' || number_of(text.substr(0, 8)) == 0) return false;
  return number_of(text.substr(8)) == 97 - number_of(text.substr(0, 8)) % 97;
}

// Number of a health professional, 11 digits: profession and serial (6), two of 97, qualification.
// Source: INAMI/RIZIV. Digits 7-8 are 97 less the remainder of the first six by 97.
bool be_inami(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || number_of(text.substr(0, 6)) == 0) return false;
  return number_of(text.substr(6, 2)) == 97 - number_of(text.substr(0, 6)) % 97;
}

// Burgerservicenummer, 9 digits; 8 in old files, which dropped the leading 0. Source: Wet algemene
// bepalingen burgerservicenummer: the "11-test" with weights 9 to 2 and -1.
// Valid: 111222333. Invalid: 111222334.
bool nl_bsn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 8 || text.size() > 9 || !all_digits(text) || number_of(text) == 0) return false;
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
  int sum = 0;
  std::size_t offset = 9 - text.size();
  for (std::size_t i = 0; i < text.size(); ++i) sum += (text[i] - '0') * kWeights[i + offset];
  return sum % 11 == 0;
}

// Onderwijsnummer, 9 digits that begin with 10, for pupils without BSN. Source: DUO: the sum of the
// "11-test" leaves 5.
bool nl_onderwijsnummer(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 9) && text.starts_with("10") && eleven_test(text) == 5;
}

// VAT number: NL, 9 digits, B, 01-99. Source: Belastingdienst. Sole traders since 2020: the whole
// passes ISO 7064 MOD 97-10; others: the digits pass the "11-test". Valid: NL004495445B01,
// NL002455799B11. Invalid: NL123456789B90.
bool nl_btw(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 14 || !text.starts_with("NL") || text[11] != 'B') return false;
  std::string_view digits = text.substr(2, 9);
  if (!all_digits(digits) || number_of(digits) == 0 || !all_digits(text.substr(12))) return false;
  if (text.substr(12) == "00") return false;
  return eleven_test(digits) == 0 || remainder_97(text) == 1;
}

// Passport and identity card, 9 characters: two letters, six letters or digits, a digit; the letter
// O is not used. Source: Paspoortuitvoeringsregeling Nederland 2001.
bool nl_document(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 9 || !is_capital(text[0]) || !is_capital(text[1]) || !is_digit(text[8])) {
    return false;
  }
  for (char c : text) {
    if (value_of(c) < 0 || c == 'O') return false;
  }
  return true;
}

// Matricule of Luxembourg, 13 digits: YYYYMMDD, serial, Luhn's digit and Verhoeff's, both over the
// first eleven. Source: loi du 19 juin 2013; TIN sheet of Luxembourg, European Commission.
bool lu_matricule(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13)) return false;
  int year = field(text, 0, 4);
  if (year < 1800 || year > 2099 || !is_date(year, field(text, 4, 2), field(text, 6, 2))) {
    return false;
  }
  if (!passes_luhn(text.substr(0, 12))) return false;
  char checked[12];
  text.copy(checked, 11);
  checked[11] = text[12];
  std::string_view second(checked, sizeof checked);
  return verhoeff({second, second});
}

// VAT number of Luxembourg: LU and 8 digits, the last two being the first six mod 89. Source: VIES.
// Valid: LU 150 274 42. Invalid: LU 150 274 43.
bool lu_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 || !text.starts_with("LU") || !all_digits(text.substr(2))) return false;
  std::uint64_t number = number_of(text.substr(2, 6));
  return number != 0 && number_of(text.substr(8)) == number % 89;
}

}  // namespace braque::validate
