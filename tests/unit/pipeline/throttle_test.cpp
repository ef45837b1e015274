#include "pipeline/throttle.hpp"

#include <catch2/catch.hpp>

using braque::pipeline::Throttle;
using namespace std::chrono_literals;

TEST_CASE("bytes wait for those that were booked before, and idle time is not saved up") {
  Throttle throttle(1'000);
  const Throttle::Clock::time_point begin{10s};
  CHECK(throttle.book(500, begin) == begin);
  CHECK(throttle.book(2'000, begin) == begin + 500ms);
  CHECK(throttle.book(1'000, begin + 1s) == begin + 2'500ms);
  // Booked until 3.5 s; at 60 s nothing of the pause is left.
  CHECK(throttle.book(1'000, begin + 60s) == begin + 60s);
  CHECK(throttle.book(1, begin + 60s) == begin + 61s);
}

TEST_CASE("no limit and a stop wait for nothing") {
  Throttle none(0);
  none.spend(1ULL << 60, [] { return false; });
  Throttle slow(1);
  int asked = 0;
  slow.spend(1'000'000, [] { return false; });
  slow.spend(1, [&] { return ++asked > 0; });
  CHECK(asked == 1);
}
