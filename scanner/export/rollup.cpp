// Totals of a target and of its folders: the first look at a target sends these instead of a
// million findings.
#include <algorithm>
#include <map>
#include <set>

#include "export/event_reader.hpp"
#include "export/object_names.hpp"
#include "index/names.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::exporting {
namespace {

constexpr std::string_view kRows =
    "SELECT i.relative, r.category, f.severity, f.match_count, f.confidence, r.gdpr,"
    " f.suppressed AND ifnull(f.suppressed_until_ms > unixepoch() * 1000, 1)"
    " FROM targets t JOIN items i ON i.target_id = t.target_id JOIN findings f ON f.item_id = "
    "i.item_id"
    " JOIN rules r ON r.rule_row = f.rule_row WHERE t.name = ?1 AND f.gone_run IS NULL";

/// Folders beyond this many are counted together at the end.
constexpr std::size_t kFoldersMax = 500;
constexpr std::size_t kDepth = 2;

class Counts {
 public:
  void add(std::string_view category, Severity severity, std::uint64_t matches) {
    auto& total = totals_[{std::string(category), severity}];
    ++total.first;
    total.second += matches;
    ++findings_;
  }
  void add(const Counts& other) {
    for (const auto& [key, value] : other.totals_) {
      auto& total = totals_[key];
      total.first += value.first;
      total.second += value.second;
    }
    findings_ += other.findings_;
  }
  std::uint64_t findings() const noexcept { return findings_; }
  /// Most severe first.
  std::vector<CategoryTotal> list() const {
    std::vector<CategoryTotal> list;
    for (const auto& [key, value] : totals_)
      list.push_back({key.first, key.second, value.first, value.second});
    std::stable_sort(list.begin(), list.end(), [](const CategoryTotal& a, const CategoryTotal& b) {
      return a.severity > b.severity;
    });
    return list;
  }

 private:
  std::map<std::pair<std::string, Severity>, std::pair<std::uint64_t, std::uint64_t>> totals_;
  std::uint64_t findings_ = 0;
};

using Folders = std::map<std::string, Counts>;

Result<void> count(const index::Database& database, const std::string& target,
                   const Selection& selection, Counts& all, Folders* folders) {
  auto rows = database.prepare(kRows);
  if (!rows) return rows.error();
  rows->text(1, target);
  while (true) {
    auto more = rows->step();
    if (!more) return more.error();
    if (!*more) return {};
    const Confidence least =
        is_special(rows->bytes(5)) ? selection.min_confidence_special : selection.min_confidence;
    if (index::confidence_from_number(rows->integer(4)) < least) continue;
    if (rows->integer(6) != 0 && !selection.suppressed) continue;
    const Severity severity = index::severity_from_number(rows->integer(2));
    all.add(rows->bytes(1), severity, rows->unsigned_integer(3));
    if (folders != nullptr)
      (*folders)[std::string(folder_of(rows->bytes(0), kDepth))].add(rows->bytes(1), severity,
                                                                     rows->unsigned_integer(3));
  }
}

/// The folders with the most findings; all others as one, named "".
std::vector<std::pair<std::string, Counts>> largest(Folders folders, Counts& others) {
  std::vector<std::pair<std::string, Counts>> list(folders.begin(), folders.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.second.findings() > b.second.findings();
  });
  for (std::size_t i = kFoldersMax; i < list.size(); ++i) others.add(list[i].second);
  if (list.size() > kFoldersMax) list.resize(kFoldersMax);
  return list;
}

Event counted_event(EventKind kind, const RunFacts& run, const Counts& counts,
                    std::int64_t sequence) {
  Event event;
  event.kind = kind;
  event.run = run;
  event.sequence = sequence;
  event.time_ms = run.finished_ms > 0 ? run.finished_ms : run.started_ms;
  event.totals = counts.list();
  event.count = counts.findings();
  return event;
}

}  // namespace

Result<Event> EventReader::totals(std::int64_t run_id, const std::string& target,
                                  std::int64_t sequence) {
  auto facts = run(run_id);
  if (!facts) return facts.error();
  Counts all;
  if (auto done = count(database_, target, selection_, all, nullptr); !done) return done.error();
  Event event = counted_event(EventKind::totals, **facts, all, sequence);
  name_object(target, "", "", event.object);
  event.id = run_event_id(
      event.run, "totals-" + hex(finding_id({}, target, "", "", {}, "")).substr(0, 16), sequence);
  return event;
}

Result<void> EventReader::baseline(std::int64_t run_id, const std::string& target,
                                   std::int64_t sequence,
                                   const std::function<bool(const Event&)>& visit) {
  auto facts = run(run_id);
  if (!facts) return facts.error();
  const RunFacts run_facts = **facts;
  Counts all, others;
  Folders folders;
  if (auto done = count(database_, target, selection_, all, &folders); !done) return done;
  const std::string mark = hex(finding_id({}, target, "", "", {}, "")).substr(0, 16);
  Event summary = counted_event(EventKind::baseline, run_facts, all, sequence);
  name_object(target, "", "", summary.object);
  summary.id = run_event_id(run_facts, "baseline-" + mark, sequence);
  if (!visit(summary)) return {};
  std::size_t number = 0;
  auto list = largest(std::move(folders), others);
  if (others.findings() > 0) list.emplace_back("(other folders)", others);
  for (const auto& [folder, counts] : list) {
    Event event = counted_event(EventKind::folder, run_facts, counts, sequence);
    name_object(target, "", folder, event.object);
    if (pseudonyms_ != nullptr) pseudonyms_->apply(disclosure_, event.object);
    event.id = run_event_id(run_facts, "folder-" + mark + "-" + std::to_string(++number), sequence);
    if (!visit(event)) return {};
  }
  return {};
}

}  // namespace braque::exporting
