// What is wanted of a run, as ratios, and whether it was found.
#pragma once

#include <string>
#include <vector>

namespace braque::bench {

struct Bar {
  std::string what;
  double found = 0, wanted = 0;
  bool at_least = true;  ///< false: at most
  bool met() const { return at_least ? found >= wanted : found <= wanted; }
};

/// Prints one line each, "met" or "NOT met"; the number of those that are not.
int print(const std::vector<Bar>& bars);

}  // namespace braque::bench
