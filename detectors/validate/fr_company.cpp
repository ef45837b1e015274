// Numbers of French companies: SIREN, SIRET, VAT.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

constexpr std::string_view kLaPoste = "356000000";

bool is_siren(std::string_view text) noexcept {
  return is_number(text, 9) && text != "000000000" && passes_luhn(text);
}

/// The key of the French VAT number when it has a letter; `siren` has 9 digits. The alphabet lacks
/// I and O. Source: VIES; python-stdnum fr.tva.
bool passes_letter_key(std::string_view key, std::uint64_t siren) noexcept {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  std::size_t first = kAlphabet.find(key[0]);
  std::size_t second = kAlphabet.find(key[1]);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  std::size_t sum = is_digit(key[0]) ? first * 24 + second - 10 : first * 34 + second - 100;
  return (siren + 1 + sum / 11) % 11 == sum % 11;
}

}  // namespace

// SIREN, 9 digits. Source: Code de commerce R123-220, INSEE: Luhn. Valid: 732 829 320.
// Invalid: 732 829 321.
bool fr_siren(const Candidate& candidate) { return is_siren(candidate.compact); }

// SIRET, 14 digits: SIREN and an establishment number, Luhn over all. Source: INSEE. The
// establishments of La Poste (SIREN 356 000 000) have a digit sum that is a multiple of 5 instead.
// Valid: 732 829 320 00074. Invalid: 732 829 320 00075.
bool fr_siret(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_number(text, 14) || !is_siren(text.substr(0, 9)) || text.substr(9) == "00000") {
    return false;
  }
  if (passes_luhn(text)) return true;
  if (text.substr(0, 9) != kLaPoste) return false;
  int sum = 0;
  for (char c : text) sum += c - '0';
  return sum % 5 == 0;
}

// VAT number: FR, a key of two characters, the SIREN. Source: CGI art. 286 ter, VIES. A key of
// digits is (12 + 3 (SIREN mod 97)) mod 97. Numbers from Monaco have 000 where the SIREN begins.
// Valid: FR 83 404 833 048. Invalid: FR 84 404 833 048.
bool fr_vat(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 13 || !text.starts_with("FR") || !all_digits(text.substr(4))) return false;
  std::string_view key = text.substr(2, 2);
  std::string_view siren = text.substr(4);
  bool monaco = siren.starts_with("000") && siren != "000000000";
  if (!monaco && !is_siren(siren)) return false;
  std::uint64_t number = number_of(siren);
  if (all_digits(key)) return number_of(key) == (12 + 3 * (number % 97)) % 97;
  return passes_letter_key(key, number);
}

}  // namespace braque::validate
