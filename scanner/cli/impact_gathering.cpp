#include "cli/impact_gathering.hpp"

#include <algorithm>

#include "cli/search_keys.hpp"
#include "report/facts.hpp"

namespace braque::cli {

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
  const auto [place, made] = parts_.try_emplace({stored.item_row, finding.locator},
                                                static_cast<std::uint32_t>(parts_.size()));
  const std::uint32_t part = place->second;
  if (made) {
    records_.emplace_back();
    part_kinds_.emplace_back(stored.item_row, 0U);
  }
  records_[part].push_back(report::record_evidence(finding));
  part_kinds_[part].second |= report::people_kinds(finding);
  Known& known = rows_[stored.row];
  known = {part, static_cast<std::uint32_t>(rows_.size()), &group, finding.rule == "intl.dob",
           report::person_finding(finding)};
  if (known.person.all)
    for (const std::uint64_t value : *known.person.all) people_.push_back(known.value(value));
}

void ImpactGathering::add_value(const Known& known, std::uint64_t prefix) {
  known.group->values.push_back(prefix);
  if (known.births && births_.contains(prefix)) {
    minors_.insert(prefix);
    minors_files_.insert(part_kinds_[known.part].first);
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
  answer.people = report::estimate_people(people_);
}

void ImpactGathering::put_kind(report::PeopleKind kind, report::ImpactAnswer& answer) {
  std::vector<report::PersonValue> people;
  std::copy_if(people_.begin(), people_.end(), std::back_inserter(people),
               [&](const report::PersonValue& value) {
                 return report::has_kind(part_kinds_[value.part].second, kind);
               });
  if (people.empty()) return;
  std::set<std::int64_t> files;
  for (const report::PersonValue& value : people) files.insert(part_kinds_[value.part].first);
  const report::Bounds bounds = report::estimate_people(people);
  answer.kinds.push_back({kind, files.size(), bounds.lower, bounds.upper});
}

}  // namespace braque::cli
