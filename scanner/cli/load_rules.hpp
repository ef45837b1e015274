// The rules of this run: of those compiled in and those of --rules, what --profile chooses.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "classify/policy.hpp"
#include "cli/settings.hpp"
#include "match/rule_set.hpp"

namespace braque::cli {

/// Parses the built-in rules and every *.toml of `directories`, in this order. Faults of all files
/// are listed in the error, one a line.
Result<std::vector<Rule>> read_rules(const std::vector<std::string>& directories);

struct LoadedRules {
  std::unique_ptr<const RuleSet> set;
  std::map<std::string, std::string> thresholds;  ///< of the profile, by rule: low, medium or high
  std::vector<std::string> unchosen;              ///< ids of the rules that the profile leaves out
};

/// Leaves of `rules` what --profile chooses, in order; the rest of the answer goes to `loaded`.
Result<void> choose_rules(const Settings& settings, std::vector<Rule>& rules, LoadedRules& loaded);

/// read_rules() of --rules, those that --profile chooses, compiled, with the cache on disk, after
/// the short self-test.
Result<LoadedRules> load_rules(const Settings& settings);

/// The faults as text, one a line: "FILE:LINE: MESSAGE".
std::string fault_lines(const std::vector<RuleFault>& faults);

/// The policy of --policy: one of those that come with the program, or a file.
Result<Policy> load_policy(const Settings& settings);

}  // namespace braque::cli
