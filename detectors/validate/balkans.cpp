// Numbers of Romania, Bulgaria, Greece, Cyprus, Malta, Slovenia, Croatia and the other states that
// were Yugoslavia, and Albania.
#include "validate/birth.hpp"
#include "validate/checks.hpp"

namespace braque::validate {
namespace {

/// The unique master citizen number of Yugoslavia, which its successors kept: DDMMYYY, region,
/// serial, check digit: weights 7 to 2 twice, 11 less the remainder, where 10 and 11 become 0.
/// Source: Zakon o jedinstvenom matičnom broju građana (1976); Slovenia has never given numbers
/// with 10.
bool is_master_number(std::string_view text, int first_region, int last_region) noexcept {
  if (!is_number(text, 13)) return false;
  int year = field(text, 4, 3);
  year += year >= 850 ? 1000 : 2000;
  if (!is_birth(year, field(text, 2, 2), field(text, 0, 2))) return false;
  const int region = field(text, 7, 2);
  if (region < first_region || region > last_region) return false;
  constexpr int kWeights[] = {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  return (11 - weighted_sum(text, kWeights) % 11) % 11 % 10 == text[12] - '0';
}

/// The letter behind the eight digits of a Cypriot number: digits at odd places are replaced.
bool has_cypriot_letter(std::string_view text) noexcept {
  constexpr int kOdd[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
  if (text.size() != 9 || !all_digits(text.substr(0, 8))) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const int digit = text[i] - '0';
    sum += i % 2 == 0 ? kOdd[digit] : digit;
  }
  return text[8] == 'A' + sum % 26;
}

/// ЕИК of a company, nine digits: weights 1 to 8, and 3 to 10 when those leave 10.
bool is_bulgarian_company(std::string_view text) noexcept {
  constexpr int kFirst[] = {1, 2, 3, 4, 5, 6, 7, 8};
  constexpr int kSecond[] = {3, 4, 5, 6, 7, 8, 9, 10};
  int check = weighted_sum(text, kFirst) % 11;
  if (check == 10) check = weighted_sum(text, kSecond) % 11 % 10;
  return check == text[8] - '0';
}

}  // namespace

// CNP: sex and century, YYMMDD, county, serial, check digit: weights 2, 7, 9, 1, 4, 6, 3, 5, 8, 2,
// 7, 9, mod 11, 10 becomes 1. 7 and 8 are foreign residents, 9 foreigners, whose century is not
// said. Source: OUG nr. 97/2005; Legea nr. 105/1996. Valid: 1800101221144. Invalid: 1800101221145.
bool ro_cnp(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 13) || text[0] == '0') return false;
  const int month = field(text, 3, 2);
  const int day = field(text, 5, 2);
  int year = field(text, 1, 2);
  if (text[0] >= '7') {
    if (!is_short_date(year, month, day)) return false;
  } else {
    constexpr int kCenturies[] = {1900, 1800, 2000};
    year += kCenturies[(text[0] - '1') / 2];
    if (!is_birth(year, month, day)) return false;
  }
  const int county = field(text, 7, 2);
  const bool known = (county >= 1 && county <= 48) || county == 51 || county == 52 ||
                     county == 70 || (county >= 80 && county <= 83);
  constexpr int kWeights[] = {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
  const int check = weighted_sum(text, kWeights) % 11;
  return known && (check == 10 ? 1 : check) == text[12] - '0';
}

// CUI: RO and up to ten digits; padded with zeros to nine digits before the check digit, weights 7,
// 5, 3, 2, 1, 7, 5, 3, 2, ten times the sum mod 11 mod 10. Source: Legea nr. 359/2004; European
// Commission, VIES. Valid: RO18547290. Invalid: RO18547291.
bool ro_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "RO") || text.size() < 4 || text.size() > 10) return false;
  if (!all_digits(text) || text[0] == '0' || same_character(text)) return false;
  constexpr int kWeights[] = {7, 5, 3, 2, 1, 7, 5, 3, 2};
  const std::size_t skipped = 10 - text.size();
  int sum = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) sum += (text[i] - '0') * kWeights[i + skipped];
  return sum * 10 % 11 % 10 == text.back() - '0';
}

// ЕГН: YYMMDD, serial, check digit; the month is 20 higher for the 1800s, 40 for the 2000s. Weights
// 2, 4, 8, 5, 10, 9, 7, 3, 6, mod 11 mod 10. Source: Наредба за ЕСГРАОН. Valid: 7523169263.
// Invalid: 7523169264.
bool bg_egn(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10)) return false;
  int month = field(text, 2, 2);
  int year = 1900 + field(text, 0, 2);
  if (month > 40) {
    month -= 40;
    year += 100;
  } else if (month > 20) {
    month -= 20;
    year -= 100;
  }
  if (!is_birth(year, month, field(text, 4, 2))) return false;
  constexpr int kWeights[] = {2, 4, 8, 5, 10, 9, 7, 3, 6};
  return weighted_sum(text, kWeights) % 11 % 10 == text[9] - '0';
}

// ЛНЧ, the number of a foreigner: ten digits, weights 21, 19, 17, 13, 11, 9, 7, 3, 1, mod 10.
// Source: Закон за чужденците в Република България. Valid: 7111042925. Invalid: 7111042922.
bool bg_lnch(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 10) || same_character(text)) return false;
  constexpr int kWeights[] = {21, 19, 17, 13, 11, 9, 7, 3, 1};
  return weighted_sum(text, kWeights) % 10 == text[9] - '0';
}

