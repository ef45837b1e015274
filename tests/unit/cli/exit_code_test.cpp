#include "cli/exit_code.hpp"

#include <catch2/catch.hpp>

using namespace braque::cli;

TEST_CASE("where several exit codes hold the order is 2, 1, 6, 4, 7, 3, 10, 5") {
  const int order[] = {2, 1, 6, 4, 7, 3, 10, 5, 0};
  for (int i = 0; i < 9; ++i)
    for (int j = i; j < 9; ++j) {
      auto a = static_cast<ExitCode>(order[i]), b = static_cast<ExitCode>(order[j]);
      CHECK(stronger(a, b) == a);
      CHECK(stronger(b, a) == a);
    }
}
