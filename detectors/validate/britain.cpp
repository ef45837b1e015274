// British numbers: taxpayers, VAT, pupils, drivers, Scottish patients.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Government departments (GD000-GD499) and health authorities (HA500-HA999).
bool is_public_body(std::string_view text) noexcept {
  if (text.size() != 5 || !all_digits(text.substr(2))) return false;
  int number = field(text, 2, 3);
  return text.starts_with("GD") ? number < 500 : text.starts_with("HA") && number >= 500;
}

/// Nine digits of a VAT number, by weights 8 to 2 and 10, 1: a multiple of 97, or 42 more for the
/// numbers given since 2009 (97 - 55), which do not begin with 0. Validators in use take 55 more
/// too.
bool passes_vat(std::string_view digits) noexcept {
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2, 10, 1};
  int remainder = weighted_sum(digits, kWeights) % 97;
  const bool recent = remainder == 42 || remainder == 55;
  return number_of(digits) != 0 && (remainder == 0 || (recent && digits[0] != '0'));
}

/// The surname of a driver: one to five letters, filled up with 9.
bool is_padded_surname(std::string_view text) noexcept {
  std::size_t letters = 0;
  while (letters < text.size() && is_capital(text[letters])) ++letters;
  return letters > 0 && text.substr(letters).find_first_not_of('9') == std::string_view::npos;
}

/// Local authorities of England, as ranges of their three digits. Source: Department for Education,
/// local authority codes (2011 and later reorganisations lie within the ranges).
bool is_local_authority(int code) noexcept {
  constexpr int kRanges[][2] = {
      {201, 213}, {301, 320}, {330, 336}, {340, 344}, {350, 359}, {370, 373}, {380, 384},
      {390, 394}, {420, 420}, {800, 803}, {805, 808}, {810, 813}, {815, 816}, {821, 823},
      {825, 826}, {830, 831}, {835, 841}, {845, 846}, {850, 852}, {855, 857}, {860, 861},
      {865, 896}, {908, 909}, {916, 916}, {919, 919}, {921, 921}, {925, 926}, {928, 929},
      {931, 931}, {933, 933}, {935, 943}};
  for (const auto& range : kRanges) {
    if (code >= range[0] && code <= range[1]) return true;
  }
  return false;
}

}  // namespace

// Unique taxpayer reference, 10 digits, perhaps with K. Source: HMRC: digits 2-10 by weights 6, 7,
// 8, 9, 10, 5, 4, 3, 2; the remainder by 11 points into 21987654321, which gives the first digit.
// Valid: 1955839661. Invalid: 2955839661.
bool gb_utr(const Candidate& candidate) {
  constexpr std::string_view kDigits = "21987654321";
  std::string_view text = candidate.compact;
  if (text.size() == 11 && text[10] == 'K') text.remove_suffix(1);
  if (!is_number(text, 10) || same_character(text.substr(1))) return false;
  constexpr int kWeights[] = {6, 7, 8, 9, 10, 5, 4, 3, 2};
  int sum = weighted_sum(text.substr(1), kWeights);
  return text[0] == kDigits[static_cast<std::size_t>(sum % 11)];
}

// VAT number: GB or XI, 9 digits, perhaps 3 of a branch; or a public body. Source: HMRC VAT Notice
// 725; VIES. Valid: GB 980 7806 84. Invalid: GB 802 3116 81.
bool gb_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!text.starts_with("GB") && !text.starts_with("XI")) return false;
  text.remove_prefix(2);
  if (is_public_body(text)) return true;
  if (text.size() != 9 && text.size() != 12) return false;
  return all_digits(text) && passes_vat(text.substr(0, 9));
}

// Unique pupil number: check letter, local authority, school, year, serial, whose last place is a
// letter in temporary numbers. Source: Department for Education, unique pupil numbers: weights 2 to
// 13, mod 23, in the alphabet without I, O and S. Valid: B801200005001. Invalid: A801200005001.
bool gb_upn(const Candidate& candidate) {
  constexpr std::string_view kAlphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";
  std::string_view text = candidate.compact;
  if (text.size() != 13 || !all_digits(text.substr(1, 11))) return false;
  if (!is_local_authority(field(text, 1, 3))) return false;
  int sum = 0;
  for (int i = 0; i < 11; ++i) sum += (i + 2) * (text[static_cast<std::size_t>(i) + 1] - '0');
  std::size_t rank = kAlphabet.find(text[12]);
  if (!is_digit(text[12]) && rank == kAlphabet.npos) return false;
  sum += 13 * (is_digit(text[12]) ? text[12] - '0' : static_cast<int>(rank));
  return text[0] == kAlphabet[static_cast<std::size_t>(sum % 23)];
}

// Driver number, 16 characters: surname, decade, month (women +50), day, year, two initials (9
// where there is none), three more that hold an unpublished check. Source: DVLA, INS57P; its
// specimen is MORGA657054SM9IJ.
bool gb_driving_licence(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 16 || !is_padded_surname(text.substr(0, 5))) return false;
  if (!all_digits(text.substr(5, 6))) return false;
  int month = field(text, 6, 2);
  if (month > 50) month -= 50;
  int year = (text[5] - '0') * 10 + (text[10] - '0');
  if (!is_short_date(year, month, field(text, 8, 2))) return false;
  for (char c : text.substr(11, 2)) {
    if (!is_capital(c) && c != '9') return false;
  }
  return is_capital(text[14]) && is_capital(text[15]);
}

// Community health index of Scotland, 10 digits: DDMMYY and four more, the last as in the NHS
// number. Source: Public Health Scotland; weights 10 to 2, 11 less the remainder by 11, 10 is not
// given.
bool gb_chi(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10)) return false;
  if (!is_short_date(field(text, 4, 2), field(text, 2, 2), field(text, 0, 2))) return false;
  constexpr int kWeights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(text, kWeights) % 11 == 0;
}

}  // namespace braque::validate
