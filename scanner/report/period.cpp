#include "report/period.hpp"

#include <array>
#include <charconv>
#include <chrono>

namespace braque::report {
namespace {

struct Unit {
  std::string_view word;
  char letter;  ///< of ISO 8601
};
constexpr auto kUnits = std::to_array<Unit>({{"y", 'Y'},
                                             {"year", 'Y'},
                                             {"years", 'Y'},
                                             {"a", 'Y'},
                                             {"an", 'Y'},
                                             {"ans", 'Y'},
                                             {"année", 'Y'},
                                             {"années", 'Y'},
                                             {"m", 'M'},
                                             {"month", 'M'},
                                             {"months", 'M'},
                                             {"mois", 'M'},
                                             {"d", 'D'},
                                             {"day", 'D'},
                                             {"days", 'D'},
                                             {"j", 'D'},
                                             {"jour", 'D'},
                                             {"jours", 'D'}});
constexpr unsigned kYearsMax = 150;

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
  if (text.starts_with('P')) text.remove_prefix(1);
  unsigned number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || number == 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (text.starts_with(' ')) text.remove_prefix(1);
  char letter = 0;
  for (const Unit& unit : kUnits)
    if (unit.word == text || (text.size() == 1 && text[0] == unit.letter)) letter = unit.letter;
  const unsigned most = letter == 'Y'   ? kYearsMax
                        : letter == 'M' ? kYearsMax * 12
                                        : kYearsMax * 366;
  if (letter == 0 || number > most) return std::nullopt;
  return letter == 'Y'   ? Period{number, 0, 0}
         : letter == 'M' ? Period{0, number, 0}
                         : Period{0, 0, number};
}

std::string iso_text(const Period& period) {
  if (period.empty()) return {};
  std::string text = "P";
  if (period.years != 0) text += std::to_string(period.years) + "Y";
  if (period.months != 0) text += std::to_string(period.months) + "M";
  if (period.days != 0) text += std::to_string(period.days) + "D";
  return text;
}

std::string period_text(std::string_view iso, bool french) {
  const auto period = parse_period(iso);
  if (!period) return {};
  const unsigned number = period->years + period->months + period->days;
  const bool many = number > 1;
  const char* unit = period->years != 0    ? (french ? (many ? "ans" : "an")
                                              : many ? "years"
                                                     : "year")
                     : period->months != 0 ? (french ? "mois"
                                              : many ? "months"
                                                     : "month")
                                           : (french ? (many ? "jours" : "jour")
                                              : many ? "days"
                                                     : "day");
  return std::to_string(number) + " " + unit;
}

std::int64_t after(std::int64_t milliseconds, const Period& period) {
  using namespace std::chrono;
  const sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
  year_month_day date(floor<days>(time));
  date += years(static_cast<int>(period.years));
  date += months(static_cast<int>(period.months));
  if (!date.ok()) date = date.year() / date.month() / last;
  const sys_days day = sys_days(date) + days(static_cast<int>(period.days));
  return duration_cast<std::chrono::milliseconds>(day.time_since_epoch()).count();
}

}  // namespace braque::report
