// What makes a rule that was read well unusable all the same: text that is missing, a template
// nobody can match, a check digit that does not fit. Pure functions; faults are appended, never
// thrown, and none hides another.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/parse_rules.hpp"
#include "rule/rule.hpp"

namespace braque {

/// Where the keys of one rule stand in its file, for messages. Lines count from 1.
struct RuleLines {
  std::map<std::string, int, std::less<>> keys;
  int rule = 0;  ///< line of the rule's own header
  /// Keys whose values had a wrong type: they are faults already and are not judged again.
  std::set<std::string, std::less<>> unreadable;

  /// The line of `key`, or of the rule where the key is not written.
  int of(std::string_view key) const;
};

/// Appends every fault of one rule but those that concern other rules or the names of checks.
void check_rule(const Rule& rule, const RuleLines& lines, std::vector<RuleFault>& faults);

/// Appends a fault for every rule whose `check` names no function of validate/registry.cpp.
void check_rule_names(std::span<const Rule> rules, std::vector<RuleFault>& faults);

/// The entry of `known` that was probably meant by `word`, or "" when none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

/// ` (did you mean "..."?)`, or "" when nothing of `known` is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace braque
