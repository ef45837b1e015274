// What a rule finds, as a number: equal numbers, equal findings. What only people read (names,
// references, examples) does not count.
#pragma once

#include <string>

#include "rule/rule.hpp"

namespace braque {

/// 32 hexadecimal digits, a full stop, and 16 that are equal for rules which let the same values
/// pass and differ in what these are worth: prior, needs_context, and context words where these
/// speak for the rule alone.
std::string rule_meaning(const Rule& rule);

}  // namespace braque
