#include "pipeline/item_sample.hpp"

#include <catch2/catch.hpp>

#include "fake_source.hpp"

using namespace braque;
using namespace braque::test;

TEST_CASE("a sample takes its share, by the seed, and one of each type in each folder") {
  ScanOptions options;
  options.sample_percent = 10;
  options.seed = 5;
  pipeline::ItemSample one(options), again(options);
  int taken = 0;
  bool same = true;
  for (int i = 0; i < 10'000; ++i) {
    const std::string relative = "folder/f" + std::to_string(i) + ".txt";
    const bool takes = one.takes(relative);
    same = same && takes == again.takes(relative);
    taken += takes ? 1 : 0;
  }
  CHECK(same);
  CHECK(taken > 850);
  CHECK(taken < 1150);
  CHECK(one.takes("folder/a.csv"));
  CHECK(one.takes("other/a.txt"));
  CHECK(one.note(0, 0).find("at most 0.") != std::string::npos);
  CHECK(one.note(0, 1).find("at most") == std::string::npos);
}

TEST_CASE("items outside the sample are in the ledger as excluded") {
  FakeScan scan;
  scan.options.sample_percent = 20;
  scan.options.seed = 1;
  for (int i = 0; i < 500; ++i) scan.add("f" + std::to_string(i) + ".txt", "ok ID123456\n");
  REQUIRE(scan.run());
  const Summary& summary = scan.result.summary;
  CHECK(summary.sampled);
  CHECK(summary.items.discovered == 500);
  CHECK(summary.items.complete > 50);
  CHECK(summary.items.complete < 160);
  CHECK(summary.items.skipped == 500 - summary.items.complete);
  CHECK(summary.reasons.at(Reason::excluded) == summary.items.skipped);
  CHECK(summary.sample_note.find("of 500 items") != std::string::npos);
}
