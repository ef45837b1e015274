#include "report/deadline.hpp"

#include <array>

namespace braque::report {

using namespace std::chrono;

Date easter(year in) {
  const int y = static_cast<int>(in);
  const int a = y % 19, b = y / 100, c = y % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return in / month(static_cast<unsigned>(n / 31)) / day(static_cast<unsigned>(n % 31 + 1));
}

bool is_public_holiday(Date date) {
  struct Fixed {
    unsigned month, day;
  };
  constexpr std::array<Fixed, 8> kFixed{
      {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}}};
  for (const Fixed& fixed : kFixed)
    if (date.month() == month(fixed.month) && date.day() == day(fixed.day)) return true;
  const sys_days sunday = easter(date.year());
  // Easter Monday, Ascension, Whit Monday.
  for (const int after : {1, 39, 50})
    if (sys_days(date) == sunday + days(after)) return true;
  return false;
}

Date due(Date received, unsigned count) {
  Date date = received + months(static_cast<int>(count));
  if (!date.ok()) date = date.year() / date.month() / last;
  sys_days when = date;
  while (weekday(when) == Saturday || weekday(when) == Sunday || is_public_holiday(Date(when)))
    when += days(1);
  return Date(when);
}

}  // namespace braque::report
