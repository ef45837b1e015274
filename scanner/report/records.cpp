#include "report/records.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>

namespace braque::report {
namespace {

/// Matches that are overlooked or wrong, and lines that five samples a finding cannot tell apart.
constexpr double kMargin = 0.07;
/// Of what the density says, beside lines that were looked at: half of one.
constexpr double kWeight = 0.5;
/// Above, a finding has every line of a table or a list, as far as can be told.
constexpr double kDense = 0.5;

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

/// Lines of `some` that lie before the horizon of `other`, and how many of them it has too.
struct Shared {
  double looked_at = 0, held = 0;
};

Shared shared_lines(const RecordEvidence& some, const RecordEvidence& other) {
  Shared shared;
  for (const std::uint64_t line : some.samples) {
    if (line > horizon(other)) break;
    ++shared.looked_at;
    shared.held += holds(other, line) ? 1 : 0;
  }
  return shared;
}

/// How likely a line of `later` behind the horizon of `one` has a match of it too: as often as
/// those before the horizon, weighed with the density. Where `one` is met here and there only, also
/// as often as its lines have one of `later`, when they tell more.
double shared_behind(const RecordEvidence& later, const RecordEvidence& one) {
  if (one.samples.empty()) return 0;
  const auto rate = [&one](const Shared& shared) {
    return (kWeight * density(one) + shared.held) / (kWeight + shared.looked_at);
  };
  const Shared of_later = shared_lines(later, one), of_one = shared_lines(one, later);
  if (density(one) > kDense || of_one.looked_at <= of_later.looked_at || later.lines <= 0)
    return rate(of_later);
  return std::min(1.0, rate(of_one) * one.lines / later.lines);
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

std::string kind_of(const Finding& finding) {
  const auto family = family_of(finding.rule, finding.category);
  if (finding.rule.ends_with(".postal_address")) return "address:" + finding.column.value_or("");
  if (family == Family::phone) return "phone:" + finding.column.value_or("");
  if (family == Family::card) return "card:" + finding.column.value_or("");
  if (family == Family::identifier && finding.column) return "identifier:" + *finding.column;
  return {};
}

/// Two findings of one kind as one, with the lines up to which the matches of both are known.
void join(RecordEvidence& one, RecordEvidence& other) {
  std::vector<std::uint64_t> samples;
  std::merge(one.samples.begin(), one.samples.end(), other.samples.begin(), other.samples.end(),
             std::back_inserter(samples));
  const std::uint64_t known = std::min(horizon(one), horizon(other));
  samples.erase(std::upper_bound(samples.begin(), samples.end(), known), samples.end());
  const std::size_t seen = samples.size();
  samples.erase(std::unique(samples.begin(), samples.end()), samples.end());
  one.lines += other.lines;
  if (seen > 0) one.lines *= static_cast<double>(samples.size()) / static_cast<double>(seen);
  one.samples = std::move(samples);
  one.all = one.all && other.all;
}

/// Takes findings of one kind together.
void join_kinds(std::vector<RecordEvidence>& findings) {
  std::map<std::string, std::size_t> first;
  std::vector<RecordEvidence> joined;
  for (RecordEvidence& one : findings) {
    const bool apart = one.kind.empty() || one.samples.empty();
    const auto [place, made] =
        apart ? std::pair(first.end(), true) : first.emplace(one.kind, joined.size());
    if (made)
      joined.push_back(std::move(one));
    else
      join(joined[place->second], one);
  }
  findings = std::move(joined);
}

}  // namespace

bool makes_records(const Finding& finding) {
  return family_of(finding.rule, finding.category) != Family::member;
}

RecordEvidence record_evidence(const Finding& finding) {
  RecordEvidence evidence;
  for (const Sample& sample : finding.samples)
    if (sample.line != 0) evidence.samples.push_back(sample.line);
  const std::size_t matches = evidence.samples.size();
  std::sort(evidence.samples.begin(), evidence.samples.end());
  evidence.samples.erase(std::unique(evidence.samples.begin(), evidence.samples.end()),
                         evidence.samples.end());
  evidence.kind = kind_of(finding);
  evidence.all = finding.count <= finding.samples.size();
  evidence.lines = static_cast<double>(finding.count);
  if (matches > 0)
    evidence.lines *= static_cast<double>(evidence.samples.size()) / static_cast<double>(matches);
  if (finding.column_passing > 0)
    evidence.lines = std::min(evidence.lines, static_cast<double>(finding.column_passing));
  return evidence;
}

double records_in_part(std::vector<RecordEvidence>& findings) {
  join_kinds(findings);
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
