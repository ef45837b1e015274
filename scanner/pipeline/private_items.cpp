#include "pipeline/private_items.hpp"

#include <algorithm>

#include "classify/value.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::pipeline {
namespace {

/// What tells where, what or of whom.
void reduce(Finding& finding) {
  finding.column.reset();
  finding.column_filled = finding.column_passing = 0;
  finding.alternatives.clear();
  finding.evidence.clear();
  finding.samples.clear();
  finding.more_samples = nullptr;
  finding.exact.reset();
  finding.fingerprints = nullptr;
  finding.fingerprints_hash = 0;
  finding.plain_place = true;
}

/// As many components as the concealed path has are taken off the end.
std::string concealed_path(std::string_view path, std::string_view relative) {
  const auto components = std::count(relative.begin(), relative.end(), '/') + 1;
  for (auto i = components; i > 0; --i) path = path.substr(0, path.rfind('/'));
  return std::string(path) + '/' + std::string(relative);
}

}  // namespace

void PrivateTotals::add(Finding finding) {
  reduce(finding);
  const auto [place, fresh] = by_rule_.try_emplace(finding.rule, std::move(finding));
  if (fresh) return;
  Finding &total = place->second, &more = finding;  // was not moved from
  // What an allow list covers wholly counts as suppressed beside what it does not.
  if (total.suppression.empty() != more.suppression.empty()) {
    if (!total.suppression.empty()) std::swap(total, more);
    total.suppressed += more.suppressed;
    return;
  }
  if (more.score > total.score) {
    total.score = more.score;
    total.confidence = more.confidence;
    total.level = more.level;
  }
  total.count += more.count;
  total.weak += more.weak;
  total.suppressed += more.suppressed;
  // Which of them are the same nobody knows any more: there are at least so many.
  total.distinct = std::max(total.distinct, more.distinct);
}

void PrivateTotals::take(std::vector<Finding>& findings, std::size_t first) {
  for (std::size_t i = first; i < findings.size(); ++i) add(std::move(findings[i]));
  findings.resize(first);
}

void PrivateTotals::put(const Item& item, std::string_view target_name, std::string_view locator,
                        std::vector<Finding>& findings) {
  for (auto& [id, total] : by_rule_) {
    total.item = item.path;
    total.relative = item.relative;
    total.locator = locator;
    total.id = finding_id(context_.keys.id_key, target_name, item.relative, locator, std::nullopt,
                          id);
    const auto& rules = context_.rules.rules();
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&id](const Rule& one) { return one.id == id; });
    if (rule != rules.end()) total.severity = static_cast<Severity>(severity(*rule, total.count));
    findings.push_back(std::move(total));
  }
  by_rule_.clear();
}

void conceal(const ScanContext& context, ItemDone& done) {
  ItemRecord& record = done.record;
  record.item.path = concealed_path(record.item.path, record.item.private_name);
  record.outcome.note.clear();
  record.content_hash = record.edge_hash = {};
  for (PartRecord& part : record.parts) {
    part.locator = kPrivateLocator;
    part.outcome.note.clear();
  }
  PrivateTotals totals(context);
  totals.take(record.findings, 0);
  totals.put(record.item, context.sources[record.item.target]->lasting_name(), "",
             record.findings);
}

}  // namespace braque::pipeline
