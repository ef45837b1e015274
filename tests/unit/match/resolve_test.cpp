#include "match/resolve.hpp"

#include <catch2/catch.hpp>

using namespace braque;
using namespace braque::match;

namespace {

Match make(std::uint32_t start, std::uint32_t end, std::uint16_t rule, float logit) {
  Match m;
  m.start = start;
  m.end = end;
  m.rule = rule;
  m.logit = logit;
  return m;
}

}  // namespace

TEST_CASE("of rules that take the same bytes the likeliest stays, the others are alternatives") {
  std::vector<Match> matches = {make(0, 9, 1, 0.1F), make(0, 9, 2, 2.0F), make(0, 9, 3, 1.0F)};
  resolve_overlaps(matches);
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].rule == 2);
  CHECK(matches[0].alternatives[0] == 3);
  CHECK(matches[0].alternatives[1] == 1);
  CHECK(matches[0].alternatives[2] == kNoRule);
}

TEST_CASE("a number inside a longer value disappears without being an alternative") {
  std::vector<Match> matches = {make(0, 27, 1, 3.0F), make(5, 14, 2, 1.0F)};
  resolve_overlaps(matches);
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].alternatives[0] == kNoRule);
}

TEST_CASE("neighbours stay apart, and a loser of the middle frees both ends") {
  std::vector<Match> matches = {make(0, 10, 1, 2.0F), make(8, 20, 2, 1.0F), make(18, 30, 3, 2.0F)};
  resolve_overlaps(matches);
  REQUIRE(matches.size() == 2);
  CHECK(matches[0].rule == 1);
  CHECK(matches[1].rule == 3);
}

TEST_CASE("equal scores: the longer wins, then the rule that stands first") {
  std::vector<Match> matches = {make(0, 9, 5, 1.0F), make(0, 12, 6, 1.0F)};
  resolve_overlaps(matches);
  CHECK(matches.at(0).rule == 6);
  matches = {make(0, 9, 5, 1.0F), make(0, 9, 4, 1.0F)};
  resolve_overlaps(matches);
  CHECK(matches.at(0).rule == 4);
}
