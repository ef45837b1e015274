// Runs the examples of rules through the real engine: `braque rules check` and the tests of rules.
#pragma once

#include <vector>

#include "match/rule_set.hpp"

namespace braque::cli {

/// Every example must give a match of its own rule at medium confidence or above (or be found so
/// when the rule is alone and another one is reported in its place); no counterexample may. The
/// failures, with the file and line of the rule.
std::vector<RuleFault> check_examples(const RuleSet& rules);

}  // namespace braque::cli
