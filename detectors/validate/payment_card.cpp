// Payment card numbers: Luhn and the ranges of the schemes. Source: ISO/IEC 7812-1; the ranges are
// those that the schemes publish (Visa 4; Mastercard 51-55, 2221-2720; American Express 34, 37;
// Discover 6011, 644-649, 65; Diners Club 300-305, 36, 38, 39; JCB 3528-3589; UnionPay 62; Mir
// 2200-2204).
//
// Visa numbers of 13 digits have not been issued for decades, while German article numbers (EAN-13
// 400-440) have their shape: they are refused. Maestro's ranges hold a sixth of all numbers and are
// therefore no part of pci_pan. Valid: 4012888888881881. Invalid: 4012888888881882.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// First digits as a number; 0 when the text is no card number at all.
int prefix(std::string_view text, std::size_t digits) noexcept {
  return text.size() < 12 ? 0 : field(text, 0, digits);
}

bool between(int value, int first, int last) noexcept { return value >= first && value <= last; }

bool is_visa(std::string_view text) noexcept {
  return text[0] == '4' && (text.size() == 16 || text.size() == 19);
}

bool is_mastercard(std::string_view text) noexcept {
  return text.size() == 16 &&
         (between(prefix(text, 2), 51, 55) || between(prefix(text, 4), 2221, 2720));
}

bool is_amex(std::string_view text) noexcept {
  return text.size() == 15 && (prefix(text, 2) == 34 || prefix(text, 2) == 37);
}

bool is_discover(std::string_view text) noexcept {
  return text.size() == 16 &&
         (prefix(text, 4) == 6011 || between(prefix(text, 3), 644, 649) || prefix(text, 2) == 65);
}

bool is_diners(std::string_view text) noexcept {
  int two = prefix(text, 2);
  return text.size() == 14 &&
         (between(prefix(text, 3), 300, 305) || two == 36 || two == 38 || two == 39);
}

bool is_jcb(std::string_view text) noexcept {
  // Numbers of 15 digits are of the 1980s and still about.
  if (text.size() == 15) return prefix(text, 4) == 1800 || prefix(text, 4) == 2131;
  return text.size() == 16 && between(prefix(text, 4), 3528, 3589);
}

bool is_unionpay(std::string_view text) noexcept {
  return between(static_cast<int>(text.size()), 16, 19) && prefix(text, 2) == 62;
}

bool is_mir(std::string_view text) noexcept {
  return text.size() == 16 && between(prefix(text, 4), 2200, 2204);
}

bool is_maestro(std::string_view text) noexcept {
  int two = prefix(text, 2);
  return two == 50 || between(two, 56, 69);
}

/// Four groups that begin with the same two digits without being equal stand in tables of codes.
bool is_code_table(std::string_view text) noexcept {
  if (text.size() != 16 || text.substr(0, 4) == text.substr(4, 4)) return false;
  for (std::size_t group = 4; group < 16; group += 4) {
    if (text.substr(group, 2) != text.substr(0, 2)) return false;
  }
  return true;
}

/// What all schemes have in common.
bool is_card(std::string_view text) noexcept {
  return text.size() >= 12 && text.size() <= 19 && all_digits(text) && !same_character(text) &&
         passes_luhn(text) && !is_code_table(text);
}

}  // namespace

bool pci_visa(const Candidate& candidate) {
  return is_card(candidate.compact) && is_visa(candidate.compact);
}

bool pci_mastercard(const Candidate& candidate) {
  return is_card(candidate.compact) && is_mastercard(candidate.compact);
}

bool pci_amex(const Candidate& candidate) {
  return is_card(candidate.compact) && is_amex(candidate.compact);
}

bool pci_discover(const Candidate& candidate) {
  return is_card(candidate.compact) && is_discover(candidate.compact);
}

bool pci_diners(const Candidate& candidate) {
  return is_card(candidate.compact) && is_diners(candidate.compact);
}

bool pci_jcb(const Candidate& candidate) {
  return is_card(candidate.compact) && is_jcb(candidate.compact);
}

bool pci_unionpay(const Candidate& candidate) {
  return is_card(candidate.compact) && is_unionpay(candidate.compact);
}

bool pci_maestro(const Candidate& candidate) {
  return is_card(candidate.compact) && is_maestro(candidate.compact);
}

bool pci_pan(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (!is_card(text)) return false;
  return is_visa(text) || is_mastercard(text) || is_amex(text) || is_discover(text) ||
         is_diners(text) || is_jcb(text) || is_unionpay(text) || is_mir(text);
}

// Any number of a card's length that satisfies Luhn and begins like one, in a range that no scheme
// has published or that is out of use. Valid: 4222222222222. Invalid: 4012888888881881, which is a
// Visa.
bool pci_other(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  return is_card(text) && between(text[0] - '0', 3, 6) && !pci_pan(candidate) && !is_maestro(text);
}

}  // namespace braque::validate
