// braque impact: what was in a set of files, as a notification of a breach has to say (Art. 33 and
// 34 GDPR).
#include <unordered_map>

#include "cli/commands.hpp"
#include "cli/impact_choice.hpp"
#include "cli/impact_gathering.hpp"
#include "cli/impact_printer.hpp"
#include "cli/index_place.hpp"
#include "cli/parse_value.hpp"
#include "cli/search_keys.hpp"
#include "cli/subject_printer.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kGapsMax = 10'000;

/// What was there then, as the index knew it. Without --as-of, what is there now.
Result<void> set_moment(const Settings& settings, index::IndexReader& reader, index::Filter& filter,
                        report::ImpactAnswer& answer) {
  if (settings.has("as-of")) {
    const std::int64_t day = parse_date_ms(settings.text("as-of")).value_or(0);
    auto run = reader.run_before(day + kDayMs);
    if (!run) return run.error();
    if (!*run)
      return unexpected(ErrorKind::invalid, "--as-of " + settings.text("as-of") +
                                                ": the index knows of no run until then");
    filter.run = **run;
    filter.as_known = true;
    answer.as_of_ms = day;
  }
  return reader.runs(0, [&](index::StoredRun& run) {
    if (filter.run && run.id != *filter.run) return true;
    answer.index_ms = run.finished_ms.value_or(run.started_ms);
    return false;
  });
}

using Paths = std::unordered_map<std::int64_t, std::string>;  ///< of chosen items, by row

Result<Paths> choose_items(index::IndexReader& reader, const index::Filter& filter,
                           ImpactChoice& choice, report::ImpactAnswer& answer) {
  Paths chosen;
  auto done = reader.items(filter, [&](index::StoredItem& stored) {
    if (!choice.holds(stored)) return true;
    chosen.emplace(stored.row, stored.item.path);
    ++answer.items;
    answer.bytes += stored.item.metadata.size;
    if (stored.outcome.status == Status::partial) ++answer.partial;
    if (stored.outcome.status == Status::skipped) ++answer.skipped;
    return true;
  });
  if (!done) return done.error();
  answer.missing = choice.missing();
  return chosen;
}

/// Items and parts that were not fully read, of those that were chosen.
Result<void> add_gaps(index::IndexReader& reader, const index::Filter& filter, const Paths& chosen,
                      report::ImpactAnswer& answer) {
  std::set<std::string_view> paths;
  for (const auto& [row, path] : chosen) paths.insert(path);
  return reader.issues(filter, [&](index::StoredIssue& issue) {
    if (paths.contains(issue.path))
      answer.gaps.push_back({issue.path, issue.locator, issue.outcome});
    return answer.gaps.size() < kGapsMax;
  });
}

Result<report::ImpactAnswer> find_impact(const Settings& settings, index::IndexReader& reader) {
  auto choice = ImpactChoice::from(settings);
  if (!choice) return choice.error();
  report::ImpactAnswer answer;
  index::Filter filter;
  if (auto done = set_moment(settings, reader, filter, answer); !done) return done.error();
  auto chosen = choose_items(reader, filter, *choice, answer);
  if (!chosen) return chosen.error();
  if (auto done = add_gaps(reader, filter, *chosen, answer); !done) return done.error();
  auto keys = search_keys(settings, reader);
  if (!keys) return keys.error();
  ImpactGathering gathering(*keys, answer.as_of_ms.value_or(answer.index_ms));
  filter.min_confidence = confidence_named(settings.text("min-confidence"));
  auto done = reader.findings(filter, [&](index::StoredFinding& stored) {
    // A vocabulary without a person is nobody's data.
    if (stored.finding.level != "vocabulary" && chosen->contains(stored.item_row))
      gathering.add(stored);
    return true;
  });
  if (done) done = gathering.finish(reader, answer);
  if (!done) return done.error();
  if (settings.has("aware")) answer.aware_ms = parse_date_ms(settings.text("aware"));
  return answer;
}

}  // namespace

ExitCode impact(Invocation& invocation) {
  auto reader = index::IndexReader::open(index_path(invocation.settings));
  if (!reader) return fail(reader.error());
  const auto answer = find_impact(invocation.settings, **reader);
  if (!answer) return fail(answer.error());
  print_impact(invocation, *answer);
  return ExitCode::done;
}

}  // namespace braque::cli
