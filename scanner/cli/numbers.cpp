#include "cli/numbers.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace braque::cli {

std::string whole_text(std::uint64_t value, Language language) {
  std::string digits = std::to_string(value), text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0)
      text += language == Language::french ? "\u202f" : ",";
    text += digits[i];
  }
  return text;
}

namespace {

std::string one_decimal(double value, Language language) {
  std::string text = fmt::format("{:.1f}", value);
  if (language == Language::french) text[text.find('.')] = ',';
  return text;
}

}  // namespace

std::string bytes_text(std::uint64_t bytes, Language language) {
  constexpr std::array kPrefixes{"", "k", "M", "G", "T", "P", "E"};
  double value = static_cast<double>(bytes);
  std::size_t power = 0;
  // 999,600 bytes would be printed as 1000 kB.
  while (value >= (power == 0 ? 1000 : 999.5) && power + 1 < kPrefixes.size()) {
    value /= 1000;
    ++power;
  }
  const char* unit = language == Language::french ? "o" : "B";
  if (power == 0) return fmt::format("{} {}", bytes, unit);
  std::string number = value >= 99.95 ? fmt::format("{:.0f}", value) : one_decimal(value, language);
  return fmt::format("{} {}{}", number, kPrefixes[power], unit);
}

std::string duration_text(double seconds, Language language) {
  if (!(seconds >= 0)) return "-";
  if (seconds < 9.95) return one_decimal(seconds, language) + " s";
  auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace braque::cli
