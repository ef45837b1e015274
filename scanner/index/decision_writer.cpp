#include "index/decision_writer.hpp"

#include <nlohmann/json.hpp>

#include "index/clock.hpp"
#include "index/names.hpp"
#include "index/protected_files.hpp"
#include "index/schema.hpp"
#include "index/stored_rows.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::index {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Without the path: an audit trail is shown to more people than paths are.
std::string details_of(const Suppression& suppression, std::int64_t id) {
  Json json{{"suppression", id}};
  if (suppression.finding) json["finding_id"] = hex(*suppression.finding);
  if (suppression.fingerprint) json["fingerprint"] = hex(*suppression.fingerprint);
  if (!suppression.path.empty()) json["by_path"] = true;
  if (!suppression.rule.empty()) json["rule"] = suppression.rule;
  if (!suppression.column.empty()) json["by_column"] = true;
  json["expires_ms"] = suppression.expires_ms;
  json["reason"] = suppression.reason;
  if (!suppression.ticket.empty()) json["ticket"] = suppression.ticket;
  return dump(json);
}

}  // namespace

Result<std::unique_ptr<DecisionWriter>> DecisionWriter::open(const std::string& path,
                                                             const Key& id_key, std::string actor) {
  auto checked = check_existing(path);
  if (!checked) return checked.error();
  auto database = Database::open(*checked, OpenMode::read_write);
  if (!database) return database.error();
  std::unique_ptr<DecisionWriter> writer(new DecisionWriter(id_key, std::move(actor)));
  writer->database_ = std::move(*database);
  if (auto done = check_schema(writer->database_); !done) return done.error();
  if (auto done = writer->database_.execute(
          "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;");
      !done)
    return done.error();
  return writer;
}

Result<void> DecisionWriter::decide(const std::string& action,
                                    const std::function<Result<std::string>()>& change) {
  if (auto begun = database_.execute("BEGIN IMMEDIATE"); !begun) return begun;
  auto details = change();
  Result<void> done;
  if (!details) done = details.error();
  if (done) done = trail_.append(database_, {0, 0, actor_, action, *details});
  if (done) done = database_.execute("COMMIT");
  if (!done) database_.roll_back();
  return done;
}

Result<std::int64_t> DecisionWriter::suppress(Suppression suppression) {
  suppression.created_ms = now_ms();
  std::int64_t id = 0;
  auto done = decide("suppress", [&]() -> Result<std::string> {
    auto added = add_suppression(database_, suppression);
    if (!added) return added.error();
    id = *added;
    auto all = Suppressions::load(database_, suppression.created_ms);
    if (!all) return all.error();
    if (auto applied = all->apply(database_); !applied) return applied.error();
    return details_of(suppression, id);
  });
  if (!done) return done.error();
  return id;
}

Result<void> DecisionWriter::end_suppression(std::int64_t id, const std::string& reason) {
  return decide("suppress-end", [&]() -> Result<std::string> {
    const std::int64_t before = database_.total_changes();
    auto update = database_.prepare(
        "UPDATE suppressions SET ended_ms = ?2, ended_by = ?3"
        " WHERE suppression_id = ?1 AND ended_ms IS NULL AND expires_ms > ?2");
    if (!update) return update.error();
    const std::int64_t now = now_ms();
    if (auto done = update->bind(1, id).bind(2, now).text(3, actor_).run(); !done)
      return done.error();
    if (database_.total_changes() == before)
      return unexpected(ErrorKind::invalid, "there is no suppression " + std::to_string(id) +
                                                " in force; `braque suppress list` shows them");
    auto all = Suppressions::load(database_, now);
    if (!all) return all.error();
    if (auto applied = all->apply(database_); !applied) return applied.error();
    return dump(Json{{"suppression", id}, {"reason", reason}});
  });
}

Result<void> DecisionWriter::triage(const Digest& finding, Triage triage, const std::string& note) {
  return decide("triage", [&]() -> Result<std::string> {
    const std::int64_t before = database_.total_changes();
    auto update = database_.prepare("UPDATE findings SET triage = ?2 WHERE " + std::string(kHasId));
    if (!update) return update.error();
    if (auto done = update->blob(1, finding).bind(2, number_of(triage)).run(); !done)
      return done.error();
    if (database_.total_changes() == before)
      return unexpected(ErrorKind::invalid,
                        "there is no finding " + hex(finding) +
                            "; `braque findings --format jsonl` shows their ids");
    auto insert = database_.prepare(
        "INSERT INTO triage_history (finding_id, at_ms, author, triage, note)"
        " VALUES (?1, ?2, ?3, ?4, ?5)");
    if (!insert) return insert.error();
    insert->blob(1, finding).bind(2, now_ms()).text(3, actor_).text(4, name(triage));
    if (auto done = insert->text_or_null(5, note).run(); !done) return done.error();
    return dump(Json{{"finding_id", hex(finding)}, {"triage", name(triage)}, {"note", note}});
  });
}

Result<std::vector<TriageEntry>> DecisionWriter::triage_history(const Digest& finding) const {
  auto rows = database_.prepare(
      "SELECT at_ms, author, triage, note FROM triage_history WHERE finding_id = ?1 ORDER BY "
      "entry_id");
  if (!rows) return rows.error();
  rows->blob(1, finding);
  std::vector<TriageEntry> entries;
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return entries;
    entries.push_back(
        {rows->integer(0), rows->string(1), rows->string(3), triage_from_name(rows->bytes(2))});
  }
}

Result<void> DecisionWriter::note(const std::string& action, const std::string& details) {
  return decide(action, [&]() -> Result<std::string> { return details; });
}

}  // namespace braque::index
