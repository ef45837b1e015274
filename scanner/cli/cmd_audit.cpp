// braque baseline write | show and audit list | verify: what there was on a day, and who did what.
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/decisions.hpp"
#include "cli/escape.hpp"
#include "cli/index_place.hpp"
#include "cli/json_writer.hpp"
#include "cli/numbers.hpp"
#include "cli/program.hpp"
#include "cli/text_table.hpp"

namespace braque::cli {

ExitCode baseline_write(Invocation& invocation) {
  const std::string& path = invocation.arguments.front();
  auto decisions = open_decisions(invocation.settings);
  if (!decisions) return fail(decisions.error());
  auto file = FileOutput::create(path);
  if (!file) return fail(file.error());
  auto written = index::write_baseline(index_path(invocation.settings),
                                       [&](std::string_view bytes) { (*file)->write(bytes); });
  if (!written) return fail(written.error());
  if (auto done = (*file)->commit(); !done) return fail(done.error());
  if (auto noted =
          (*decisions)->note("baseline", "{\"findings\":" + std::to_string(*written) + "}");
      !noted)
    return fail(noted.error());
  invocation.out.write(format(Message::baseline_made, invocation.language, terminal_text(path),
                              whole_text(*written, invocation.language)) +
                       "\n");
  return ExitCode::done;
}

ExitCode baseline_show(Invocation& invocation) {
  auto baseline = load_baseline(invocation.arguments.front());
  if (!baseline) return fail(baseline.error());
  invocation.out.write(format(Message::baseline_says, invocation.language,
                              whole_text(baseline->size(), invocation.language),
                              baseline->key_id()) +
                       "\n");
  return ExitCode::done;
}

ExitCode audit_list(Invocation& invocation) {
  auto decisions = open_decisions(invocation.settings);
  if (!decisions) return fail(decisions.error());
  Output& out = invocation.out;
  TextTable table;
  auto done = (*decisions)->audit([&](const index::AuditRecord& record) {
    if (invocation.settings.text("format") == "jsonl") {
      JsonWriter json(out.buffer());
      json.begin_object().key("record").string("audit");
      json.key("sequence").number(static_cast<std::uint64_t>(record.sequence));
      json.key("at_ms").number(static_cast<std::uint64_t>(record.at_ms));
      json.key("actor").string(record.actor).key("action").string(record.action);
      // As JSON only when it is: somebody may have written into the index.
      const auto details =
          nlohmann::ordered_json::parse(record.details, nullptr, /*allow_exceptions=*/false);
      json.key("details").raw(details.is_discarded() ? "null" : details.dump()).end_object();
      out.write("\n");
      return !out.failed();
    }
    table.row({std::to_string(record.sequence), date_text(record.at_ms),
               terminal_text(record.actor), terminal_text(record.action),
               terminal_text(record.details)});
    return true;
  });
  out.write(table.render(terminal_width(out), 5, Style{}, 4));
  return done ? ExitCode::done : fail(done.error());
}

ExitCode audit_verify(Invocation& invocation) {
  auto decisions = open_decisions(invocation.settings);
  if (!decisions) return fail(decisions.error());
  auto check = (*decisions)->verify_audit();
  if (!check) return fail(check.error());
  if (check->broken) {
    complain(format(Message::audit_broken, invocation.language, *check->broken));
    return ExitCode::usage;
  }
  invocation.out.write(
      format(Message::audit_good, invocation.language,
             whole_text(static_cast<std::uint64_t>(check->records), invocation.language)) +
      "\n");
  return ExitCode::done;
}

}  // namespace braque::cli
