#include "classify/score.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "base/weights.hpp"

namespace braque {
namespace {

constexpr std::array<WeightedEvidence, 16> kWeights = {{
    {Evidence::check_digit, "check digit right (counted in the prior)",
     weights::evidence::kCheckDigit},
    {Evidence::separators, "written with the usual separators", weights::evidence::kSeparators},
    {Evidence::label, "context word directly before", weights::evidence::kLabel},
    {Evidence::nearby, "context word nearby", weights::evidence::kNearby},
    {Evidence::header, "context word in the column header, key or label",
     weights::evidence::kHeader},
    {Evidence::uuid, "part of a UUID", weights::evidence::kUuid},
    {Evidence::hash, "part of a long hexadecimal or base64 run", weights::evidence::kHash},
    {Evidence::decimal, "part of a decimal number or an amount", weights::evidence::kDecimal},
    {Evidence::version, "looks like a version or section number", weights::evidence::kVersion},
    {Evidence::timestamp, "looks like a timestamp", weights::evidence::kTimestamp},
    {Evidence::part_number, "glued to further letters or digits", weights::evidence::kPartNumber},
    {Evidence::private_range, "private, loopback or documentation address, or a known example",
     weights::evidence::kPrivateRange},
    {Evidence::low_variety, "few different digits, or a plain sequence",
     weights::evidence::kLowVariety},
    {Evidence::crowd, "among many other numbers, or a name that is reserved or made by a machine",
     weights::evidence::kCrowd},
    {Evidence::published, "in an example, a program or a licence: never high",
     weights::evidence::kPublished},
    {Evidence::in_text, "amid a text, whatever its column holds", weights::evidence::kInText},
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
  const bool weak =
      (rule.needs_context && !speaks(evidence)) || has(evidence, Evidence::private_range);
  if (has(evidence, Evidence::published)) logit = std::min(logit, kMediumCapLogit);
  return weak ? std::min(logit, kLowCapLogit) : logit;
}

float logit_of(const Rule& rule, float prior_logit, EvidenceSet evidence) {
  float logit = prior_logit;
  // The best of the three kinds of context word counts, not their sum.
  EvidenceSet counted = evidence;
  if (has(evidence, Evidence::header))
    counted &= static_cast<EvidenceSet>(~static_cast<EvidenceSet>(Evidence::label));
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