// BG and the nine digits of a company, or ten: a person's ЕГН or ЛНЧ, or weights 4, 3, 2, 7, 6, 5,
// 4, 3, 2 with 11 less the remainder. Source: European Commission, VIES. Valid: BG175074752.
// Invalid: BG175074751.
bool bg_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "BG") || !all_digits(text) || same_character(text)) return false;
  if (text.size() == 9) return is_bulgarian_company(text);
  if (text.size() != 10) return false;
  const Candidate person{text, text};
  if (bg_egn(person) || bg_lnch(person)) return true;
  constexpr int kWeights[] = {4, 3, 2, 7, 6, 5, 4, 3, 2};
  return (11 - weighted_sum(text, kWeights) % 11) % 11 == text[9] - '0';
}

// ΑΦΜ: nine digits, as a VAT number after EL; the weights are falling powers of two, mod 11 mod 10.
// Source: ΑΑΔΕ; European Commission, VIES. Valid: 094259216. Invalid: 094259217.
bool gr_afm(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "EL")) take_prefix(text, "GR");
  if (!is_number(text, 9) || same_character(text)) return false;
  constexpr int kWeights[] = {256, 128, 64, 32, 16, 8, 4, 2};
  return weighted_sum(text, kWeights) % 11 % 10 == text[8] - '0';
}

// ΑΜΚΑ: DDMMYY, serial, Luhn. Source: Ν. 3655/2008, άρθρο 153. Valid: 01013099997. Invalid:
// 01013099999.
bool gr_amka(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 11) &&
         is_short_date(field(text, 4, 2), field(text, 2, 2), field(text, 0, 2)) &&
         passes_luhn(text);
}

// Cypriot tax identification code of a person: eight digits from 0 or 9 on, and a letter. Source:
// European Commission, TIN portal (CY). Valid: 00123123T. Invalid: 00123123U.
bool cy_tic(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return !text.empty() && (text[0] == '0' || text[0] == '9') && has_cypriot_letter(text) &&
         !same_character(text.substr(0, 8));
}

// Cypriot VAT number: CY, eight digits that do not begin with 12, the same letter. Source: European
// Commission, VIES. Valid: CY10259033P. Invalid: CY10259033Z.
bool cy_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return take_prefix(text, "CY") && has_cypriot_letter(text) && !text.starts_with("12");
}

// Maltese identity card: up to seven digits and a letter for the register. Source: Identity Malta;
// European Commission, TIN portal (MT). There is no check digit.
bool mt_id(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  constexpr std::string_view kRegisters = "MGAPLHBZ";
  if (text.size() < 4 || text.size() > 8 || kRegisters.find(text.back()) == kRegisters.npos)
    return false;
  text.remove_suffix(1);
  return all_digits(text) && !same_character(text);
}

// Maltese VAT number: MT, eight digits, weights 3, 4, 6, 7, 8, 9, 10, 1, sum a multiple of 37.
// Source: European Commission, VIES. Valid: MT11679112. Invalid: MT11679113.
bool mt_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!take_prefix(text, "MT") || !is_number(text, 8) || text[0] == '0') return false;
  constexpr int kWeights[] = {3, 4, 6, 7, 8, 9, 10, 1};
  return weighted_sum(text, kWeights) % 37 == 0;
}

// EMŠO: the master number with a register from 50 to 59. Source: Zakon o centralnem registru
// prebivalstva. Valid: 0101006500006. Invalid: 0101006500007.
bool si_emso(const Candidate& candidate) { return is_master_number(candidate.compact, 50, 59); }

// JMBG of Serbia: regions 70 to 99, with Vojvodina and Kosovo. Valid: 1706981716411. Invalid:
// 1706981716412.
bool rs_jmbg(const Candidate& candidate) { return is_master_number(candidate.compact, 70, 99); }

// JMBG, EMBG of Bosnia and Herzegovina (10-19), Montenegro (20-29) and North Macedonia (40-49;
// 30-39 are those of Croatia before its OIB). Valid: 1706981178878. Invalid: 1706981178879.
bool ba_jmbg(const Candidate& candidate) { return is_master_number(candidate.compact, 10, 49); }

// Davčna številka: eight digits, as a VAT number after SI; weights 8 to 2, 11 less the remainder,
// 10 becomes 0, 11 is never given. Source: FURS, Zakon o davčni službi. Valid: 50223054. Invalid:
// 50223055.
bool si_davcna(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  take_prefix(text, "SI");
  if (!is_number(text, 8) || text[0] == '0' || same_character(text)) return false;
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2};
  const int check = 11 - weighted_sum(text, kWeights) % 11;
  return check != 11 && check % 10 == text[7] - '0';
}

// OIB: eleven digits, ISO 7064 MOD 11,10; as a VAT number after HR. Source: Zakon o osobnom
// identifikacijskom broju. Valid: 33392005961. Invalid: 33392005962.
bool hr_oib(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  take_prefix(text, "HR");
  return is_number(text, 11) && !same_character(text) && passes_mod_11_10(text);
}

// NID of Albania: a letter for the decade (K = 1900s ... W = 2020s), the year in it, MMDD (women 50
// more in the month), serial, a control letter whose making is not published. Source: European
// Commission and OECD, TIN sheets; Ligji nr. 10129/2009.
bool al_nid(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 || text[0] < 'K' || text[0] > 'W' || !is_number(text.substr(1, 8), 8))
    return false;
  if (text[9] < 'A' || text[9] > 'W') return false;
  int month = field(text, 2, 2);
  if (month > 50) month -= 50;
  return is_birth(1900 + (text[0] - 'K') * 10 + (text[1] - '0'), month, field(text, 4, 2));
}

}  // namespace braque::validate
