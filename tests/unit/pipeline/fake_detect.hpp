// Stand-ins for the matcher and the rules, so that the expected findings of a test can be worked
// out by hand. Rule 0 "test.id" is ID and six digits: with "ok " before it, evidence `label` and
// log-odds 3 (high), else 0 (low). Rule 1 "test.weak" is WK and four digits, log-odds -2: nothing
// but a column can make a finding of it. Both need a byte before and after that is no letter or
// digit.
#pragma once

#include <memory>

#include "match/rule_set.hpp"

namespace braque::test {

std::unique_ptr<const RuleSet> fake_rules();

}  // namespace braque::test
