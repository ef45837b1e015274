#include "cli/check_examples.hpp"

#include <algorithm>

#include "classify/score.hpp"
#include "cli/escape.hpp"
#include "match/matcher.hpp"
#include "model/finding.hpp"

namespace braque::cli {
namespace {

/// What a text gives: the best confidence of the rule with this index, and of any rule.
struct Best {
  Confidence of_rule = Confidence::none;
  Confidence of_any = Confidence::none;
};

Best best_match(Matcher& matcher, std::size_t rule, std::string_view text) {
  TextUnit unit;
  unit.text = text;
  unit.owned_end = text.size();
  double own = 0, any = 0;
  for (const Match& match : matcher.match(unit)) {
    double score = probability_of(match.logit);
    any = std::max(any, score);
    if (match.rule == rule) own = std::max(own, score);
  }
  return {confidence_of(own + 1e-6), confidence_of(any + 1e-6)};
}

/// Whether the rule finds its example when no other rule competes for the bytes.
bool found_alone(const Rule& rule, const std::string& example) {
  std::vector<RuleFault> faults;
  auto alone = RuleSet::compile({rule}, nullptr, faults);
  if (alone == nullptr) return false;
  Matcher matcher(*alone);
  return best_match(matcher, 0, example).of_rule >= Confidence::medium;
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
    for (const std::string& example : rule.examples) {
      Best best = best_match(matcher, i, example);
      // Where rules compete one is reported: a card's scheme for the card, an address for a token.
      bool outdone = best.of_any >= Confidence::medium && found_alone(rule, example);
      if (best.of_rule < Confidence::medium && !outdone)
        fault(example, "finds no medium match in its example", best.of_rule);
    }
    for (const std::string& counterexample : rule.counterexamples)
      if (Best best = best_match(matcher, i, counterexample); best.of_rule >= Confidence::medium)
        fault(counterexample, "matches its counterexample", best.of_rule);
  }
  return faults;
}

}  // namespace braque::cli
