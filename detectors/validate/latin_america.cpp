// Numbers of Latin America (but br_cpf: americas.cpp; Mexico: north_america.cpp).
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// The sum of the digits times 2, 3, 4 ... from the right, the weights starting again behind
/// `last`.
int sum_from_right(std::string_view digits, int last) {
  int sum = 0, weight = 2;
  for (std::size_t i = digits.size(); i-- > 0;) {
    sum += (digits[i] - '0') * weight;
    weight = weight == last ? 2 : weight + 1;
  }
  return sum;
}

bool has_hyphen(const Candidate& candidate) {
  return candidate.raw.find('-') != std::string_view::npos;
}

/// The digits that a person of this size of register has: no fillers.
bool is_plain_number(std::string_view text) {
  return all_digits(text) && !same_character(text) && text[0] != '0';
}

constexpr int kNoRemainder = 100;

}  // namespace

// CNPJ, letters allowed in the first twelve places since July 2026. Source: Receita Federal, IN RFB
// 2.229/2024: values are ASCII codes less 48; 11 less the remainder by 11, 0 from 10 on.
bool br_cnpj(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 14 || !all_digits(text.substr(12)) || same_character(text.substr(0, 12))) {
    return false;
  }
  int first = 0, second = 0;
  for (std::size_t i = 0; i < 13; ++i) {
    if (value_of(text[i]) < 0) return false;
    const int value = text[i] - '0';
    if (i < 12) first += value * (static_cast<int>((11 - i) % 8) + 2);
    second += value * (static_cast<int>((12 - i) % 8) + 2);
  }
  const int one = 11 - first % 11, two = 11 - second % 11;
  return text[12] - '0' == (one > 9 ? 0 : one) && text[13] - '0' == (two > 9 ? 0 : two);
}

// PIS/PASEP/NIS. Source: Caixa Econômica Federal: weights 3, 2, 9 to 2; 11 less the remainder by
// 11, 0 from 10 on.
bool br_pis(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || same_character(text) || text.substr(0, 3) == "000") return false;
  constexpr int kWeights[] = {3, 2, 9, 8, 7, 6, 5, 4, 3, 2};
  const int check = 11 - weighted_sum(text, kWeights) % 11;
  return text[10] - '0' == (check > 9 ? 0 : check);
}

// Health card. Source: DATASUS, "Rotina de validação do CNS": weights 15 to 1, sum divisible by 11;
// 1, 2 definitive, 7, 8, 9 provisional.
bool br_cns(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 15) || same_character(text)) return false;
  if (text[0] == '0' || (text[0] >= '3' && text[0] <= '6')) return false;
  constexpr int kWeights[] = {15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(text, kWeights) % 11 == 0;
}

// Voter number. Source: TSE, Resolução 20.132/1998, article 10: serial, state 01-28, two check
// digits mod 11 of which 10 becomes 0; in São Paulo and Minas Gerais the remainder 0 becomes 1.
bool br_titulo(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12) || text.substr(0, 8) == "00000000") return false;
  const int state = field(text, 8, 2);
  if (state < 1 || state > 28) return false;
  const auto digit_of = [state](int sum) {
    const int remainder = sum % 11;
    if (remainder == 10) return 0;
    return remainder == 0 && state <= 2 ? 1 : remainder;
  };
  constexpr int kFirst[] = {2, 3, 4, 5, 6, 7, 8, 9};
  const int first = digit_of(weighted_sum(text, kFirst));
  const int second = digit_of((text[8] - '0') * 7 + (text[9] - '0') * 8 + (text[10] - '0') * 9);
  return text[10] - '0' == first && text[11] - '0' == second;
}

