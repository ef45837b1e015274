// Fewer at once while answers are slow, as many as before when they are not.
#include <catch2/catch.hpp>

#include "pipeline/remote_pace.hpp"

using braque::pipeline::RemotePace;
using namespace std::chrono_literals;

namespace {

void answer(RemotePace& pace, RemotePace::Duration took, int times) {
  for (int i = 0; i < times; ++i) pace.answered(took);
}

}  // namespace

TEST_CASE("answers that get slower halve what is read at once, down to one item") {
  RemotePace pace(8);
  answer(pace, 4ms, 100);
  CHECK(pace.allowed() == 8);
  answer(pace, 100ms, 16);
  CHECK(pace.allowed() == 4);
  answer(pace, 100ms, 200);
  CHECK(pace.allowed() == 1);
  CHECK(pace.backed_off() == 3);
}

TEST_CASE("when answers are as they were, what is read at once grows again, one by one") {
  RemotePace pace(4);
  answer(pace, 4ms, 100);
  answer(pace, 100ms, 100);
  REQUIRE(pace.allowed() == 1);
  // 16 answers until the slow ones are forgotten, then 64 a step at most.
  answer(pace, 4ms, 64 + 64);
  CHECK(pace.allowed() >= 2);
  answer(pace, 4ms, 64 * 3);
  CHECK(pace.allowed() == 4);
}

TEST_CASE(
    "a server that was always slow, and answers of a few milliseconds, are no reason to wait") {
  RemotePace slow(4), quick(4);
  answer(slow, 300ms, 200);
  CHECK(slow.allowed() == 4);
  answer(quick, 1ms, 50);
  answer(quick, 5ms, 200);
  CHECK(quick.allowed() == 4);
}

TEST_CASE("a turn is taken while there is a place, and given back") {
  RemotePace pace(1);
  int asked = 0;
  const auto third_time = [&] { return ++asked == 3; };
  {
    const auto first = pace.take_turn(third_time);
    CHECK(asked == 0);
    // No place is left: it waits until it is told to stop.
    const auto second = pace.take_turn(third_time);
    CHECK(asked == 3);
  }
  const auto again = pace.take_turn(third_time);
  CHECK(asked == 3);
}
