#include "cli/measure_rule.hpp"

#include <chrono>
#include <limits>

#include "match/matcher.hpp"

namespace braque::cli {
namespace {

/// 1 MiB of invented text: prose, log lines, numbers, and each example once in 4 KiB.
std::string sample_text(const Rule& rule) {
  constexpr std::size_t kBytes = 1 << 20, kStride = 4096;
  constexpr std::string_view kProse =
      "The committee met on Tuesday and took note of report 20417; nobody objected. "
      "2024-03-11 08:15:09 INFO worker-7 took 184 ms for batch 90210 (id=7f3a9c) "
      "Les pièces jointes sont à envoyer avant le 15 du mois, merci de votre retour. ";
  std::string text;
  text.reserve(kBytes + kStride);
  std::size_t next = 0;
  while (text.size() < kBytes) {
    std::size_t end = text.size() + kStride;
    while (text.size() < end) text += kProse;
    if (!rule.examples.empty()) text += rule.examples[next++ % rule.examples.size()] + "\n";
  }
  return text;
}

}  // namespace

std::optional<double> measure_rule(const Rule& rule) {
  std::vector<RuleFault> faults;
  auto alone = RuleSet::compile({rule}, nullptr, faults);
  if (alone == nullptr) return std::nullopt;
  std::string text = sample_text(rule);
  Matcher matcher(*alone);
  double best = std::numeric_limits<double>::max();
  for (int run = 0; run < 5; ++run) {
    TextUnit unit;
    unit.text = text;
    unit.owned_end = text.size();
    auto start = std::chrono::steady_clock::now();
    (void)matcher.match(unit);
    std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
    best = std::min(best, taken.count() / static_cast<double>(text.size()));
  }
  return best;
}

std::vector<SlowRule> slow_rules(const RuleSet& rules) {
  std::vector<SlowRule> slow;
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    if (rules.placement(i).engine != Engine::regex) continue;
    auto cost = measure_rule(rules.rules()[i]);
    if (cost && *cost > kSlowNanoseconds) slow.push_back({&rules.rules()[i], *cost});
  }
  return slow;
}

}  // namespace braque::cli