// Driving licence register number. Source: DENATRAN, Portaria 59/2007 as implemented by the state
// departments: weights 9 to 1, then 1 to 9, mod 11; when the first remainder is 10 it becomes 0 and
// two are taken from the second. Departments differ on a second remainder of 10 then, and both
// answers are in use.
bool br_cnh(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11) || same_character(text)) return false;
  constexpr int kFirst[] = {9, 8, 7, 6, 5, 4, 3, 2, 1};
  constexpr int kSecond[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const int first = weighted_sum(text, kFirst) % 11;
  const int second = weighted_sum(text, kSecond) % 11;
  if (text[9] - '0' != (first == 10 ? 0 : first)) return false;
  const int last = text[10] - '0';
  if (first != 10) return last == (second == 10 ? 0 : second);
  const int less = second >= 2 ? second - 2 : second + 9;
  return last == (less > 9 ? 0 : less) || (second == 10 && last == 0);
}

// State identity card; the check character differs by state and is not tested. Source: Lei
// 7.116/1983; SSP-SP for the form.
bool br_rg(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 8 || text.size() > 9) return false;
  std::string_view number = text.substr(0, text.size() - 1);
  return is_plain_number(number) && (is_digit(text.back()) || text.back() == 'X');
}

// DNI. Source: RENAPER, Ley 17.671: seven or eight digits, no check digit.
bool ar_dni(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return (text.size() == 7 || text.size() == 8) && is_plain_number(text) && text != "12345678" &&
         text != "1234567";
}

// CUIT, CUIL. Source: ARCA (AFIP), Resolución General 10/1997: type, number, check digit with
// weights 5, 4, 3, 2, 7 to 2; 11 less the remainder by 11, where 11 is 0 and 10 is 9.
bool ar_cuit(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  constexpr std::string_view kTypes = "20 23 24 27 30 33 34 50 51 55";
  if (!is_number(text, 11) || kTypes.find(text.substr(0, 2)) == std::string_view::npos)
    return false;
  constexpr int kWeights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  const int check = 11 - weighted_sum(text, kWeights) % 11;
  return text[10] - '0' == (check == 11   ? 0
                            : check == 10 ? 9
                                          : check) &&
         !same_character(text.substr(2, 8));
}

// RUT, RUN. Source: Servicio de Registro Civil, Decreto 1.295/1982: weights 2 to 7 from the right;
// 11 less the remainder by 11, where 10 is K and 11 is 0.
bool cl_rut(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 8 || text.size() > 9) return false;
  std::string_view number = text.substr(0, text.size() - 1);
  if (!is_plain_number(number)) return false;
  const int check = 11 - sum_from_right(number, 7) % 11;
  return text.back() == (check == 11 ? '0' : check == 10 ? 'K' : static_cast<char>('0' + check));
}

// NIT. Source: DIAN, Orden Administrativa 4/1989: primes from the right as weights; the remainder
// by 11 when below 2, else 11 less it.
bool co_nit(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 8 || text.size() > 16) return false;
  std::string_view number = text.substr(0, text.size() - 1);
  if (!is_plain_number(number) || !is_digit(text.back())) return false;
  constexpr int kPrimes[] = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71};
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i)
    sum += (number[number.size() - 1 - i] - '0') * kPrimes[i];
  const int remainder = sum % 11;
  return text.back() - '0' == (remainder < 2 ? remainder : 11 - remainder);
}

// Citizen card, no check digit: up to eight digits, or ten from 1,000,000,000 on. Source:
// Registraduría Nacional, Resolución 3571/2003. Six digits only with their point.
bool co_cedula(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_plain_number(text)) return false;
  if (text.size() == 6) return candidate.raw.find('.') != std::string_view::npos;
  return text.size() == 7 || text.size() == 8 || (text.size() == 10 && text[0] == '1');
}

