#include "report/similar.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace braque::report;

namespace {

/// Values as fingerprints are: random.
std::vector<std::uint64_t> values(unsigned seed, std::size_t count) {
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> list(count);
  for (auto& value : list) value = random();
  return list;
}

}  // namespace

TEST_CASE("a copy that lost a tenth is found, half a copy is not, and few values are no copy") {
  Similar similar;
  const auto list = values(1, 1000), other = values(2, 1000), few = values(3, 4);
  for (std::size_t i = 0; i < 1000; ++i) {
    similar.add(1, list[i]);
    similar.add(1, list[i]);  // in two columns
    if (i >= 100) similar.add(2, list[i]);
    similar.add(3, i < 500 ? list[i] : other[i]);
    similar.add(4, other[i]);
  }
  for (const std::uint64_t value : few) {
    similar.add(5, value);
    similar.add(6, value);
  }
  const auto groups = similar.groups();
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].items == std::vector<std::int64_t>{1, 2});
  CHECK(groups[0].likeness >= 8'000);
  CHECK(groups[0].likeness < 10'000);
}

TEST_CASE("one value that stands everywhere makes no group") {
  Similar similar;
  for (std::int64_t item = 1; item <= 200; ++item) {
    similar.add(item, 1);  // the smallest of all
    for (const std::uint64_t value : values(static_cast<unsigned>(item), 20))
      similar.add(item, value);
  }
  CHECK(similar.groups().empty());
}

TEST_CASE("the same small set of values is a group, all of it alike") {
  Similar similar;
  for (const std::int64_t item : {7, 8, 9})
    for (const std::uint64_t value : values(5, 6)) similar.add(item, value);
  const auto groups = similar.groups();
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].items.size() == 3);
  CHECK(groups[0].likeness == 10'000);
}
