// Values of options from text. Each returns nothing when the text is not such a value.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace braque::cli {

/// true/yes/on/1 and false/no/off/0.
std::optional<bool> parse_boolean(std::string_view text);
/// Decimal digits only, up to 2^63 - 1 (what a TOML integer can hold).
std::optional<std::uint64_t> parse_whole(std::string_view text);
/// "5%", "0.5%" or "5": above 0 and up to 100.
std::optional<double> parse_percent(std::string_view text);
/// Seconds, or a number with s, m, h or d; up to ten years, in milliseconds.
std::optional<std::uint64_t> parse_duration_ms(std::string_view text);
inline constexpr std::int64_t kDayMs = 86'400'000;
/// "2027-06-30": where that day begins (UTC), in milliseconds since 1970. From 1970 to 9999.
std::optional<std::int64_t> parse_date_ms(std::string_view text);

}  // namespace braque::cli
