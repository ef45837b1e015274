// What a rule costs, measured on this machine: compiled alone and run over a text made up of words,
// numbers and the rule's own examples.
#pragma once

#include <optional>
#include <vector>

#include "match/rule_set.hpp"

namespace braque::cli {

/// Nanoseconds for a byte of text, the best of a few runs; nothing when the rule does not compile.
std::optional<double> measure_rule(const Rule& rule);

struct SlowRule {
  const Rule* rule;
  double nanoseconds_per_byte;
};

/// The rules on the regex engine (where a rule's cost is its author's doing) that alone take more
/// than kSlowNanoseconds a byte.
inline constexpr double kSlowNanoseconds = 2.0;
std::vector<SlowRule> slow_rules(const RuleSet& rules);

}  // namespace braque::cli
