// What a rule finds, as a number: equal numbers, equal findings. What only people read (names,
// references, examples) does not count.
#pragma once

#include <string>

#include "rule/rule.hpp"

namespace braque {

/// 32 hexadecimal digits.
std::string rule_meaning(const Rule& rule);

}  // namespace braque
