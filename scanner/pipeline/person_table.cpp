#include "pipeline/person_table.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace braque::pipeline {
namespace {

/// Log-odds that the others in the row add: more than a heading, less than a check digit.
constexpr double kTogether = 2.0;
constexpr std::string_view kName = "intl.person_name", kBirth = "intl.dob";
/// Below, too few cells hold it for the column to be one of such values.
constexpr double kShareMin = 0.5;

bool stands_in(const Finding& finding, const std::string& locator) {
  return finding.column.has_value() && finding.suppression.empty() && finding.locator == locator;
}

bool fills_column(const Finding& finding) {
  return finding.column_filled > 0 && static_cast<double>(finding.column_passing) >=
                                          kShareMin * static_cast<double>(finding.column_filled);
}

void raise(Finding& finding) {
  const double score = std::clamp(finding.score, 0.001, 0.999);
  const double odds = std::log(score / (1 - score)) + kTogether;
  finding.score = std::max(finding.score, 1 / (1 + std::exp(-odds)));
  finding.confidence = std::max(finding.confidence, confidence_of(finding.score));
  finding.evidence.push_back("names and a birth date in one row +2.0");
}

}  // namespace

std::string judge_person_table(const std::string& locator, std::span<Finding> findings) {
  std::set<std::string> names, births;
  for (const Finding& finding : findings) {
    if (!stands_in(finding, locator) || !fills_column(finding) ||
        finding.confidence < Confidence::low)
      continue;
    if (finding.rule == kName) names.insert(*finding.column);
    if (finding.rule == kBirth) births.insert(*finding.column);
  }
  if (names.empty() || births.empty()) return {};
  for (Finding& finding : findings)
    if (stands_in(finding, locator) && fills_column(finding) &&
        (finding.rule == kName || finding.rule == kBirth))
      raise(finding);
  return "a table of persons: " + std::to_string(names.size()) +
         (names.size() == 1 ? " column" : " columns") + " of names, birth dates";
}

}  // namespace braque::pipeline
