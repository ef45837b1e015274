// braque triage: what became of a finding, in the words of those who look after it.
#include "cli/commands.hpp"
#include "cli/decisions.hpp"
#include "cli/escape.hpp"
#include "cli/json_writer.hpp"
#include "cli/program.hpp"
#include "cli/text_table.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::cli {
namespace {

void write_triage_json(Output& out, const std::string& finding, const index::TriageEntry& entry) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("triage").key("finding_id").string(finding);
  json.key("date").string(date_text(entry.at_ms)).key("author").string(entry.author);
  json.key("triage").string(name(entry.triage)).key("note").string_or_null(entry.note).end_object();
  out.write("\n");
}

}  // namespace

ExitCode triage(Invocation& invocation) {
  const std::string& word = invocation.arguments.front();
  auto finding = digest_from_hex(word);
  if (!finding)
    return fail(unexpected(
        ErrorKind::invalid,
        "a finding is named by its finding_id, as `braque findings --format jsonl` prints it"));
  auto decisions = open_decisions(invocation.settings);
  if (!decisions) return fail(decisions.error());
  if (invocation.settings.has("state")) {
    Triage state = Triage::open;
    for (int i = 0; i <= static_cast<int>(Triage::assigned); ++i)
      if (name(static_cast<Triage>(i)) == invocation.settings.text("state"))
        state = static_cast<Triage>(i);
    auto done = (*decisions)->triage(*finding, state, invocation.settings.text("note"));
    return done ? ExitCode::done : fail(done.error());
  }
  auto history = (*decisions)->triage_history(*finding);
  if (!history) return fail(history.error());
  TextTable table;
  for (const index::TriageEntry& entry : *history) {
    if (invocation.settings.text("format") == "jsonl")
      write_triage_json(invocation.out, word, entry);
    else
      table.row({date_text(entry.at_ms), std::string(name(entry.triage)),
                 terminal_text(entry.author), terminal_text(entry.note)});
  }
  invocation.out.write(table.render(terminal_width(invocation.out), 4, Style{}, 3));
  return ExitCode::done;
}

}  // namespace braque::cli
