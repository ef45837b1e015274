// What the European Union has in common: health insurance card, economic operators, and the serial
// numbers of documents that have no check digit.
#include <algorithm>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// European health insurance card, field 8, 20 digits: 80, the country by ISO 3166-1 numeric, issuer
// and serial. Source: Decision S2 of the Administrative Commission (2009), EN 1387. The countries
// are those of the Union, the EEA, Switzerland and the United Kingdom.
bool eu_ehic(const Candidate& candidate) {
  constexpr int kCountries[] = {40,  56,  100, 191, 196, 203, 208, 233, 246, 250, 276,
                                300, 348, 352, 372, 380, 428, 438, 440, 442, 470, 528,
                                578, 616, 620, 642, 703, 705, 724, 752, 756, 826};
  std::string_view text = candidate.compact;
  if (!is_number(text, 20) || !text.starts_with("80")) return false;
  return std::binary_search(std::begin(kCountries), std::end(kCountries), field(text, 2, 3)) &&
         !same_character(text.substr(5));
}

// EORI: country and up to 15 characters. Source: Regulation (EU) 2015/2447, annex 12-01; XI is
// Northern Ireland. What follows the country is the country's own.
bool eu_eori(const Candidate& candidate) {
  constexpr std::string_view kCountries[] = {
      "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
      "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"};
  std::string_view text = candidate.compact;
  if (text.size() < 8 || text.size() > 17) return false;
  if (!std::binary_search(std::begin(kCountries), std::end(kCountries), text.substr(0, 2)))
    return false;
  int digits = 0;
  for (char c : text.substr(2)) {
    if (value_of(c) < 0) return false;
    digits += is_digit(c) ? 1 : 0;
  }
  return digits > 0;
}

// The serial number of a document without check digit: letters and digits, not all digits the same
// (000000000 stands in forms).
bool document_serial(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() < 5 || text.size() > 16) return false;
  char first = '\0';
  bool different = false;
  for (char c : text) {
    if (value_of(c) < 0) return false;
    if (!is_digit(c)) continue;
    different = different || (first != '\0' && c != first);
    if (first == '\0') first = c;
  }
  return different;
}

}  // namespace braque::validate
