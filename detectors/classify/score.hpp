// Scores: evidence added up as log-odds.
#pragma once

#include <cmath>

#include "base/match.hpp"
#include "rule/rule.hpp"

namespace braque {

inline double logit_of(double probability) { return std::log(probability / (1 - probability)); }
inline double probability_of(double logit) { return 1 / (1 + std::exp(-logit)); }

/// log-odds of 0.30, of just under 0.60 and of just under 0.90: what is stored, the cap of weak
/// rules, and that of values in published text.
inline constexpr float kStoredLogit = -0.8473F;
inline constexpr float kLowCapLogit = 0.40F;
inline constexpr float kMediumCapLogit = 2.15F;

/// The log-odds of a candidate that passed its check, from the rule's prior and the evidence;
/// capped at `low` where the rule needs context and none is there, and for private addresses; at
/// `medium` in published text.
float logit_of(const Rule& rule, EvidenceSet evidence);
/// The same with the prior's log-odds computed beforehand, for the hot path.
float logit_of(const Rule& rule, float prior_logit, EvidenceSet evidence);

/// The same cap for a logit that a column's judgement has raised.
float capped(const Rule& rule, EvidenceSet evidence, float logit);

/// One piece of evidence with its weight, as `--explain` prints it: "context word nearby  +1.8".
struct WeightedEvidence {
  Evidence evidence;
  const char* description;
  float weight;
};

/// The table of weights, in the order of the bits.
const WeightedEvidence* evidence_table(std::size_t& count);

}  // namespace braque
