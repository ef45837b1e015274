#include "cli/parse_value.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <limits>

namespace braque::cli {

std::optional<bool> parse_boolean(std::string_view text) {
  constexpr std::array<std::string_view, 4> kTrue{"true", "yes", "on", "1"};
  constexpr std::array<std::string_view, 4> kFalse{"false", "no", "off", "0"};
  for (auto word : kTrue)
    if (text == word) return true;
  for (auto word : kFalse)
    if (text == word) return false;
  return std::nullopt;
}

std::optional<std::uint64_t> parse_whole(std::string_view text) {
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return std::nullopt;
  return value;
}

std::optional<double> parse_percent(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  double value = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (!(value > 0 && value <= 100)) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> parse_duration_ms(std::string_view text) {
  std::uint64_t unit_ms = 1000;
  if (!text.empty()) {
    switch (text.back()) {
      case 's':
        text.remove_suffix(1);
        break;
      case 'm':
        unit_ms = 60'000;
        text.remove_suffix(1);
        break;
      case 'h':
        unit_ms = 3'600'000;
        text.remove_suffix(1);
        break;
      case 'd':
        unit_ms = 86'400'000;
        text.remove_suffix(1);
        break;
      default:
        break;
    }
  }
  constexpr std::uint64_t kMaxMs = 10ULL * 366 * 86'400'000;
  auto value = parse_whole(text);
  if (!value || *value == 0 || *value > kMaxMs / unit_ms) return std::nullopt;
  return *value * unit_ms;
}

std::optional<std::int64_t> parse_date_ms(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_whole(text.substr(0, 4)), month = parse_whole(text.substr(5, 2)),
             day = parse_whole(text.substr(8, 2));
  if (!year || !month || !day || *year < 1970) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::sys_days(date).time_since_epoch())
      .count();
}

}  // namespace braque::cli
