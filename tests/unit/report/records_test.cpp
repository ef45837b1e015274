#include "report/records.hpp"

#include <catch2/catch.hpp>

using namespace braque;
using namespace braque::report;

namespace {

Finding found(std::uint64_t count, std::vector<std::uint64_t> lines, std::uint64_t passing = 0) {
  Finding finding;
  finding.count = count;
  finding.column_passing = passing;
  for (const std::uint64_t line : lines) finding.samples.emplace_back().line = line;
  return finding;
}

double records(std::vector<Finding> findings) {
  std::vector<RecordEvidence> evidence;
  for (const Finding& finding : findings) evidence.push_back(record_evidence(finding));
  return records_in_part(evidence);
}

}  // namespace

TEST_CASE("the columns of a table share their rows") {
  // The third is filled in a row of six, and its samples lie behind those of the others.
  CHECK(records({found(120, {2, 3, 4, 5, 6}, 120), found(120, {2, 3, 4, 5, 6}, 120),
                 found(20, {7, 13, 19, 25, 31}, 20)}) == Approx(120));
}

TEST_CASE("lines of a short text are counted one by one") {
  CHECK(records({found(3, {1, 3, 10}), found(2, {6, 7}), found(2, {6, 7})}) == Approx(5));
}

TEST_CASE("matches in the same line are one record") {
  CHECK(records({found(4, {5, 5, 8, 8})}) == Approx(2));
  CHECK(records({found(100, {5, 5, 8, 8, 9})}) == Approx(60));
}

TEST_CASE("cards of several lines have a record in each of them") {
  const double cards =
      records({found(40, {3, 12, 21, 30, 39}, 40), found(40, {4, 13, 22, 31, 40}, 40)});
  CHECK(cards > 72);
  CHECK(cards <= 80);
}

TEST_CASE("messages that each tell one thing are counted one by one") {
  // Here and there in a chat, never two in a message.
  CHECK(records({found(10, {3, 11, 15, 22, 37}), found(8, {17, 53, 73, 75, 91}),
                 found(7, {76, 92, 106, 113, 135})}) == Approx(25).margin(1.5));
}

TEST_CASE("brands of cards are one kind of value: each line has one of them") {
  const auto brand = [](std::string rule, std::uint64_t count, std::vector<std::uint64_t> lines) {
    Finding finding = found(count, std::move(lines));
    finding.rule = std::move(rule);
    finding.category = "financial";
    return finding;
  };
  // Names in three lines of four; the first five have one.
  CHECK(records({found(15, {1, 2, 3, 4, 5}), brand("pci.visa", 8, {2, 5, 7, 9, 11}),
                 brand("pci.mastercard", 8, {1, 3, 4, 6, 8}),
                 brand("pci.amex", 4, {10, 12, 14, 19})}) == Approx(20));
}

TEST_CASE("two cells of a line are one record, though their column has no name") {
  CHECK(records({found(20, {1, 1, 2, 2, 3}, 20)}) == Approx(12));
}

TEST_CASE("numbers of those who write make no records") {
  Finding member;
  member.rule = "intl.slack_user";
  CHECK_FALSE(makes_records(member));
  CHECK(makes_records(found(1, {1})));
}

TEST_CASE("no findings, no records; findings without lines add nothing to those with") {
  CHECK(records({}) == Approx(0));
  CHECK(records({found(10, {1, 2, 3, 4, 5}), found(4, {0, 0, 0, 0})}) == Approx(10));
  CHECK(record_bounds(0).upper == 0);
}
