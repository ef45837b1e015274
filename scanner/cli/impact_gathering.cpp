#include "cli/impact_gathering.hpp"

#include <algorithm>

#include "cli/search_keys.hpp"
#include "report/facts.hpp"

namespace braque::cli {
namespace {

constexpr std::string_view kHeaders = "headers", kBelow = " > headers";

bool are_headers(std::string_view locator) {
  return locator == kHeaders || locator.ends_with(kBelow);
}

/// Where the text is whose people a part's people are: headers belong to their message.
std::string message_of(std::string_view locator) {
  if (locator == kHeaders) return {};
  if (locator.ends_with(kBelow)) locator.remove_suffix(kBelow.size());
  return std::string(locator);
}

}  // namespace

ImpactGathering::ImpactGathering(const std::vector<Fingerprinter>& keys, std::int64_t day_ms) {
  report::visit_minors_births(day_ms, [&](std::string_view birth) {
    for (const Fingerprinter& key : keys) births_.insert(prefix_of(key("intl.dob", birth)));
  });
}

void ImpactGathering::add(const index::StoredFinding& stored) {
  const Finding& finding = stored.finding;
  Group& group = groups_[std::string(report::group_of(finding))];
  ++group.sum.findings;
  group.sum.matches += finding.count;
  group.files.insert(stored.item_row);
  const auto number = static_cast<std::uint32_t>(rows_.size());
  const std::uint32_t copy = copy_of(stored);
  const std::uint32_t message = message_with(stored, copy);
  message_kinds_[message].second |= report::people_kinds(finding);
  Known& known = rows_[stored.row];
  known = {message, number, &group, finding.rule == "intl.dob", {}};
  if (report::are_stray_names(finding)) return;
  const std::uint32_t part = part_with(stored, copy);
  if (report::makes_records(finding)) records_[part].push_back(report::record_evidence(finding));
  known.person = report::person_finding(finding);
  add_column(stored, part, known);
  if (known.person.all)
    for (const std::uint64_t value : *known.person.all) people_.push_back(known.value(value));
}

std::uint32_t ImpactGathering::copy_of(const index::StoredFinding& stored) {
  const Finding& finding = stored.finding;
  const auto place = namesakes_.try_emplace({stored.item_row, finding.locator}).first;
  // Findings of a part stand together, but for those of a later scan.
  const bool comes_back = !last_place_ || *last_place_ != place;
  last_place_ = place;
  Namesakes& known = place->second;
  const bool met_rule = !known.rules.insert(finding.rule).second;
  const bool met_column = !known.columns.emplace(finding.rule, finding.column).second;
  if (met_column || (met_rule && comes_back)) {
    ++known.copy;
    known.rules = {finding.rule};
    known.columns = {{finding.rule, finding.column}};
  }
  return known.copy;
}

std::uint32_t ImpactGathering::message_with(const index::StoredFinding& stored,
                                            std::uint32_t copy) {
  const auto [place, made] =
      messages_.try_emplace({stored.item_row, message_of(stored.finding.locator), copy},
                            static_cast<std::uint32_t>(messages_.size()));
  if (made) message_kinds_.emplace_back(stored.item_row, 0U);
  return place->second;
}

std::uint32_t ImpactGathering::part_with(const index::StoredFinding& stored, std::uint32_t copy) {
  const auto [place, made] = parts_.try_emplace({stored.item_row, stored.finding.locator, copy},
                                                static_cast<std::uint32_t>(parts_.size()));
  if (made) records_.emplace_back();
  return place->second;
}

void ImpactGathering::add_column(const index::StoredFinding& stored, std::uint32_t part,
                                 Known& known) {
  if (!known.person.family) return;
  report::PersonColumn& column = columns_[known.finding];
  const Finding& finding = stored.finding;
  column.matches = finding.count;
  column.places = std::move(known.person.places);
  // Lines of the parts of a message are no lines of each other.
  for (report::PersonColumn::Place& place : column.places) place.line = place.line << 32 | part;
  // Each header is about somebody else, the columns of a table are about the same people.
  if (!finding.column || are_headers(finding.locator)) return;
  column.cells = finding.column_passing;
  column.column = column_numbers_
                      .try_emplace({part, *finding.column},
                                   static_cast<std::uint32_t>(column_numbers_.size() + 1))
                      .first->second;
}

void ImpactGathering::add_value(const Known& known, std::uint64_t prefix) {
  known.group->values.push_back(prefix);
  if (known.births && births_.contains(prefix)) {
    minors_.insert(prefix);
    minors_files_.insert(message_kinds_[known.message].first);
  }
  const report::PersonFinding& person = known.person;
  if (!person.family || person.all) return;
  if (std::find(person.nobody.begin(), person.nobody.end(), prefix) == person.nobody.end())
    people_.push_back(known.value(prefix));
}

Result<void> ImpactGathering::finish(const index::IndexReader& reader,
                                     report::ImpactAnswer& answer) {
  auto done = reader.fingerprints([&](std::int64_t row, std::uint64_t prefix) {
    if (const auto known = rows_.find(row); known != rows_.end()) add_value(known->second, prefix);
  });
  if (!done) return done;
  put_categories(answer);
  put_people(answer);
  double records = 0;
  for (std::vector<report::RecordEvidence>& part : records_)
    records += report::records_in_part(part);
  answer.records = report::record_bounds(records);
  return {};
}

void ImpactGathering::put_categories(report::ImpactAnswer& answer) {
  for (auto& [name, group] : groups_) {
    std::sort(group.values.begin(), group.values.end());
    group.sum.group = name;
    group.sum.distinct = static_cast<std::uint64_t>(
        std::unique(group.values.begin(), group.values.end()) - group.values.begin());
    group.sum.files = group.files.size();
    answer.categories.push_back(group.sum);
  }
  std::stable_sort(answer.categories.begin(), answer.categories.end(),
                   [](const auto& a, const auto& b) {
                     if (report::is_special(a.group) != report::is_special(b.group))
                       return report::is_special(a.group);
                     return a.matches > b.matches;
                   });
}

void ImpactGathering::put_people(report::ImpactAnswer& answer) {
  for (const auto kind :
       {report::PeopleKind::staff, report::PeopleKind::customers, report::PeopleKind::patients})
    put_kind(kind, answer);
  if (!minors_.empty())
    answer.kinds.push_back(
        {report::PeopleKind::minors, minors_files_.size(), minors_.size(), std::nullopt});
  answer.people = report::estimate_people(people_, columns_);
}

void ImpactGathering::put_kind(report::PeopleKind kind, report::ImpactAnswer& answer) {
  std::vector<report::PersonValue> people;
  std::copy_if(people_.begin(), people_.end(), std::back_inserter(people),
               [&](const report::PersonValue& value) {
                 return report::has_kind(message_kinds_[value.part].second, kind);
               });
  if (people.empty()) return;
  std::set<std::int64_t> files;
  for (const report::PersonValue& value : people) files.insert(message_kinds_[value.part].first);
  const report::Bounds bounds = report::estimate_people(people, columns_);
  answer.kinds.push_back({kind, files.size(), bounds.lower, bounds.upper});
}

}  // namespace braque::cli
