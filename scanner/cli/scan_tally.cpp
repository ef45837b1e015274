#include "cli/scan_tally.hpp"

#include <algorithm>

namespace braque::cli {
namespace {

// A share has millions of folders; of those with findings or gaps this many are told apart. When
// they are full, the lesser half goes: the worst ones are what is printed.
constexpr std::size_t kFoldersMax = 20'000;

template <typename Value, typename Weight>
void keep_worst_half(std::map<std::string, Value>& folders, Weight weight) {
  if (folders.size() <= kFoldersMax) return;
  std::vector<decltype(weight(folders.begin()->second))> weights;
  weights.reserve(folders.size());
  for (const auto& [folder, value] : folders) weights.push_back(weight(value));
  auto middle = weights.begin() + static_cast<std::ptrdiff_t>(weights.size() / 2);
  std::nth_element(weights.begin(), middle, weights.end());
  std::size_t surplus = folders.size() - kFoldersMax / 2;
  for (auto it = folders.begin(); it != folders.end() && surplus > 0;) {
    if (weight(it->second) <= *middle) {
      it = folders.erase(it);
      --surplus;
    } else {
      ++it;
    }
  }
}

}  // namespace

std::string folder_of(const std::string& path) {
  auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

void ScanTally::add(const ItemRecord& record) {
  std::uint64_t before = findings_;
  ++items_;
  for (const Finding& finding : record.findings)
    if (is_printed(finding, options_)) add_finding(finding);
  files_ += findings_ > before ? 1 : 0;
  add_gap(record.item.path, record.outcome);
  for (const PartRecord& part : record.parts) add_gap(record.item.path, part.outcome);
}

void ScanTally::add_exact(const ExactRows& exact) {
  ListTally& list = lists_[exact.list];
  list.met.resize(exact.list_rows);
  list.files += list.last_item == items_ ? 0 : 1;
  list.last_item = items_;
  if (!exact.rows) return;
  exact.rows([&](std::uint64_t row) {
    if (row >= list.met.size() || list.met[row]) return;
    list.met[row] = true;
    ++list.people;
  });
}

void ScanTally::add_finding(const Finding& finding) {
  RuleTally& rule = rules_[finding.rule];
  if (rule.name.empty()) {
    rule.name = finding.name;
    rule.name_fr = finding.name_fr.empty() ? finding.name : finding.name_fr;
    rule.category = finding.category;
  }
  ++rule.findings[static_cast<std::size_t>(finding.confidence)];
  rule.files += rule.last_item == items_ ? 0 : 1;
  rule.last_item = items_;
  rule.matches += finding.count;
  rule.severity = std::max(rule.severity, finding.severity);

  FolderTally& folder = folders_[folder_of(finding.item)];
  ++folder.findings;
  folder.matches += finding.count;
  folder.severity = std::max(folder.severity, finding.severity);
  keep_worst_half(folders_, [](const FolderTally& f) { return std::pair(f.severity, f.matches); });

  if (finding.exact) add_exact(*finding.exact);
  ++findings_;
  matches_ += finding.count;
  if (listed_.size() >= kListedMax) return;
  ListedFinding listed{finding.item,
                       finding.locator,
                       finding.rule,
                       finding.name,
                       finding.name_fr,
                       "",
                       finding.column.value_or(""),
                       finding.confidence,
                       0,
                       finding.count,
                       finding.evidence};
  if (!finding.samples.empty()) {
    listed.masked = finding.samples.front().masked;
    listed.line = finding.samples.front().line;
  }
  listed_.push_back(std::move(listed));
}

void ScanTally::add_gap(const std::string& path, const Outcome& outcome) {
  if (outcome.status == Status::complete || outcome.reason == Reason::none) return;
  GapTally& gap = gaps_[outcome.reason];
  ++gap.count;
  ++gap.folders[folder_of(path)];
  keep_worst_half(gap.folders, [](std::uint64_t count) { return count; });
}

}  // namespace braque::cli
