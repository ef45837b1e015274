#include "report/records.hpp"

#include <algorithm>
#include <numeric>

namespace braque::report {
namespace {

/// Matches that are overlooked or wrong, and lines that five samples a finding cannot tell apart.
constexpr double kMargin = 0.07;

/// The last line up to which every match of the finding is among its samples.
std::uint64_t horizon(const RecordEvidence& one) {
  return one.all ? ~std::uint64_t{0} : one.samples.back();
}

/// How likely a line behind the horizon has a match too: as many as before it.
double density(const RecordEvidence& one) {
  if (one.all || one.samples.empty()) return 0;
  const std::uint64_t span = one.samples.back() - one.samples.front() + 1;
  return static_cast<double>(one.samples.size()) / static_cast<double>(span);
}

bool holds(const RecordEvidence& one, std::uint64_t line) {
  return std::binary_search(one.samples.begin(), one.samples.end(), line);
}

/// How likely a line of `later` behind the horizon of `one` has a match of it too: as often as
/// those before the horizon, weighed with the density.
double shared_behind(const RecordEvidence& later, const RecordEvidence& one) {
  if (one.samples.empty()) return 0;
  double looked_at = 1, shared = density(one);
  for (const std::uint64_t line : later.samples) {
    if (line > horizon(one)) break;
    ++looked_at;
    shared += holds(one, line) ? 1 : 0;
  }
  return shared / looked_at;
}

/// Share of the lines of `later` that none of the findings before it has.
double share_of_its_own(const RecordEvidence& later, std::span<const RecordEvidence> before) {
  if (later.samples.empty()) return before.empty() ? 1 : 0;
  std::vector<double> alone(later.samples.size(), 1);
  for (const RecordEvidence& one : before) {
    const double behind = 1 - shared_behind(later, one);
    for (std::size_t i = 0; i < alone.size(); ++i) {
      if (holds(one, later.samples[i]))
        alone[i] = 0;
      else if (!one.samples.empty() && later.samples[i] > horizon(one))
        alone[i] *= behind;
    }
  }
  return std::accumulate(alone.begin(), alone.end(), 0.0) / static_cast<double>(alone.size());
}

}  // namespace

RecordEvidence record_evidence(const Finding& finding) {
  RecordEvidence evidence;
  for (const Sample& sample : finding.samples)
    if (sample.line != 0) evidence.samples.push_back(sample.line);
  const std::size_t matches = evidence.samples.size();
  std::sort(evidence.samples.begin(), evidence.samples.end());
  evidence.samples.erase(std::unique(evidence.samples.begin(), evidence.samples.end()),
                         evidence.samples.end());
  evidence.all = finding.count <= finding.samples.size();
  evidence.lines = static_cast<double>(finding.count);
  if (finding.column_passing > 0)
    evidence.lines = std::min(evidence.lines, static_cast<double>(finding.column_passing));
  else if (matches > 0)
    evidence.lines *= static_cast<double>(evidence.samples.size()) / static_cast<double>(matches);
  return evidence;
}

double records_in_part(std::vector<RecordEvidence>& findings) {
  std::stable_sort(
      findings.begin(), findings.end(),
      [](const RecordEvidence& a, const RecordEvidence& b) { return a.lines > b.lines; });
  double records = 0;
  for (std::size_t i = 0; i < findings.size(); ++i)
    records += findings[i].lines * share_of_its_own(findings[i], std::span(findings).first(i));
  return records;
}

Bounds record_bounds(double records) { return Bounds::around(records, kMargin); }

}  // namespace braque::report
