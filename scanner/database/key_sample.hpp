// A sample of rows by their whole-number key, for engines that offer none: keys are drawn from the
// range that is in use, and those that exist are the sample. Every row is as likely as another,
// whatever gaps there are.
#pragma once

#include <cstdint>
#include <vector>

namespace braque::database {

struct KeySample {
  std::vector<std::int64_t>
      keys;            ///< ascending, each once; empty: such a sample would cost too much
  double share = 1;    ///< of all keys of the range
  bool drawn = false;  ///< there is one; its stretch may be empty all the same
};

/// `rows` is what the engine believes is there, `wanted` how many are to be found. Of the keys
/// those of the stretch [from, to) are given, the share being that of all.
KeySample draw_keys(std::int64_t lowest, std::int64_t highest, double rows, double wanted,
                    std::uint64_t seed, double from = 0, double to = 1);

}  // namespace braque::database
