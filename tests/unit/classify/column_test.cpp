#include <catch2/catch.hpp>

#include "classify/column.hpp"

using namespace braque;

TEST_CASE("the share of a column comes with Wilson's interval") {
  // Values of Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  struct Case {
    ColumnCounts counts;
    double low, high;
  };
  const Case cases[] = {{{263, 81}, 0.2553, 0.3662}, {{148, 15}, 0.0624, 0.1605}, {{20, 0}, 0.0, 0.1611}, {{29, 1}, 0.0061, 0.1718}};
  for (const Case& one : cases) {
    const ColumnShare share = column_share(one.counts);
    CHECK(share.low == Approx(one.low).margin(0.00006));
    CHECK(share.high == Approx(one.high).margin(0.00006));
  }
  CHECK(column_share({0, 0}).high == 0);
  CHECK(column_share({4, 4}).ratio == 1);
  CHECK(column_share({4, 4}).high == Approx(1));
}
