// braque export --to NAME, braque export status.
#include "cli/commands.hpp"
#include "cli/escape.hpp"
#include "cli/index_place.hpp"
#include "cli/json_writer.hpp"
#include "cli/load_plan.hpp"
#include "cli/numbers.hpp"
#include "cli/process.hpp"
#include "cli/program.hpp"
#include "cli/suggest.hpp"
#include "cli/text_table.hpp"
#include "export/delivery.hpp"
#include "export/event.hpp"

namespace braque::cli {
namespace {

Error unknown_destination(const Plan& plan, const std::string& name) {
  std::vector<std::string> names;
  for (const PlannedDestination& one : plan.destinations) names.push_back(one.destination.name);
  const std::string near = nearest(name, names);
  return unexpected(ErrorKind::invalid,
                    "--to: there is no [destination." + name + "] in the configuration" +
                        (near.empty() ? "; add it (`braque init` writes an example)"
                                      : "; did you mean " + near + "?"));
}

std::string when(std::int64_t milliseconds) {
  return milliseconds == 0 ? "-" : exporting::time_text(milliseconds).substr(0, 19) + "Z";
}

void write_state(Output& out, const exporting::DeliveryState& state) {
  JsonWriter json(out.buffer());
  json.begin_object()
      .key("record")
      .string("destination")
      .key("destination")
      .string(state.destination);
  json.key("waiting")
      .number(state.waiting)
      .key("sent")
      .number(state.sent)
      .key("retried")
      .number(state.retried);
  json.key("refused")
      .number(state.dead)
      .key("lost")
      .number(state.lost)
      .key("bytes")
      .number(state.bytes);
  json.key("event").number(static_cast<std::uint64_t>(state.event_id));
  json.key("attempt").string_or_null(
      state.attempt_ms == 0 ? "" : exporting::time_text(state.attempt_ms));
  json.key("success").string_or_null(
      state.success_ms == 0 ? "" : exporting::time_text(state.success_ms));
  json.key("oldest_waiting")
      .string_or_null(state.oldest_waiting_ms == 0 ? ""
                                                   : exporting::time_text(state.oldest_waiting_ms));
  json.key("error").string_or_null(state.error).end_object();
  out.write("\n");
}

}  // namespace

ExitCode export_to(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  stop_on_signals();
  auto plan = load_plan(settings);
  if (!plan) return fail(plan.error());
  ExitCode code = ExitCode::done;
  std::vector<std::string> names = settings.all("to");
  if (names == std::vector<std::string>{"all"}) {
    names.clear();
    for (const PlannedDestination& one : plan->destinations) names.push_back(one.destination.name);
  }
  for (const std::string& name : names) {
    const PlannedDestination* planned = plan->destination(name);
    if (planned == nullptr) return fail(unknown_destination(*plan, name));
    auto told = deliver_to(settings, *plan, *planned);
    if (!told)
      code = stronger(code, fail(told.error()));
    else if (told->failed)
      code = stronger(code, ExitCode::spooled);
  }
  return code;
}

ExitCode export_status(Invocation& invocation) {
  auto database = exporting::open_for_delivery(index_path(invocation.settings));
  if (!database) return fail(database.error());
  auto states = exporting::delivery_states(*database);
  if (!states) return fail(states.error());
  Output& out = invocation.out;
  if (invocation.settings.text("format") == "jsonl") {
    for (const exporting::DeliveryState& state : *states) write_state(out, state);
    return ExitCode::done;
  }
  TextTable table;
  table.row({"destination", "last success", "waiting", "sent", "refused", "lost"},
            TextTable::Emphasis::heading);
  for (const exporting::DeliveryState& state : *states)
    table.row({terminal_text(state.destination), when(state.success_ms),
               whole_text(state.waiting, invocation.language),
               whole_text(state.sent, invocation.language),
               whole_text(state.dead, invocation.language),
               whole_text(state.lost, invocation.language)});
  out.write(table.render(terminal_width(out), 2, Style{wants_colour(out)}));
  for (const exporting::DeliveryState& state : *states)
    if (!state.error.empty())
      out.write("  " + terminal_text(state.destination + ": " + state.error) + "\n");
  auto letters = database->prepare(
      "SELECT destination, event_id, reason, count(*) FROM dead_letters GROUP BY destination, "
      "reason"
      " ORDER BY letter_id DESC LIMIT 20");
  if (!letters) return fail(letters.error());
  while (true) {
    auto more = letters->step();
    if (!more) return fail(more.error());
    if (!*more) return ExitCode::done;
    out.write("  " +
              terminal_text(letters->string(0) + " refused " + std::to_string(letters->integer(3)) +
                            ": " + letters->string(2)) +
              "\n");
  }
}

}  // namespace braque::cli
