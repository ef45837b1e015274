#include "classify/score.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace braque {
namespace {

// Natural log-odds. A context word directly before a value multiplies the odds by 20, one nearby by
// 6, one in the column's header by 20; the look-alikes divide them by 4 to 400. The check digit is
// part of a rule's prior.
constexpr std::array<WeightedEvidence, 15> kWeights = {{
    {Evidence::check_digit, "check digit right (counted in the prior)", 0.0F},
    {Evidence::separators, "written with the usual separators", 0.7F},
    {Evidence::label, "context word directly before", 3.0F},
    {Evidence::nearby, "context word nearby", 1.8F},
    {Evidence::header, "context word in the column header, key or label", 3.0F},
    {Evidence::uuid, "part of a UUID", -6.0F},
    {Evidence::hash, "part of a long hexadecimal or base64 run", -6.0F},
    {Evidence::decimal, "part of a decimal number or an amount", -4.5F},
    {Evidence::version, "looks like a version or section number", -3.0F},
    {Evidence::timestamp, "looks like a timestamp", -2.5F},
    {Evidence::part_number, "glued to further letters or digits", -3.0F},
    {Evidence::private_range, "private, loopback or documentation address, or a known example", 0.0F},
    {Evidence::low_variety, "few different digits, or a plain sequence", -1.5F},
    {Evidence::crowd, "among many other numbers", -3.5F},
    {Evidence::published, "in an example, a program or a licence: never high", 0.0F},
}};

bool speaks(EvidenceSet evidence) {
  return has(evidence, Evidence::label) || has(evidence, Evidence::nearby) ||
         has(evidence, Evidence::header);
}

}  // namespace

const WeightedEvidence* evidence_table(std::size_t& count) {
  count = kWeights.size();
  return kWeights.data();
}

float capped(const Rule& rule, EvidenceSet evidence, float logit) {
  const bool weak = (rule.needs_context && !speaks(evidence)) || has(evidence, Evidence::private_range);
  if (has(evidence, Evidence::published)) logit = std::min(logit, kMediumCapLogit);
  return weak ? std::min(logit, kLowCapLogit) : logit;
}

float logit_of(const Rule& rule, float prior_logit, EvidenceSet evidence) {
  float logit = prior_logit;
  // The best of the three kinds of context word counts, not their sum.
  EvidenceSet counted = evidence;
  if (has(evidence, Evidence::header)) counted &= static_cast<EvidenceSet>(~static_cast<EvidenceSet>(Evidence::label));
  if (has(evidence, Evidence::header) || has(evidence, Evidence::label))
    counted &= static_cast<EvidenceSet>(~static_cast<EvidenceSet>(Evidence::nearby));
  for (; counted != 0; counted &= static_cast<EvidenceSet>(counted - 1))
    logit += kWeights[static_cast<std::size_t>(std::countr_zero(counted))].weight;
  return capped(rule, evidence, logit);
}

float logit_of(const Rule& rule, EvidenceSet evidence) {
  return logit_of(rule, static_cast<float>(logit_of(rule.prior)), evidence);
}

}  // namespace braque