// DNI. Source: RENIEC, "Código de verificación": weights 3, 2, 7 to 2, mod 11; a digit on some
// cards, a letter on others, absent from most forms.
bool pe_dni(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 8 && text.size() != 9) return false;
  std::string_view number = text.substr(0, 8);
  if (!all_digits(number) || same_character(number) || number == "12345678") return false;
  if (text.size() == 8) return true;
  constexpr int kWeights[] = {3, 2, 7, 6, 5, 4, 3, 2};
  const auto remainder = static_cast<std::size_t>(weighted_sum(number, kWeights) % 11);
  return text[8] == "65432110987"[remainder] || text[8] == "KJIHGFEDCBA"[remainder];
}

// RUC. Source: SUNAT, Resolución 210-2004: 10 and 15, 16, 17 persons, 20 companies; weights 5, 4,
// 3, 2, 7 to 2; 11 less the remainder by 11, of which the last digit.
bool pe_ruc(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  constexpr std::string_view kTypes = "10 15 16 17 20";
  if (!is_number(text, 11) || kTypes.find(text.substr(0, 2)) == std::string_view::npos)
    return false;
  constexpr int kWeights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  return (11 - weighted_sum(text, kWeights) % 11) % 10 == text[10] - '0' &&
         !same_character(text.substr(2, 8));
}

// Identity card; with 001 to 999 behind it, the tax number (RUC) of the same person. Source:
// Registro Civil; SRI, "Ficha técnica RUC": province 01-24, 30 or 50, third digit below 7, then
// doubling every other digit from the first on as Luhn does.
bool ec_ci(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if ((text.size() != 10 && text.size() != 13) || !all_digits(text)) return false;
  const int province = field(text, 0, 2);
  if (province == 0 || (province > 24 && province != 30 && province != 50)) return false;
  if (text[2] > '6' || (text.size() == 13 && text.substr(10) == "000")) return false;
  return passes_luhn(text.substr(0, 10)) && text.substr(2, 7) != "0000000";
}

// Identity card. Source: Dirección Nacional de Identificación Civil: weights 2, 9, 8, 7, 6, 3, 4,
// numbers below a million with a leading zero; 10 less the remainder by 10.
bool uy_ci(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if ((text.size() != 7 && text.size() != 8) || !is_plain_number(text)) return false;
  constexpr int kWeights[] = {2, 9, 8, 7, 6, 3, 4};
  constexpr int kShortWeights[] = {9, 8, 7, 6, 3, 4};
  const int sum =
      text.size() == 8 ? weighted_sum(text, kWeights) : weighted_sum(text, kShortWeights);
  return (10 - sum % 10) % 10 == text.back() - '0';
}

// RUT, twelve digits. Source: Dirección General Impositiva: register 01 to 22, six digits, 001;
// weights 4, 3, 2, 9 ... 2, 11 less the remainder by 11.
bool uy_rut(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 12) || text.substr(8, 3) != "001" || text.substr(2, 6) == "000000")
    return false;
  const int kind = field(text, 0, 2);
  if (kind < 1 || kind > 22) return false;
  constexpr int kWeights[] = {4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};
  return (11 - weighted_sum(text, kWeights) % 11) % 11 == text[11] - '0';
}

// CBU, the Argentine bank account of 22 digits. Source: Banco Central de la República Argentina,
// Comunicación A 2559: weights 7, 1, 3, 9 over bank and branch, 3, 9, 7, 1 over the account, 10
// less the remainder by 10.
bool ar_cbu(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 22) || text.substr(0, 3) == "000" || same_character(text.substr(8)))
    return false;
  constexpr int kBranch[] = {7, 1, 3, 9, 7, 1, 3};
  constexpr int kAccount[] = {3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3};
  const int branch = (10 - weighted_sum(text, kBranch) % 10) % 10;
  const int account = (10 - weighted_sum(text.substr(8), kAccount) % 10) % 10;
  return branch == text[7] - '0' && account == text[21] - '0';
}

