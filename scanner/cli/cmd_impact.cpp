// braque impact: what was in a set of files, as a notification of a breach has to say (Art. 33 and 34 GDPR).
#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "cli/commands.hpp"
#include "cli/impact_printer.hpp"
#include "cli/index_place.hpp"
#include "cli/item_list.hpp"
#include "cli/parse_value.hpp"
#include "index/index_reader.hpp"
#include "index/wildcard.hpp"
#include "cli/subject_printer.hpp"
#include "report/people.hpp"
#include "report/records.hpp"

namespace braque::cli {
namespace {

/// The items of --items or --path.
class Chosen {
 public:
  static Result<Chosen> from(const Settings& settings) {
    Chosen chosen;
    chosen.pattern_ = settings.text("path");
    if (settings.has("items")) {
      if (!chosen.pattern_.empty())
        return unexpected(ErrorKind::invalid, "--items and --path both say which files; give one of them");
      auto list = ItemList::read(settings.text("items"));
      if (!list) return list.error();
      chosen.list_ = std::move(*list);
    } else if (chosen.pattern_.empty()) {
      return unexpected(ErrorKind::invalid, "say which files: --items FILE (a list) or --path PATTERN");
    }
    return chosen;
  }
  bool holds(const std::string& path, const std::string& relative) {
    return list_ ? list_->names(path, relative) : index::wildcard_match(pattern_, path);
  }
  std::vector<std::string> missing() const { return list_ ? list_->missing() : std::vector<std::string>{}; }

 private:
  std::string pattern_;
  std::optional<ItemList> list_;
};

/// The findings of the chosen items, by row, for the walk over the fingerprints.
struct ChosenFinding {
  std::uint32_t part = 0, finding = 0, category = 0;
  report::PersonFinding person;
  report::PersonValue value(std::uint64_t prefix) const { return {part, finding, *person.family, prefix}; }
  /// A value that fingerprints() passes on.
  bool counts(std::uint64_t value) const {
    return person.family && !person.all && std::find(person.nobody.begin(), person.nobody.end(), value) == person.nobody.end();
  }
};

class Gathering {
 public:
  explicit Gathering(ImpactAnswer& answer) : answer_(answer) {}

  void add(const index::StoredFinding& stored) {
    const Finding& finding = stored.finding;
    const std::string group = impact_group(finding);
    const auto [place, made] = groups_.emplace(group, answer_.categories.size());
    if (made) answer_.categories.emplace_back().group = group;
    ImpactCategory& category = answer_.categories[place->second];
    ++category.findings;
    category.records += finding.count;
    category.files.insert(stored.item_row);
    const auto part = static_cast<std::uint32_t>(
        parts_.emplace(std::pair(stored.item_row, finding.locator), parts_.size()).first->second);
    ChosenFinding& chosen = rows_[stored.row];
    chosen = {part, static_cast<std::uint32_t>(rows_.size()), static_cast<std::uint32_t>(place->second),
              report::person_finding(finding)};
    if (records_.size() <= part) records_.resize(part + 1);
    records_[part].push_back(report::record_evidence(finding));
  }

  Result<void> count(const index::IndexReader& reader) {
    std::vector<std::vector<std::uint64_t>> values(answer_.categories.size());
    std::vector<report::PersonValue> people;
    for (const auto& [row, chosen] : rows_)
      if (chosen.person.all)
        for (const std::uint64_t value : *chosen.person.all) people.push_back(chosen.value(value));
    auto done = reader.fingerprints([&](std::int64_t row, std::uint64_t prefix) {
      auto known = rows_.find(row);
      if (known == rows_.end()) return;
      values[known->second.category].push_back(prefix);
      if (known->second.counts(prefix)) people.push_back(known->second.value(prefix));
    });
    if (!done) return done;
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::sort(values[i].begin(), values[i].end());
      answer_.categories[i].distinct =
          static_cast<std::uint64_t>(std::unique(values[i].begin(), values[i].end()) - values[i].begin());
    }
    answer_.people = report::estimate_people(people);
    double records = 0;
    for (std::vector<report::RecordEvidence>& part : records_) records += report::records_in_part(part);
    answer_.records = report::record_bounds(records);
    return {};
  }

 private:
  ImpactAnswer& answer_;
  std::map<std::string, std::size_t> groups_;
  std::map<std::pair<std::int64_t, std::string>, std::size_t> parts_;
  std::unordered_map<std::int64_t, ChosenFinding> rows_;
  std::vector<std::vector<report::RecordEvidence>> records_;  ///< by part
};

Result<void> count_items(index::IndexReader& reader, Chosen& chosen, ImpactAnswer& answer) {
  return reader.items({}, [&](index::StoredItem& stored) {
    if (!chosen.holds(stored.item.path, stored.item.relative)) return true;
    ++answer.items;
    answer.bytes += stored.item.metadata.size;
    if (stored.outcome.status == Status::partial) ++answer.partial;
    if (stored.outcome.status == Status::skipped) ++answer.skipped;
    return true;
  });
}

}  // namespace

ExitCode impact(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  auto chosen = Chosen::from(settings);
  if (!chosen) return fail(chosen.error());
  auto reader = index::IndexReader::open(index_path(settings));
  if (!reader) return fail(reader.error());
  ImpactAnswer answer;
  if (auto done = count_items(**reader, *chosen, answer); !done) return fail(done.error());
  answer.missing = chosen->missing();
  Gathering gathering(answer);
  index::Filter filter;
  filter.min_confidence = confidence_named(settings.text("min-confidence"));
  auto done = (*reader)->findings(filter, [&](index::StoredFinding& stored) {
    // A vocabulary without a person is nobody's data.
    const bool counts = stored.finding.level != "vocabulary";
    if (counts && chosen->holds(stored.finding.item, stored.finding.relative)) gathering.add(stored);
    return true;
  });
  if (done) done = gathering.count(**reader);
  if (done)
    done = (*reader)->runs(1, [&](index::StoredRun& run) {
      answer.index_ms = run.finished_ms.value_or(run.started_ms);
      return true;
    });
  if (!done) return fail(done.error());
  if (settings.has("aware")) answer.aware_ms = parse_date_ms(settings.text("aware"));
  print_impact(invocation, answer);
  return ExitCode::done;
}

}  // namespace braque::cli
