// Lengths of time as laws and tables give them: years, months, days. "5 years", "5 ans", "6 mois",
// "90 days", "5y", "P5Y".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace braque::report {

struct Period {
  unsigned years = 0, months = 0, days = 0;
  bool empty() const { return years == 0 && months == 0 && days == 0; }
  auto operator<=>(const Period&) const = default;
};

/// One number with its unit, in English, French or ISO 8601 (P5Y); up to 150 years. Nothing when it
/// is none.
std::optional<Period> parse_period(std::string_view text);
/// ISO 8601: "P5Y"; "" for none.
std::string iso_text(const Period& period);
/// "5 years", "5 ans"; "" for what iso_text() does not make.
std::string period_text(std::string_view iso, bool french);
/// The day after so long: the same day of the month, or the month's last.
std::int64_t after(std::int64_t milliseconds, const Period& period);

}  // namespace braque::report
