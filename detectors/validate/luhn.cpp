// Luhn's formula. Source: H. P. Luhn, US patent 2,950,048 (1960); ISO/IEC 7812-1 annex B.
//
// From the right, every second digit is doubled, less 9 when that exceeds 9; the sum of all digits
// is a multiple of 10. Valid: 79927398713. Invalid: 79927398710.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

bool passes_luhn(std::string_view digits) noexcept {
  if (digits.empty()) return false;
  int sum = 0;
  bool doubled = false;
  for (std::size_t i = digits.size(); i-- > 0; doubled = !doubled) {
    if (!is_digit(digits[i])) return false;
    int value = digits[i] - '0';
    if (doubled) value = value > 4 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

bool luhn(const Candidate& candidate) {
  return candidate.compact.size() > 1 && passes_luhn(candidate.compact);
}

}  // namespace braque::validate
