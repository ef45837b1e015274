#include "privacy/distinct_values.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <random>
#include <set>

using namespace braque;

namespace {

std::vector<std::uint64_t> all(DistinctValues& values) {
  std::vector<std::uint64_t> list;
  REQUIRE(values.visit([&](std::uint64_t value) { list.push_back(value); }));
  return list;
}

}  // namespace

TEST_CASE("distinct values are the same set in memory, spilled, and merged over levels") {
  const int inserts = GENERATE(0, 1, 30, 1000, 40'000);
  std::mt19937_64 random(7);
  DistinctValues values(64);
  std::set<std::uint64_t> expected;
  for (int i = 0; i < inserts; ++i) {
    std::uint64_t value = random() % 30'000;
    if (i % 3 == 0) value = ~value;
    REQUIRE(values.insert(value));
    expected.insert(value);
    if (i % 9'999 == 5'000) REQUIRE(values.count() == expected.size());
  }
  CHECK(values.count() == expected.size());
  CHECK(all(values) == std::vector<std::uint64_t>(expected.begin(), expected.end()));
  for (std::uint64_t extra : {0ULL, 1ULL, ~0ULL, 0ULL}) {
    REQUIRE(values.insert(extra));
    expected.insert(extra);
  }
  CHECK(values.count() == expected.size());
  CHECK(all(values) == std::vector<std::uint64_t>(expected.begin(), expected.end()));
}

TEST_CASE("a full quota says so and loses nothing that was accepted") {
  DistinctValues values(100, 0);
  std::uint64_t accepted = 0;
  for (std::uint64_t value = 1; value <= 200; ++value) {
    auto inserted = values.insert(value);
    if (inserted)
      ++accepted;
    else
      CHECK(inserted.error().kind == ErrorKind::unavailable);
  }
  CHECK(accepted == 100);
  CHECK(values.count() == 100);
  CHECK(all(values).size() == 100);
}

TEST_CASE("speed of ten million distinct values", "[.speed]") {
  const auto start = std::chrono::steady_clock::now();
  DistinctValues values(1'000'000);
  std::mt19937_64 random(1);
  int refused = 0;
  for (int i = 0; i < 10'000'000; ++i) refused += values.insert(random()) ? 0 : 1;
  REQUIRE(refused == 0);
  const std::chrono::duration<double> inserted = std::chrono::steady_clock::now() - start;
  CHECK(values.count() == 10'000'000);
  const std::chrono::duration<double> counted = std::chrono::steady_clock::now() - start;
  std::printf("10 million inserts %.2f s, with count %.2f s\n", inserted.count(), counted.count());
}
