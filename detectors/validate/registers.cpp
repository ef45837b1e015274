// Numbers of taxpayers, companies and accounts in registers of many countries, sole traders among
// them.
#include <algorithm>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

constexpr std::size_t index_in(std::string_view alphabet, char c) noexcept {
  return alphabet.find(c);
}

/// Values of letters and digits by their place in an alphabet times the weights; -1 for another
/// character.
template <std::size_t kCount>
int sum_in(std::string_view alphabet, std::string_view text,
           const int (&weights)[kCount]) noexcept {
  int sum = 0;
  for (std::size_t i = 0; i < kCount && i < text.size(); ++i) {
    const std::size_t value = index_in(alphabet, text[i]);
    if (value == alphabet.npos) return -1;
    sum += static_cast<int>(value) * weights[i];
  }
  return sum;
}

/// Digits and capitals only: a pattern of a user's rule may hand over anything.
bool all_of_values(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return value_of(c) >= 0; });
}

bool ends_in(std::string_view text, int digit) noexcept { return text.back() - '0' == digit; }

}  // namespace

// VÖEN. Source: Dövlət Vergi Xidməti: weights 4, 1, 8, 6, 2, 7, 5, 3 mod 11 give the ninth digit;
// the last is 1 (company) or 2 (person).
bool az_voen(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (!is_number(text, 10) || same_character(text.substr(0, 8)) ||
      (text[9] != '1' && text[9] != '2'))
    return false;
  constexpr int kWeights[] = {4, 1, 8, 6, 2, 7, 5, 3};
  return text[8] - '0' == weighted_sum(text, kWeights) % 11;
}

// УНП. Source: Министерство по налогам и сборам, постановление 96/2010: weights 29 to 3 mod 11; of
// a person's two letters the second counts its place in ABCEHKMOPT.
bool by_unp(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (text.size() != 9 || !all_digits(text.substr(2)) || same_character(text.substr(2)))
    return false;
  constexpr std::string_view kLetters = "ABCEHKMOPT", kRegions = "1234567ABCEHKM";
  if (kRegions.find(text[0]) == kRegions.npos || is_digit(text[0]) != is_digit(text[1]))
    return false;
  constexpr int kWeights[] = {29, 23, 19, 17, 13, 7, 5, 3};
  int sum = weighted_sum(text, kWeights);
  if (!is_digit(text[1])) {
    const std::size_t second = index_in(kLetters, text[1]);
    if (second == kLetters.npos) return false;
    sum += (static_cast<int>(second) - value_of(text[1])) * kWeights[1];
  }
  return sum % 11 < 10 && ends_in(text, sum % 11);
}

// QR and ISR reference of 27 digits. Source: Swiss Payment Standards, modulo 10 recursive.
bool ch_qr_reference(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if ((text.size() != 27 && text.size() != 26) || !all_digits(text)) return false;
  constexpr int kNext[] = {0, 9, 4, 6, 8, 2, 7, 1, 3, 5};
  int carry = 0;
  for (const char c : text.substr(0, text.size() - 1)) carry = kNext[(carry + c - '0') % 10];
  return !same_character(text) && ends_in(text, (10 - carry) % 10);
}

