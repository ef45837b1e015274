// A column full of values that pass a check of one in ten is not chance; a column in which one in
// ten passes is nothing but chance. The likelihood ratio of the two explanations, bounded.
#include "classify/column.hpp"

#include <algorithm>
#include <cmath>

#include "base/weights.hpp"
#include "classify/score.hpp"

namespace braque {
namespace {

using namespace weights::column;

constexpr std::uint64_t kFewest = 5;

}  // namespace

float column_logit(const Rule& rule, const ColumnCounts& counts) {
  if (counts.filled < kFewest || counts.passing == 0) return 0;
  const double share =
      std::min(1.0, static_cast<double>(counts.passing) / static_cast<double>(counts.filled));
  // Strong rules stand on each value: a free-text column with one IBAN in it holds one IBAN. Weak
  // ones pass by chance, the oftener the lower the prior.
  const double by_chance = std::clamp(1.0 - rule.prior, 0.02, 0.9);
  if (share >= 0.6) {
    const double per_value = share * std::log(kPassingIfReal / std::max(by_chance, 0.05)) +
                             (1 - share) * std::log((1 - kPassingIfReal) / (1 - by_chance));
    const double sum = per_value * static_cast<double>(std::min<std::uint64_t>(counts.filled, 100));
    return static_cast<float>(std::clamp(sum, 0.0, kMost));
  }
  // Below: only what chance explains counts against a rule.
  if (rule.prior >= 0.85) return 0;
  const double against = (0.6 - share) / 0.6 * kMost * (1.0 - rule.prior);
  return static_cast<float>(-std::min(against, kMost));
}

float with_column(const Rule& rule, EvidenceSet evidence, float logit, float column) {
  const bool spoken_for = has(evidence, Evidence::header) || has(evidence, Evidence::nearby) ||
                          has(evidence, Evidence::label);
  if (column == 0 || (column < 0 && spoken_for)) return logit;
  return capped(rule, evidence, logit + column);
}

}  // namespace braque
