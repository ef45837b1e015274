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

bool spoken_for(EvidenceSet evidence) {
  return has(evidence, Evidence::header) || has(evidence, Evidence::nearby) ||
         has(evidence, Evidence::label);
}

}  // namespace

float column_logit(const Rule& rule, const ColumnCounts& counts) {
  if (counts.filled < kFewest || counts.passing == 0) return 0;
  const double share =
      std::min(1.0, static_cast<double>(counts.passing) / static_cast<double>(counts.filled));
  // Strong rules stand on each value: a free-text column with one IBAN in it holds one IBAN. Weak
  // ones pass by chance, the oftener the lower the prior.
  const double by_chance = std::clamp(1.0 - rule.prior, kChanceLeast, kChanceMost);
  if (share >= kMostlyPassing) {
    const double per_value =
        share * std::log(kPassingIfReal / std::max(by_chance, kChanceLeastCounted)) +
        (1 - share) * std::log((1 - kPassingIfReal) / (1 - by_chance));
    const double sum = per_value * static_cast<double>(std::min<std::uint64_t>(counts.filled, 100));
    return static_cast<float>(std::clamp(sum, 0.0, kMost));
  }
  // Below: only what chance explains counts against a rule.
  if (rule.prior >= kStandsAlone) return 0;
  const double against = (kMostlyPassing - share) / kMostlyPassing * kMost * (1.0 - rule.prior);
  return static_cast<float>(-std::min(against, kMost));
}

void KinColumn::add(const Rule& rule, std::uint64_t cells) {
  if (!is_personal_number(rule) || rule.prior < weights::evidence::kKinPriorMin) return;
  passing_ += cells;
  if (rule.prior < kKinStrongPrior) return;
  strong_ += cells;
  if (cells >= 2) ++strong_rules_;
}

bool KinColumn::holds(std::uint64_t filled) const {
  const auto all = static_cast<double>(filled);
  return filled >= kFewest && strong_rules_ >= 2 &&
         static_cast<double>(passing_) >= kKinPassing * all &&
         static_cast<double>(strong_) >= kKinStrong * all;
}

void KinColumn::speak_for(const Rule& rule, EvidenceSet& evidence, float& logit) {
  if (spoken_for(evidence) || !is_personal_number(rule) ||
      rule.prior < weights::evidence::kKinPriorMin)
    return;
  evidence |= static_cast<EvidenceSet>(Evidence::nearby);
  logit = capped(rule, evidence, logit + kKin);
}

float with_column(const Rule& rule, EvidenceSet evidence, float logit, float column) {
  if (column == 0 || has(evidence, Evidence::in_text) || (column < 0 && spoken_for(evidence)))
    return logit;
  return capped(rule, evidence, logit + column);
}

}  // namespace braque
