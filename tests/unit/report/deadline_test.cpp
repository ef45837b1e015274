#include "report/deadline.hpp"

#include <catch2/catch.hpp>

using namespace braque::report;
using namespace std::chrono;

TEST_CASE("Easter Sundays as almanacs give them") {
  CHECK(easter(2000y) == 2000y / April / 23);
  CHECK(easter(2008y) == 2008y / March / 23);
  CHECK(easter(2024y) == 2024y / March / 31);
  CHECK(easter(2026y) == 2026y / April / 5);
  CHECK(easter(2038y) == 2038y / April / 25);
}

TEST_CASE("public holidays of France, movable ones too") {
  CHECK(is_public_holiday(2026y / April / 6));
  CHECK(is_public_holiday(2026y / May / 14));
  CHECK(is_public_holiday(2026y / May / 25));
  CHECK(is_public_holiday(2026y / July / 14));
  CHECK_FALSE(is_public_holiday(2026y / April / 3));
  CHECK_FALSE(is_public_holiday(2026y / December / 26));
}

TEST_CASE("an answer is due on the same day of the next month") {
  CHECK(due(2026y / March / 5, kAnswerMonths) ==
        2026y / April / 7);  // the 5th is Easter Sunday, the 6th Easter Monday
  CHECK(due(2026y / August / 31, kAnswerMonths) == 2026y / September / 30);
  CHECK(due(2026y / June / 10, kAnswerMonths) == 2026y / July / 10);
  CHECK(due(2026y / June / 13, kAnswerMonths) == 2026y / July / 13);
  CHECK(due(2026y / June / 14, kAnswerMonths) == 2026y / July / 15);
  CHECK(due(2027y / January / 31, kAnswerMonths) == 2027y / March / 1);  // 28 February is a Sunday
  CHECK(due(2026y / November / 22, kExtendedMonths) == 2027y / February / 22);
  CHECK(due(2026y / December / 1, kAnswerMonths) ==
        2027y / January / 4);  // New Year's Day, then a weekend
}
