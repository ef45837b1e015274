// braque suppress add | list | end: findings that are put aside, for a reason and for a time.
#include "cli/commands.hpp"
#include "cli/decisions.hpp"
#include "cli/escape.hpp"
#include "cli/json_writer.hpp"
#include "cli/numbers.hpp"
#include "cli/parse_value.hpp"
#include "cli/program.hpp"
#include "cli/text_table.hpp"
#include "index/clock.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::cli {
namespace {

using index::now_ms;
using index::Suppression;

Result<Digest> digest_of(const Settings& settings, const char* option) {
  auto digest = digest_from_hex(settings.text(option));
  if (digest) return *digest;
  return unexpected(ErrorKind::invalid,
                    "--" + std::string(option) +
                        " takes 32 hexadecimal digits, as `braque findings --format "
                        "jsonl` prints them");
}

Result<Suppression> suppression_of(const Settings& settings) {
  Suppression made;
  if (settings.has("finding")) {
    auto digest = digest_of(settings, "finding");
    if (!digest) return digest.error();
    made.finding = *digest;
  }
  if (settings.has("fingerprint")) {
    auto digest = digest_of(settings, "fingerprint");
    if (!digest) return digest.error();
    made.fingerprint = *digest;
  }
  made.path = settings.text("path");
  made.rule = settings.text("rule");
  made.column = settings.text("column");
  if (!made.finding && !made.fingerprint && made.path.empty() && made.rule.empty() &&
      made.column.empty())
    return unexpected(ErrorKind::invalid,
                      "say what to suppress: --finding, --fingerprint, --path, --rule or --column");
  made.reason = settings.text("reason");
  made.ticket = settings.text("ticket");
  made.author = settings.has("author") ? settings.text("author") : account_name();
  if (made.reason.empty() || !settings.has("until"))
    return unexpected(ErrorKind::invalid,
                      "a suppression needs a --reason and a last day, --until YYYY-MM-DD");
  // The day that is named is the last.
  made.expires_ms = parse_date_ms(settings.text("until")).value_or(0) + kDayMs;
  if (made.expires_ms <= now_ms())
    return unexpected(ErrorKind::invalid, "--until " + settings.text("until") + " is past");
  return made;
}

std::string state_text(const Suppression& one, Language language) {
  if (one.ended_ms) return format(Message::state_ended, language, terminal_text(one.ended_by));
  return std::string(
      text(one.in_force(now_ms()) ? Message::state_in_force : Message::state_expired, language));
}

/// What it covers, in a few words.
std::string criteria_text(const Suppression& one) {
  std::string words;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) words += (words.empty() ? "" : ", ") + std::string(name) + " " + value;
  };
  add("finding", one.finding ? hex(*one.finding) : "");
  add("fingerprint", one.fingerprint ? hex(*one.fingerprint) : "");
  add("path", one.path);
  add("rule", one.rule);
  add("column", one.column);
  return terminal_text(words);
}

void write_suppression_json(Output& out, const Suppression& one, std::uint64_t findings) {
  JsonWriter json(out.buffer());
  json.begin_object().key("record").string("suppression");
  json.key("suppression").number(static_cast<std::uint64_t>(one.id));
  json.key("finding_id").string_or_null(one.finding ? hex(*one.finding) : "");
  json.key("fingerprint").string_or_null(one.fingerprint ? hex(*one.fingerprint) : "");
  json.key("path").string_or_null(one.path).key("rule").string_or_null(one.rule);
  json.key("column").string_or_null(one.column).key("reason").string(one.reason);
  json.key("author").string(one.author).key("ticket").string_or_null(one.ticket);
  json.key("created").string(date_text(one.created_ms));
  json.key("until").string(date_text(one.expires_ms - kDayMs));
  json.key("state").string(one.ended_ms             ? "ended"
                           : one.in_force(now_ms()) ? "in force"
                                                    : "expired");
  json.key("ended_by").string_or_null(one.ended_by).key("findings").number(findings);
  json.end_object();
  out.write("\n");
}

}  // namespace

ExitCode suppress_add(Invocation& invocation) {
  auto suppression = suppression_of(invocation.settings);
  if (!suppression) return fail(suppression.error());
  auto decisions = open_decisions(invocation.settings);
  if (!decisions) return fail(decisions.error());
  auto id = (*decisions)->suppress(*suppression);
  if (!id) return fail(id.error());
  std::uint64_t covered = 0;
  auto counted = (*decisions)->suppressions([&](const Suppression& one, std::uint64_t findings) {
    if (one.id == *id) covered = findings;
    return true;
  });
  if (!counted) return fail(counted.error());
  invocation.out.write(format(Message::suppression_made, invocation.language, *id,
                              whole_text(covered, invocation.language),
                              date_text(suppression->expires_ms - kDayMs)) +
                       "\n");
  return ExitCode::done;
}

ExitCode suppress_list(Invocation& invocation) {
  auto decisions = open_decisions(invocation.settings);
  if (!decisions) return fail(decisions.error());
  Output& out = invocation.out;
  const Language language = invocation.language;
  TextTable table;
  auto done = (*decisions)->suppressions([&](const Suppression& one, std::uint64_t findings) {
    if (invocation.settings.text("format") == "jsonl") {
      write_suppression_json(out, one, findings);
      return !out.failed();
    }
    table.row({std::to_string(one.id), criteria_text(one), state_text(one, language),
               format(Message::until_date, language, date_text(one.expires_ms - kDayMs)),
               format(Message::suppression_of, language, whole_text(findings, language)),
               terminal_text(one.author), terminal_text(one.reason), terminal_text(one.ticket)});
    return true;
  });
  out.write(table.render(terminal_width(out), 8, Style{}, 1));
  return done ? ExitCode::done : fail(done.error());
}

ExitCode suppress_end(Invocation& invocation) {
  const auto id = parse_whole(invocation.arguments.front());
  if (!id) return fail(unexpected(ErrorKind::invalid, "a suppression is named by its number"));
  if (!invocation.settings.has("reason"))
    return fail(unexpected(ErrorKind::invalid, "say why, with --reason"));
  auto decisions = open_decisions(invocation.settings);
  if (!decisions) return fail(decisions.error());
  auto done =
      (*decisions)
          ->end_suppression(static_cast<std::int64_t>(*id), invocation.settings.text("reason"));
  return done ? ExitCode::done : fail(done.error());
}

}  // namespace braque::cli
