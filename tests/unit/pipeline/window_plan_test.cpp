#include "pipeline/window_plan.hpp"

#include <catch2/catch.hpp>

#include "fake_source.hpp"

using namespace braque;
using namespace braque::pipeline;

namespace {

Budget small_windows() {
  Budget budget;
  budget.window_bytes = 100;
  budget.overlap_bytes = 10;
  return budget;
}

}  // namespace

TEST_CASE("windows own every byte once and read their surroundings") {
  test::FakeItem item;
  item.content.assign(250, 'x');
  test::FakeOpenItem open(item, false);
  WindowPlan plan(open, open.size(), small_windows());
  auto first = plan.next(), second = plan.next(), third = plan.next();
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(third);
  CHECK_FALSE(plan.next());
  CHECK((first->begin == 0 && first->end == 100 && first->read_end == 110 && !first->last));
  CHECK((second->begin == 100 && second->read_begin == 90 && second->end == 200));
  CHECK((third->begin == 200 && third->end == 250 && third->read_end == 250 && third->last));
  CHECK(plan.without_holes());
}

TEST_CASE("holes are not read, and windows keep their fixed positions") {
  test::FakeItem item;
  item.content.assign(1000, 'x');
  item.extents = {{150, 320}, {700, 720}};
  test::FakeOpenItem open(item, false);
  WindowPlan plan(open, open.size(), small_windows());
  std::vector<WindowRange> ranges;
  while (auto range = plan.next()) ranges.push_back(*range);
  REQUIRE(ranges.size() == 4);
  CHECK((ranges[0].begin == 150 && ranges[0].end == 200 && ranges[0].read_begin == 150));
  CHECK((ranges[1].begin == 200 && ranges[1].end == 300 && ranges[1].read_begin == 190));
  CHECK((ranges[2].begin == 300 && ranges[2].end == 320 && ranges[2].read_end == 320));
  CHECK((ranges[3].begin == 700 && ranges[3].end == 720 && ranges[3].last));
  CHECK_FALSE(plan.without_holes());
}

TEST_CASE("an item that is one hole, or empty, has no window") {
  test::FakeItem item;
  item.content.assign(1000, 'x');
  item.extents = {{1000, 1000}};
  test::FakeOpenItem open(item, false);
  CHECK_FALSE(WindowPlan(open, 1000, small_windows()).next());
  CHECK_FALSE(WindowPlan(open, 0, small_windows()).next());
}
