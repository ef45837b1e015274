// braque report accuracy: people whose data contradict each other.
#include "cli/commands.hpp"
#include "cli/report_command.hpp"
#include "report/accuracy.hpp"

namespace braque::cli {

ExitCode report_accuracy(Invocation& invocation) {
  auto query = open_report(invocation.settings);
  if (!query) return fail(query.error());
  report::Accuracy accuracy;
  auto done = query->index->findings(query->filter, [&](index::StoredFinding& stored) {
    accuracy.add(stored.finding);
    return true;
  });
  return done ? print_report(invocation, *query, accuracy.document()) : fail(done.error());
}

}  // namespace braque::cli
