// braque report trend: what each run brought.
#include "cli/commands.hpp"
#include "cli/report_command.hpp"
#include "report/trend.hpp"

namespace braque::cli {

ExitCode report_trend(Invocation& invocation) {
  auto query = open_report(invocation.settings);
  if (!query) return fail(query.error());
  report::Trend trend;
  auto done = query->index->runs(0, [&](index::StoredRun& run) {
    trend.add({run.id, run.started_ms, run.status, run.targets, run.rule_set_hash,
               run.extractor_version, run.key_id, run.totals.items.discovered,
               run.totals.items.complete, run.totals.findings});
    return true;
  });
  query->filter.presences = {Presence::new_, Presence::seen, Presence::changed, Presence::gone};
  if (done)
    done = query->index->findings(query->filter, [&](index::StoredFinding& stored) {
      if (stored.finding.level != "vocabulary")
        trend.add(stored.first_run, stored.changed_run, stored.gone_run);
      return true;
    });
  return done ? print_report(invocation, *query, trend.document()) : fail(done.error());
}

}  // namespace braque::cli
