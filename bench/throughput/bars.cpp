#include "throughput/bars.hpp"

#include <cstdio>

namespace braque::bench {

int print(const std::vector<Bar>& bars) {
  int missed = 0;
  if (!bars.empty()) std::printf("\n| bar | wanted | found | |\n| --- | --- | --- | --- |\n");
  for (const Bar& bar : bars) {
    missed += bar.met() ? 0 : 1;
    std::printf("| %s | %s %.2f | %.2f | %s |\n", bar.what.c_str(),
                bar.at_least ? ">=" : "<=", bar.wanted, bar.found, bar.met() ? "met" : "NOT met");
  }
  return missed;
}

}  // namespace braque::bench
