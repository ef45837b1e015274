// Reads rules from TOML text. Unknown keys, wrong types, duplicate ids, rules without example or
// counterexample: every fault is listed with file and line, nothing stops at the first.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rule/rule.hpp"

namespace braque {

/// One fault in a rule file; `line` counts from 1, 0 when the fault has no line.
struct RuleFault {
  std::string file;
  int line = 0;
  std::string message;  ///< what is wrong and how to mend it
};

struct RuleFile {
  std::string name;  ///< shown in messages
  std::string text;
  bool built_in = false;
};

struct ParsedRules {
  std::vector<Rule> rules;
  std::vector<RuleFault> faults;
};

/// Parses the files in order. Rules with faults are left out of `rules`; ids must be unique over
/// all files.
ParsedRules parse_rules(std::span<const RuleFile> files);

/// The rule files compiled into the program, in the order of their names.
std::span<const RuleFile> embedded_rules();

}  // namespace braque
