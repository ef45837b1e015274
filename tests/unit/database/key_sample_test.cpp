#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <vector>

#include "classify/column.hpp"
#include "database/key_sample.hpp"

using namespace braque;
using namespace braque::database;

TEST_CASE("drawn keys are ascending, each once, in the range, and the same for the same seed") {
  const KeySample sample = draw_keys(-500, 99'499, 50'000, 1000, 7);
  CHECK(sample.keys.size() == 2000);  // every other key exists
  CHECK(std::is_sorted(sample.keys.begin(), sample.keys.end()));
  CHECK(std::adjacent_find(sample.keys.begin(), sample.keys.end()) == sample.keys.end());
  CHECK(sample.keys.front() >= -500);
  CHECK(sample.keys.back() <= 99'499);
  CHECK(sample.share == Approx(0.02));
  CHECK(draw_keys(-500, 99'499, 50'000, 1000, 7).keys == sample.keys);
  CHECK(draw_keys(-500, 99'499, 50'000, 1000, 8).keys != sample.keys);
}

TEST_CASE("no keys are drawn where that would cost more than it saves") {
  CHECK(draw_keys(1, 1000, 1000, 900, 0).keys.empty());
  CHECK(draw_keys(5, 4, 100, 10, 0).keys.empty());
  CHECK(draw_keys(std::numeric_limits<std::int64_t>::min(),
                  std::numeric_limits<std::int64_t>::max(), 1e6, 1000, 0)
            .keys.empty());
  CHECK(draw_keys(1, 4'000'000'000'000LL, 1000, 500, 0).keys.empty());
  // Claims that are no numbers, or below zero, would else be cast to a count.
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  CHECK(draw_keys(1, 1000, kNone, 10, 0).keys.empty());
  CHECK(draw_keys(1, 1000, 1000, kNone, 0).keys.empty());
  CHECK(draw_keys(1, 1000, 1000, -10, 0).keys.empty());
}

TEST_CASE("the stated bounds hold the truth 19 times out of 20, from 0.01 % to 50 %") {
  constexpr std::int64_t kRows = 1'000'000;
  constexpr int kRuns = 200;
  for (const double prevalence : {0.0001, 0.0005, 0.001, 0.01, 0.1, 0.5}) {
    const auto every = static_cast<std::int64_t>(1 / prevalence + 0.5);
    int held = 0;
    for (int run = 0; run < kRuns; ++run) {
      const KeySample sample = draw_keys(1, kRows, kRows, 10'000, static_cast<std::uint64_t>(run));
      const auto hits = std::count_if(sample.keys.begin(), sample.keys.end(),
                                      [&](std::int64_t key) { return key % every == 0; });
      const ColumnShare share =
          sampled_share({sample.keys.size(), static_cast<std::uint64_t>(hits)});
      held += share.low <= prevalence && prevalence <= share.high ? 1 : 0;
    }
    INFO("share " << prevalence);
    CHECK(held >= kRuns * 95 / 100);
  }
}

TEST_CASE("stretches of a sample share no key, lie everywhere, and together are the sample") {
  const KeySample all = draw_keys(1, 1'000'000, 1e6, 10'000, 3);
  std::vector<std::int64_t> together;
  double from = 0;
  for (const double to : {0.1, 0.3, 1.0}) {
    const KeySample some = draw_keys(1, 1'000'000, 1e6, 10'000, 3, from, to);
    CHECK(some.drawn);
    CHECK(some.share == all.share);
    CHECK(static_cast<double>(some.keys.size()) == Approx(10'000 * (to - from)).epsilon(0.1));
    const auto early = std::count_if(some.keys.begin(), some.keys.end(),
                                     [](std::int64_t key) { return key <= 500'000; });
    CHECK(static_cast<double>(early) ==
          Approx(static_cast<double>(some.keys.size()) / 2).epsilon(0.1));
    together.insert(together.end(), some.keys.begin(), some.keys.end());
    from = to;
  }
  std::sort(together.begin(), together.end());
  CHECK(together == all.keys);
}

TEST_CASE("the bounds hold 19 times out of 20 where reading ends when they are close") {
  constexpr std::int64_t kRows = 1'000'000;
  constexpr int kRuns = 200;
  constexpr double kShares[] = {0.0001, 0.0005, 0.001, 0.003, 0.01, 0.1, 0.5, 1.0};
  std::map<std::pair<double, bool>, int> held;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    std::vector<std::vector<std::int64_t>> stretches;
    for (const auto& [from, to] : {std::pair(0.0, 0.1), {0.1, 0.3}, {0.3, 1.0}})
      stretches.push_back(draw_keys(1, kRows, kRows, 10'000, run, from, to).keys);
    for (const double prevalence : kShares)
      for (const bool any_text : {false, true}) {
        const auto every = static_cast<std::int64_t>(1 / prevalence + 0.5);
        ColumnCounts counts;
        for (const std::vector<std::int64_t>& keys : stretches) {
          counts.filled += keys.size();
          counts.passing += static_cast<std::uint64_t>(std::count_if(
              keys.begin(), keys.end(), [&](std::int64_t key) { return key % every == 0; }));
          if (is_sure(counts, any_text, 3)) break;
        }
        const ColumnShare share = sampled_share(counts, 3);
        held[{prevalence, any_text}] += share.low <= prevalence && prevalence <= share.high ? 1 : 0;
      }
  }
  for (const auto& [which, runs] : held) {
    INFO("share " << which.first << (which.second ? " in texts" : ""));
    CHECK(runs >= kRuns * 95 / 100);
  }
}

TEST_CASE("bounds of a clean column say what may have been missed") {
  const ColumnShare clean = sampled_share({10'000, 0});
  CHECK(clean.low == 0);
  // Newcombe's method 4 for nothing in 10,000: about 3.84 + 1 + ... in 20,008.
  CHECK(clean.high == Approx(0.00048).epsilon(0.05));
  CHECK(sampled_share({0, 0}).high == 1);
  CHECK(sampled_share({10, 10}).high == 1);
}
