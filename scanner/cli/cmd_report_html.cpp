// braque report html: the whole picture in one page.
#include "cli/commands.hpp"
#include "cli/report_command.hpp"
#include "report/overview.hpp"

namespace braque::cli {

ExitCode report_html(Invocation& invocation) {
  auto query = open_report(invocation.settings);
  if (!query) return fail(query.error());
  report::Groups groups;
  report::Overview overview(groups);
  auto done = visit_facts(
      *query, groups, [&](const report::ItemFacts& item) { overview.add(item); },
      [&](const index::StoredFinding& stored) { overview.add(stored.finding); });
  index::Filter filter;
  filter.target = query->filter.target;
  filter.path = query->filter.path;
  if (done)
    done = query->index->issues(filter, [&](index::StoredIssue& issue) {
      overview.add_gap(issue.path, !issue.locator.empty(), issue.outcome);
      return true;
    });
  return done ? print_report(invocation, *query, overview.document()) : fail(done.error());
}

}  // namespace braque::cli
