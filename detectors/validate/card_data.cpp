// What is stored of a payment card besides its number.
#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {

// Track 1 ("%B", number, "^", name, "^", YYMM, service code) or track 2 (";", number, "=", YYMM,
// service code). Source: ISO/IEC 7813. The number passes Luhn, the month exists.
bool pci_track(const Candidate& candidate) {
  std::string_view text = candidate.raw;
  const bool first = text.starts_with("%B") || text.starts_with("%b");
  if (!first && !text.starts_with(";")) return false;
  text.remove_prefix(first ? 2 : 1);
  const std::size_t end = text.find(first ? '^' : '=');
  if (end == text.npos || end < 12 || end > 19 || !passes_luhn(text.substr(0, end))) return false;
  if (same_character(text.substr(0, end))) return false;
  text.remove_prefix(end + 1);
  if (first) {
    const std::size_t name = text.find('^');
    if (name == text.npos) return false;
    text.remove_prefix(name + 1);
  }
  if (text.size() < 7 || !all_digits(text.substr(0, 7))) return false;
  const int month = field(text, 2, 2);
  return month >= 1 && month <= 12;
}

}  // namespace braque::validate
