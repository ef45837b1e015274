#include "pipeline/label_item.hpp"

#include <sys/stat.h>

#include <vector>

namespace braque {
namespace {

std::uint8_t volume_of(std::uint64_t matches) {
  std::uint8_t volume = matches == 0 ? 0 : 1;
  for (std::uint64_t limit = 10; matches >= limit && volume < 5; limit *= 10) ++volume;
  return volume;
}

/// Access lists show in the group's bits: these are then the most that anybody else may do.
std::uint8_t exposure_of(const ItemMetadata& data) {
  if (data.mode == 0) return 0;
  if ((data.mode & S_IROTH) != 0) return 3;
  return (data.mode & S_IRGRP) != 0 ? 2 : 1;
}

std::uint8_t age_of(const ItemMetadata& data, std::int64_t now_s) {
  constexpr std::int64_t kYear = 365 * 86'400;
  // Tables have counters there, and what nobody dated is of 1970.
  if (data.modified_ns < 10 * kYear * 1'000'000'000) return 0;
  const std::int64_t years = (now_s - data.modified_ns / 1'000'000'000) / kYear;
  if (years < 1) return 1;
  return years < 3 ? 2 : years < 5 ? 3 : 4;
}

std::uint8_t sensitivity_of(Label label) {
  switch (label) {
    case Label::restricted:
      return 4;
    case Label::confidential:
      return 2;
    case Label::internal:
      return 1;
    case Label::public_:
    case Label::none:
      break;
  }
  return 0;
}

}  // namespace

void label_item(const Policy& policy, std::int64_t now_s, ItemRecord& record) {
  if (record.outcome.status == Status::skipped) return;
  if (record.unchanged && record.findings.empty() && record.stored.findings > 0) return;
  std::vector<PolicyFinding> findings;
  std::uint64_t matches = 0;
  for (const Finding& finding : record.findings) {
    if (finding.confidence < Confidence::medium || !finding.suppression.empty()) continue;
    findings.push_back({finding.rule, finding.category, finding.level, finding.count});
    matches += finding.count;
  }
  const Label label = policy.label(findings);
  record.label = name(label);
  record.risk = {sensitivity_of(label), volume_of(matches), exposure_of(record.item.metadata),
                 age_of(record.item.metadata, now_s)};
}

}  // namespace braque
