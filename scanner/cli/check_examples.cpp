#include "cli/check_examples.hpp"

#include "classify/score.hpp"
#include "cli/escape.hpp"
#include "match/matcher.hpp"
#include "model/finding.hpp"

namespace braque::cli {
namespace {

/// The best confidence at which the rule with this index matches in the text.
Confidence best_match(Matcher& matcher, std::size_t rule, std::string_view text) {
  TextUnit unit;
  unit.text = text;
  unit.owned_end = text.size();
  double best = 0;
  for (const Match& match : matcher.match(unit))
    if (match.rule == rule) best = std::max(best, probability_of(match.logit));
  return confidence_of(best + 1e-6);
}

}  // namespace

std::vector<RuleFault> check_examples(const RuleSet& rules) {
  Matcher matcher(rules);
  std::vector<RuleFault> faults;
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    const Rule& rule = rules.rules()[i];
    auto fault = [&](const std::string& text, const char* what, Confidence found) {
      faults.push_back({rule.origin.file, rule.origin.line,
                        rule.id + ": " + what + " \"" + terminal_text(text) + "\" (" +
                            std::string(name(found)) + ")"});
    };
    for (const std::string& example : rule.examples)
      if (Confidence found = best_match(matcher, i, example); found < Confidence::medium)
        fault(example, "finds no medium match in its example", found);
    for (const std::string& counterexample : rule.counterexamples)
      if (Confidence found = best_match(matcher, i, counterexample); found >= Confidence::medium)
        fault(counterexample, "matches its counterexample", found);
  }
  return faults;
}

}  // namespace braque::cli