// RUC. Source: SET, Decreto 9.224/2001: weights 2, 3, 4 ... from the right, 11 less the remainder
// by 11, of which 10 and 11 are 0. The hyphen before the check digit belongs to it.
bool py_ruc(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 6 || text.size() > 9 || !is_plain_number(text) || !has_hyphen(candidate)) {
    return false;
  }
  const int remainder = sum_from_right(text.substr(0, text.size() - 1), kNoRemainder) % 11;
  return (remainder < 2 ? 0 : 11 - remainder) == text.back() - '0';
}

// RIF. Source: SENIAT, Providencia 73/2006: V Venezuelan, E foreigner, J company, P passport, G
// government, C commune, each with its value; weights 3, 2, 7 to 2.
bool ve_rif(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 10 || !all_digits(text.substr(1)) || same_character(text.substr(1))) {
    return false;
  }
  constexpr std::string_view kLetters = "VEJPGC";
  constexpr int kValues[] = {4, 8, 12, 16, 20, 12};
  const std::size_t letter = kLetters.find(text[0]);
  if (letter == std::string_view::npos) return false;
  constexpr int kWeights[] = {3, 2, 7, 6, 5, 4, 3, 2};
  const int sum = kValues[letter] + weighted_sum(text.substr(1), kWeights);
  return text[9] == "00987654321"[static_cast<std::size_t>(sum % 11)];
}

// Identity and electoral card, 11 digits with Luhn; a few hundred old ones fail it. Source: Junta
// Central Electoral.
bool do_cedula(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_number(text, 11) && !same_character(text) && text.substr(0, 3) != "000" &&
         passes_luhn(text);
}

// Person number, no check digit: province 1 to 9 (a zero before it in data bases), volume, entry.
// Source: Tribunal Supremo de Elecciones, "Cédula de identidad".
bool cr_cpf(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() == 10 && text[0] == '0') text.remove_prefix(1);
  return is_number(text, 9) && text[0] != '0' && !same_character(text) &&
         text.substr(1, 4) != "0000" && text.substr(5) != "0000" && text != "123456789";
}

// NIT: municipality, date, serial, check digit. Source: Ministerio de Hacienda, Código Tributario,
// article 25. Serials up to 100 follow the old rule: weights 14 to 2, the remainder by 11; later
// ones weights 2, 7 to 2 twice, 11 less it.
bool sv_nit(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 14) || (text[0] != '0' && text[0] != '1' && text[0] != '9')) return false;
  if (text.substr(0, 4) == "0000") return false;
  if (!is_short_date(field(text, 8, 2), field(text, 6, 2), field(text, 4, 2))) return false;
  constexpr int kOld[] = {14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
  constexpr int kNew[] = {2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  const int check = field(text, 10, 3) <= 100 ? weighted_sum(text, kOld) % 11 % 10
                                              : (11 - weighted_sum(text, kNew) % 11) % 11 % 10;
  return check == text[13] - '0';
}

// NIT. Source: SAT de Guatemala: weights 2, 3, 4 ... from the right, 11 less the remainder by 11,
// where 10 is K and 11 is 0. Short numbers only with the hyphen before the check character.
bool gt_nit(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 5 || text.size() > 12) return false;
  std::string_view number = text.substr(0, text.size() - 1);
  if (!is_plain_number(number) || (text.size() < 8 && !has_hyphen(candidate))) return false;
  const int remainder = (11 - sum_from_right(number, kNoRemainder) % 11) % 11;
  return text.back() == (remainder == 10 ? 'K' : static_cast<char>('0' + remainder));
}

// Identity number: birth date, century and serial; no check digit is published. Source: Dirección
// de Identificación, Inmigración y Extranjería: the seventh digit is 0-5 for the 20th century, 6-8
// for the 21st, 9 for the 19th.
bool cu_ni(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 11)) return false;
  const int century = text[6] == '9' ? 1800 : text[6] >= '6' ? 2000 : 1900;
  return is_date(century + field(text, 0, 2), field(text, 2, 2), field(text, 4, 2)) &&
         !same_character(text.substr(6));
}

}  // namespace braque::validate
