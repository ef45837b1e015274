#include "cli/parse_value.hpp"

#include <catch2/catch.hpp>

using namespace braque::cli;

TEST_CASE("whole numbers are digits only") {
  CHECK(parse_whole("0") == 0);
  CHECK(parse_whole("9223372036854775807") == 9223372036854775807ULL);
  for (auto bad : {"", "-1", "+1", " 1", "1 ", "1e3", "0x1", "9223372036854775808", "x"})
    CHECK_FALSE(parse_whole(bad).has_value());
}

TEST_CASE("percentages lie above 0 and up to 100") {
  CHECK(parse_percent("5%") == 5.0);
  CHECK(parse_percent("0.5") == 0.5);
  CHECK(parse_percent("100%") == 100.0);
  for (auto bad : {"", "%", "0", "-1%", "101", "5%%", "nan", "inf"})
    CHECK_FALSE(parse_percent(bad).has_value());
}

TEST_CASE("durations have a unit, seconds without") {
  CHECK(parse_duration_ms("90") == 90'000);
  CHECK(parse_duration_ms("90s") == 90'000);
  CHECK(parse_duration_ms("15m") == 900'000);
  CHECK(parse_duration_ms("8h") == 28'800'000);
  CHECK(parse_duration_ms("2d") == 172'800'000);
  for (auto bad : {"", "0", "s", "1w", "-1s", "99999999d", "1.5h"})
    CHECK_FALSE(parse_duration_ms(bad).has_value());
}

TEST_CASE("truth has four spellings each way") {
  CHECK(parse_boolean("yes") == true);
  CHECK(parse_boolean("off") == false);
  CHECK_FALSE(parse_boolean("maybe").has_value());
}
