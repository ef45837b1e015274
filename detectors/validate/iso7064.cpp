// The check characters of ISO/IEC 7064:2003: the pure system MOD 97-10 and the hybrid systems
// MOD 11,10 and MOD 37,36.
//
// Hybrid systems with modulus m (10 or 36): start with p = m; for every character but the last,
// s = (value + p) mod m, s = m when 0, p = 2 s mod (m + 1); the check value c satisfies
// (p + c) mod m = 1. Valid: 7946 (MOD 11,10), A12425GABC1234002M (MOD 37,36, the worked example
// of the Global Release Identifier), 79444 (MOD 97-10).
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// `modulus` is 10 or 36: the number of characters in the alphabet.
bool passes_hybrid(std::string_view text, int modulus) noexcept {
  if (text.size() < 2) return false;
  int product = modulus;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int value = value_of(text[i]);
    if (value < 0 || value >= modulus) return false;
    int sum = (value + product) % modulus;
    if (i + 1 == text.size()) return sum == 1;
    product = (sum == 0 ? modulus : sum) * 2 % (modulus + 1);
  }
  return false;
}

}  // namespace

bool passes_mod_11_10(std::string_view digits) noexcept { return passes_hybrid(digits, 10); }

unsigned remainder_97(std::string_view text) noexcept {
  unsigned remainder = 0;
  for (char c : text) {
    int value = value_of(c);
    if (value < 0) return 97;
    remainder = (remainder * (value > 9 ? 100U : 10U) + static_cast<unsigned>(value)) % 97;
  }
  return remainder;
}

bool iso7064_mod11_10(const Candidate& candidate) { return passes_mod_11_10(candidate.compact); }

bool iso7064_mod37_36(const Candidate& candidate) { return passes_hybrid(candidate.compact, 36); }

bool iso7064_mod97_10(const Candidate& candidate) {
  return candidate.compact.size() > 2 && remainder_97(candidate.compact) == 1;
}

}  // namespace braque::validate
