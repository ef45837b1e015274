// The rules of this run: those compiled in, and those of --rules.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/settings.hpp"
#include "match/rule_set.hpp"

namespace braque::cli {

/// Parses the built-in rules and every *.toml of `directories`, in this order. Faults of all files
/// are listed in the error, one a line.
Result<std::vector<Rule>> read_rules(const std::vector<std::string>& directories);

/// read_rules() of --rules, compiled, with the cache on disk, after the short self-test.
Result<std::unique_ptr<const RuleSet>> load_rules(const Settings& settings);

/// The faults as text, one a line: "FILE:LINE: MESSAGE".
std::string fault_lines(const std::vector<RuleFault>& faults);

}  // namespace braque::cli