// Unified social credit code. Source: GB 32100-2015: 31 characters, weights 3^i mod 31.
bool cn_uscc(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  constexpr int kWeights[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
  if (text.size() != 18 || !all_digits(text.substr(2, 6)) || same_character(text)) return false;
  const int sum = sum_in(kAlphabet, text, kWeights);
  return sum >= 0 && text[17] == kAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

// Cédula jurídica. Source: Registro Nacional: classes 2 to 5 and the kinds that each has.
bool cr_cpj(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (!is_number(text, 10) || text.substr(4) == "000000") return false;
  const int kind = field(text, 1, 3);
  switch (text[0]) {
    case '2':
      return kind == 100 || kind == 200 || kind == 300 || kind == 400;
    case '3':
      return (kind >= 2 && kind <= 14) || (kind >= 101 && kind <= 110);
    case '4':
      return kind == 0;
    case '5':
      return kind == 1;
    default:
      return false;
  }
}

// Cédula de residencia (DIMEX). Source: Dirección General de Migración y Extranjería: 11 or 12
// digits that begin with 1.
bool cr_residence(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  return (is_number(text, 11) || is_number(text, 12)) && text[0] == '1' && !same_character(text);
}

// Account. Source: vyhláška ČNB 169/2011: prefix and number are each a multiple of 11 by weights 6,
// 3, 7, 9, 10, 5, 8, 4, 2, 1.
bool cz_bank_account(const Candidate& candidate) {
  const std::string_view raw = candidate.raw;
  const std::size_t slash = raw.find('/');
  if (slash == raw.npos || raw.size() - slash != 5 || !all_digits(raw.substr(slash + 1)) ||
      raw[slash + 1] == '9')
    return false;
  const auto passes = [](std::string_view digits) {
    constexpr int kFromRight[] = {1, 2, 4, 8, 5, 10, 9, 7, 3, 6};
    if (digits.size() > 10 || !all_digits(digits)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i)
      sum += (digits[digits.size() - 1 - i] - '0') * kFromRight[i];
    return sum % 11 == 0;
  };
  const std::size_t hyphen = raw.find('-');
  if (hyphen != raw.npos && (hyphen > 6 || !passes(raw.substr(0, hyphen)))) return false;
  const std::string_view root = raw.substr(hyphen == raw.npos ? 0 : hyphen + 1,
                                           slash - (hyphen == raw.npos ? 0 : hyphen + 1));
  return root.size() >= 2 && number_of(root) != 0 && passes(root);
}

// RUC. Source: SRI, "Dígito verificador": a citizen's number, or 9 digits by weights 3, 2, 7 ... 2
// (public), or 10 by 4, 3, 2, 7 ... 2 (private), and the establishment.
bool ec_ruc(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (!is_number(text, 13)) return false;
  const int province = field(text, 0, 2);
  if ((province < 1 || province > 24) && province != 30) return false;
  constexpr int kPublic[] = {3, 2, 7, 6, 5, 4, 3, 2, 1},
                kPrivate[] = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  const bool branch = text.substr(10) != "000";
  if (text[2] < '6') return branch && passes_luhn(text.substr(0, 10));
  if (text[2] == '6') return weighted_sum(text, kPublic) % 11 == 0 && text.substr(9) != "0000";
  return text[2] == '9' && branch && weighted_sum(text, kPrivate) % 11 == 0;
}

// Registrikood. Source: äriregister: weights 1 to 7 mod 11, of the remainder 10 weights 3 to 9.
bool ee_registrikood(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (!is_number(text, 8) || (text[0] != '1' && text[0] < '7') || same_character(text))
    return false;
  constexpr int kFirst[] = {1, 2, 3, 4, 5, 6, 7}, kSecond[] = {3, 4, 5, 6, 7, 8, 9};
  int check = weighted_sum(text, kFirst) % 11;
  if (check == 10) check = weighted_sum(text, kSecond) % 11 % 10;
  return ends_in(text, check);
}

// Property. Source: Dirección General del Catastro, Resolución of 2006: two letters over 11
// characters each.
bool es_cadastre(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (text.size() != 20 || !all_of_values(text)) return false;
  constexpr int kWeights[] = {13, 15, 12, 5, 4, 17, 9, 21, 3, 7, 1};
  constexpr std::string_view kLetters = "MQWERTYUIOPASDFGHJKLBZX";
  const auto letter = [&](std::size_t from) {
    int sum = 0;
    for (std::size_t i = 0; i < 11; ++i) {
      const char c = i < 7 ? text[from + i] : text[14 + i - 7];
      // Letters count from 1, with Ñ behind N.
      const int value = is_digit(c) ? c - '0' : c - 'A' + 1 + (c > 'N' ? 1 : 0);
      sum += value * kWeights[i];
    }
    return kLetters[static_cast<std::size_t>(sum % 23)];
  };
  return text[18] == letter(0) && text[19] == letter(7);
}

// CUPS. Source: Circular de la CNMC: 16 digits mod 529, two letters of the table of the DNI.
bool es_cups(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if ((text.size() != 20 && text.size() != 22) || !text.starts_with("ES") ||
      !all_digits(text.substr(2, 16)))
    return false;
  if (text.size() == 22 &&
      (!is_digit(text[20]) || std::string_view("FPRCXYZ").find(text[21]) == std::string_view::npos))
    return false;
  constexpr std::string_view kLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
  const auto remainder = static_cast<std::size_t>(number_of(text.substr(2, 16)) % 529);
  return text[18] == kLetters[remainder / 23] && text[19] == kLetters[remainder % 23];
}

// SEPA creditor identifier. Source: European Payments Council, EPC262-08: MOD 97-10 without the
// business code.
bool eu_creditor(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (text.size() < 8 || text.size() > 35 || !is_country(text.substr(0, 2)) ||
      !all_digits(text.substr(2, 2)))
    return false;
  char turned[35];
  std::size_t size = 0;
  for (const char c : text.substr(7)) turned[size++] = c;
  for (const char c : text.substr(0, 4)) turned[size++] = c;
  return remainder_97({turned, size}) == 1;
}

// TIN. Source: Ghana Revenue Authority: kind of taxpayer, 00, places 1 to 9 mod 11, X for 10.
bool gh_tin(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (text.size() != 11 || std::string_view("PCGQV").find(text[0]) == std::string_view::npos)
    return false;
  if (text.substr(1, 2) != "00" || !all_digits(text.substr(3, 7)) ||
      same_character(text.substr(3, 7)))
    return false;
  int sum = 0;
  for (std::size_t i = 1; i < 10; ++i) sum += (text[i] - '0') * static_cast<int>(i);
  return text[10] == (sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11));
}

// NPWP. Source: Direktorat Jenderal Pajak: Luhn over the first nine digits, three of the tax
// office, three of the branch.
bool id_npwp(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  return is_number(text, 15) && !same_character(text.substr(0, 9)) && text.substr(9, 3) != "000" &&
         passes_luhn(text.substr(0, 9));
}

// Company. Source: רשות התאגידים: nine digits that begin with 5, Luhn.
bool il_company(const Candidate& candidate) {
  return is_number(candidate.compact, 9) && candidate.compact[0] == '5' &&
         !same_character(candidate.compact) && passes_luhn(candidate.compact);
}

// Business registration. Source: 국세청: weights 1, 3, 7, 1, 3, 7, 1, 3, 5 and the tens of the last
// product.
bool kr_brn(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (!is_number(text, 10) || text.substr(0, 3) < "101" || text.substr(3, 2) == "00" ||
      text.substr(5, 4) == "0000")
    return false;
  constexpr int kWeights[] = {1, 3, 7, 1, 3, 7, 1, 3, 5};
  const int sum = weighted_sum(text, kWeights) + (text[8] - '0') * 5 / 10;
  return ends_in(text, (10 - sum % 10) % 10);
}

// ISNI and ORCID iD. Source: ISO 27729, ORCID "Structure of the ORCID Identifier": MOD 11-2; ORCID
// has blocks of its own in 0000-0001-5000-0007 to 0000-0003-5000-0001 and 0009-0000 to 0009-0010.
bool orcid(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (text.size() != 16 || !all_digits(text.substr(0, 15))) return false;
  const std::uint64_t number = number_of(text.substr(0, 15));
  const bool first = number >= 15'000'000 && number <= 35'000'000,
             second = number >= 900'000'000'000 && number <= 900'100'000'000;
  if (!first && !second) return false;
  int total = 0;
  for (const char c : text.substr(0, 15)) total = (total + c - '0') * 2 % 11;
  const int check = (12 - total) % 11;
  return text[15] == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

// ОГРН and ОГРНИП. Source: приказ Минфина 165н/2017: the number before the check digit mod 11, of
// sole traders mod 13.
bool ru_ogrn(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (!is_number(text, 13) && !is_number(text, 15)) return false;
  if (text[0] == '0' || field(text, 3, 2) > 92 || field(text, 3, 2) == 0) return false;
  const std::uint64_t number = number_of(text.substr(0, text.size() - 1));
  return ends_in(text, static_cast<int>(number % (text.size() == 13 ? 11 : 13) % 10));
}

// UEN. Source: ACRA, "UEN Format"; check letters as published by python-stdnum, stdnum.sg.uen.
bool sg_uen(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (text.size() == 9) {
    constexpr int kWeights[] = {10, 4, 9, 3, 8, 2, 7, 1};
    return all_digits(text.substr(0, 8)) && !same_character(text.substr(0, 8)) &&
           text[8] ==
               std::string_view(
                   "XMKECAWLJDB")[static_cast<std::size_t>(weighted_sum(text, kWeights) % 11)];
  }
  if (text.size() != 10) return false;
  if (is_digit(text[0])) {
    constexpr int kWeights[] = {10, 8, 6, 4, 9, 7, 5, 3, 1};
    if (!all_digits(text.substr(0, 9)) || field(text, 0, 4) < 1900 || field(text, 0, 4) > 2099)
      return false;
    return text[9] ==
           std::string_view(
               "ZKCMDNERGWH")[static_cast<std::size_t>(weighted_sum(text, kWeights) % 11)];
  }
  constexpr std::string_view kAlphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
  constexpr int kWeights[] = {4, 3, 5, 3, 10, 2, 2, 5, 7};
  if ((text[0] != 'R' && text[0] != 'S' && text[0] != 'T') || !all_digits(text.substr(1, 2)) ||
      !is_capital(text[3]) || !is_capital(text[4]) || !all_digits(text.substr(5, 4)))
    return false;
  const int sum = sum_in(kAlphabet, text, kWeights);
  return sum >= 0 &&
         text[9] == kAlphabet[static_cast<std::size_t>((sum + 6) % 11)];  // less 5, mod 11
}

// Matična številka. Source: AJPES: weights 7 to 2, 11 less the remainder by 11, of which 10 becomes
// 0; three more for a unit.
bool si_maticna(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if ((!is_number(text, 7) && !is_number(text, 10)) || same_character(text)) return false;
  constexpr int kWeights[] = {7, 6, 5, 4, 3, 2};
  const int remainder = weighted_sum(text, kWeights) % 11;
  return remainder != 0 && text[6] - '0' == (11 - remainder) % 10;
}

// Company, by the rule of the citizen's number. Source: กรมพัฒนาธุรกิจการค้า: 0 and weights 12 to 2, 11
// less the remainder by 11.
bool th_company(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  constexpr int kWeights[] = {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
  if (!is_number(text, 13) || text[0] != '0' || same_character(text)) return false;
  return ends_in(text, (11 - weighted_sum(text, kWeights) % 11) % 10);
}

// 統一編號. Source: 財政部: digits of the products by 1, 2, 1, 2, 1, 2, 4, 1; multiples of 5 since
// 2023, 7 in the seventh place counts 0 or 1.
bool tw_ubn(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (!is_number(text, 8) || same_character(text)) return false;
  constexpr int kWeights[] = {1, 2, 1, 2, 1, 2, 4, 1};
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const int product = (text[i] - '0') * kWeights[i];
    sum += product / 10 + product % 10;
  }
  return sum % 5 == 0 || (text[6] == '7' && (sum + 1) % 5 == 0);
}

// ЄДРПОУ. Source: Держстат: weights 1 to 7, from 30000000 on 7, 1 to 6; mod 11, of the remainder 10
// with weights two more.
bool ua_edrpou(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  if (!is_number(text, 8) || same_character(text)) return false;
  const bool turned = text[0] >= '3' && text[0] <= '5';
  const auto sum_with = [&](int more) {
    int sum = 0;
    for (int i = 0; i < 7; ++i)
      sum +=
          (text[static_cast<std::size_t>(i)] - '0') * ((turned ? (i == 0 ? 7 : i) : i + 1) + more);
    return sum;
  };
  int check = sum_with(0) % 11;
  if (check == 10) check = sum_with(2) % 11 % 10;
  return ends_in(text, check);
}

// Tax reference. Source: SARS, "Tax reference number modulus 10 test": 0, 1, 2, 3 or 9 first, Luhn.
bool za_tin(const Candidate& candidate) {
  const std::string_view text = candidate.compact;
  return is_number(text, 10) && std::string_view("01239").find(text[0]) != std::string_view::npos &&
         !same_character(text) && passes_luhn(text);
}

}  // namespace braque::validate
