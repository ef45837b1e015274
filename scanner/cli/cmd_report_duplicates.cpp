// braque report duplicates: personal data that lie in several places.
#include <unordered_map>

#include "cli/commands.hpp"
#include "cli/report_command.hpp"
#include "report/duplicates.hpp"

namespace braque::cli {

ExitCode report_duplicates(Invocation& invocation) {
  auto query = open_report(invocation.settings);
  if (!query) return fail(query.error());
  report::Groups groups;
  report::Duplicates duplicates(groups);
  std::unordered_map<std::int64_t, std::int64_t> item_of;  // by the row of a finding
  auto done = visit_facts(
      *query, groups, [&](const report::ItemFacts& item) { duplicates.add(item); },
      [&](const index::StoredFinding& stored) { item_of.emplace(stored.row, stored.item_row); });
  report::Similar similar;
  if (done)
    done = query->index->fingerprints([&](std::int64_t row, std::uint64_t prefix) {
      if (const auto known = item_of.find(row); known != item_of.end())
        similar.add(known->second, prefix);
    });
  return done ? print_report(invocation, *query, duplicates.document(similar.groups()))
              : fail(done.error());
}

}  // namespace braque::cli
