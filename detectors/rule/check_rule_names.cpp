// Apart from check_rules.cpp, so that who only reads rules does not link every check.
#include "rule/check_rules.hpp"
#include "validate/check.hpp"

namespace braque {

void check_rule_names(std::span<const Rule> rules, std::vector<RuleFault>& faults) {
  std::vector<std::string_view> names;
  for (const NamedCheck& check : checks()) names.push_back(check.name);
  for (const Rule& rule : rules) {
    if (rule.check.empty() || find_check(rule.check) != nullptr) continue;
    faults.push_back(
        {rule.origin.file, rule.origin.line,
         rule.id + ": there is no check \"" + rule.check + "\"" + did_you_mean(rule.check, names)});
  }
}

}  // namespace braque
