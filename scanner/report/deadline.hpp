// When an answer is due. Art. 12(3) GDPR: within one month of receipt, by two further months where
// that is needed and said within the first. Counting: Regulation (EEC, Euratom) 1182/71, Art.
// 3(2)(c) and 3(4): the day of the month on which the request came, the month's last where it has
// no such day, the next working day where that is a Saturday, a Sunday or a public holiday.
#pragma once

#include <chrono>

namespace braque::report {

using Date = std::chrono::year_month_day;

/// Public holidays of France: code du travail, art. L3133-1.
bool is_public_holiday(Date date);
/// Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).
Date easter(std::chrono::year year);

/// The last day, `months` after `received`.
Date due(Date received, unsigned months);

inline constexpr unsigned kAnswerMonths = 1;
inline constexpr unsigned kExtendedMonths = 3;

}  // namespace braque::report
