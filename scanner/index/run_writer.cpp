#include "index/run_writer.hpp"

#include <nlohmann/json.hpp>

#include "index/clock.hpp"
#include "model/reason.hpp"

namespace braque::index {
namespace {

std::string dump(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::uint64_t number(const nlohmann::json& json, const char* key) {
  auto found = json.find(key);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

/// The first column of the row that a statement with RETURNING yields.
Result<std::int64_t> returned(Statement& statement) {
  auto row = statement.step();
  if (!row) return row.error();
  std::int64_t id = statement.integer(0);
  statement.reset();
  return id;
}

}  // namespace

std::string totals_json(const Summary& summary) {
  nlohmann::json json = {{"items_discovered", summary.items.discovered},
                         {"items_complete", summary.items.complete},
                         {"items_partial", summary.items.partial},
                         {"items_skipped", summary.items.skipped},
                         {"items_unchanged", summary.items.unchanged},
                         {"items_same_content", summary.items.same_content},
                         {"rules_note", summary.rules_note},
                         {"bytes_discovered", summary.bytes_discovered},
                         {"bytes_done", summary.bytes_done},
                         {"parts_complete", summary.parts_complete},
                         {"parts_partial", summary.parts_partial},
                         {"parts_skipped", summary.parts_skipped},
                         {"findings", summary.findings},
                         {"matches", summary.matches},
                         {"seconds", summary.seconds},
                         {"cpu_seconds", summary.cpu_seconds},
                         {"private_items", summary.private_items},
                         {"private_mode", summary.private_mode},
                         {"interrupted", summary.interrupted},
                         {"sampled", summary.sampled},
                         {"sample_note", summary.sample_note},
                         {"sandbox_note", summary.sandbox_note}};
  for (const auto& [reason, count] : summary.reasons)
    json["reasons"][std::string(name(reason))] = count;
  return dump(json);
}

Summary totals_from_json(std::string_view text) {
  Summary summary;
  auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return summary;
  summary.items = {number(json, "items_discovered"), number(json, "items_complete"),
                   number(json, "items_partial"),    number(json, "items_skipped"),
                   number(json, "items_unchanged"),  number(json, "items_same_content")};
  summary.bytes_discovered = number(json, "bytes_discovered");
  summary.bytes_done = number(json, "bytes_done");
  summary.parts_complete = number(json, "parts_complete");
  summary.parts_partial = number(json, "parts_partial");
  summary.parts_skipped = number(json, "parts_skipped");
  summary.findings = number(json, "findings");
  summary.matches = number(json, "matches");
  if (json.contains("seconds") && json["seconds"].is_number()) summary.seconds = json["seconds"];
  if (json.contains("cpu_seconds") && json["cpu_seconds"].is_number())
    summary.cpu_seconds = json["cpu_seconds"];
  summary.private_items = number(json, "private_items");
  if (json.contains("private_mode") && json["private_mode"].is_string())
    summary.private_mode = json["private_mode"];
  summary.interrupted = json.contains("interrupted") && json["interrupted"] == true;
  summary.sampled = json.contains("sampled") && json["sampled"] == true;
  if (json.contains("sample_note") && json["sample_note"].is_string())
    summary.sample_note = json["sample_note"];
  if (json.contains("sandbox_note") && json["sandbox_note"].is_string())
    summary.sandbox_note = json["sandbox_note"];
  if (!json.contains("reasons") || !json["reasons"].is_object()) return summary;
  for (const auto& [key, count] : json["reasons"].items()) {
    auto reason = reason_from_name(key);
    if (reason && count.is_number_unsigned()) summary.reasons[*reason] = count;
  }
  return summary;
}

Result<void> RunWriter::begin(const Database& database, const RunDescription& description) {
  if (auto done = put_targets(database, description); !done) return done;
  if (auto done = put_configuration(database, description); !done) return done;
  auto names = nlohmann::json::array();
  for (const ScanTarget& target : description.targets) names.push_back(target.lasting_name);
  const std::string targets = dump(names);
  if (auto done = take_up(database, description, targets); !done) return done;
  if (!resumed_) {
    if (auto done = put_run(database, description, targets); !done) return done;
  }
  return database.prepare(
      {{&put_seen_,
        "INSERT INTO run_items (run_id, chunk, bits) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET bits = excluded.bits"},
       {&forget_seen_, "DELETE FROM run_items WHERE run_id = ?1"},
       {&finish_, "UPDATE runs SET finished_ms = ?2, status = ?3, totals = ?4 WHERE run_id = ?1"}});
}

Result<void> RunWriter::take_up(const Database& database, const RunDescription& description,
                                const std::string& targets) {
  auto newest = database.prepare(
      "SELECT run_id, status IN ('running', 'stopped', 'crashed') AND configuration_id = ?1"
      " AND options = ?2 AND targets = ?3 FROM runs ORDER BY run_id DESC LIMIT 1");
  if (!newest) return newest.error();
  auto row = newest->bind(1, configuration_).text(2, description.options).text(3, targets).step();
  if (!row) return row.error();
  if (!*row || newest->integer(1) == 0) return {};
  run_ = newest->integer(0);
  resumed_ = true;
  newest->reset();
  auto update = database.prepare(
      "UPDATE runs SET status = 'running', finished_ms = NULL, resumed_count = resumed_count + 1"
      " WHERE run_id = ?1");
  if (!update) return update.error();
  if (auto done = update->bind(1, run_).run(); !done) return done;
  return load_seen(database);
}

Result<void> RunWriter::load_seen(const Database& database) {
  auto rows = database.prepare("SELECT chunk, bits FROM run_items WHERE run_id = ?1");
  if (!rows) return rows.error();
  rows->bind(1, run_);
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) return {};
    const std::uint64_t chunk = rows->unsigned_integer(0);
    if (!earlier_.load(chunk, rows->bytes(1)) || !stored_.load(chunk, rows->bytes(1)))
      return unexpected(ErrorKind::invalid,
                        "index: what a run saw is damaged; run `braque doctor`");
  }
}

Result<void> RunWriter::put_run(const Database& database, const RunDescription& description,
                                const std::string& targets) {
  auto crashed = database.execute("UPDATE runs SET status = 'crashed' WHERE status = 'running'");
  if (!crashed) return crashed;
  auto insert = database.prepare(
      "INSERT INTO runs (started_ms, status, configuration_id, host, options, targets)"
      " VALUES (?1, 'running', ?2, ?3, ?4, ?5) RETURNING run_id");
  if (!insert) return insert.error();
  insert->bind(1, now_ms()).bind(2, configuration_).text(3, description.host);
  auto run = returned(insert->text(4, description.options).text(5, targets));
  if (!run) return run.error();
  run_ = *run;
  return {};
}

Result<void> RunWriter::put_targets(const Database& database, const RunDescription& description) {
  auto put = database.prepare(
      "INSERT INTO targets (name, root) VALUES (?1, ?2)"
      " ON CONFLICT (name) DO UPDATE SET root = excluded.root RETURNING target_id");
  if (!put) return put.error();
  for (const ScanTarget& target : description.targets) {
    auto row = returned(put->text(1, target.lasting_name).blob(2, target.root));
    if (!row) return row.error();
    targets_.push_back(*row);
  }
  return {};
}

Result<void> RunWriter::put_configuration(const Database& database,
                                          const RunDescription& description) {
  auto put = database.prepare(
      "INSERT INTO configurations (rule_set_hash, extractor_version, key_id, settings, rules)"
      " VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT DO UPDATE SET rules = excluded.rules RETURNING configuration_id");
  if (!put) return put.error();
  put->text(1, description.rule_set_hash)
      .text(2, description.extractor_version)
      .text_or_null(5, description.rules);
  auto row = returned(put->text(3, description.key_id).text(4, description.settings));
  if (!row) return row.error();
  configuration_ = *row;
  return {};
}

Result<void> RunWriter::write_seen() {
  return (resumed_ ? stored_ : seen_)
      .write_changes([&](std::uint64_t chunk, const std::string& bytes) {
        return put_seen_.bind(1, run_).bind(2, chunk).blob(3, bytes).run();
      });
}

Result<void> RunWriter::finish(const Summary& summary, bool all_reached) {
  if (resumed_ && !summary.interrupted) {
    // What was there when the run began and is no more was not seen, as in a run without a pause.
    if (auto done = forget_seen_.bind(1, run_).run(); !done) return done;
    stored_ = std::move(seen_);
    if (auto done = write_seen(); !done) return done;
  }
  std::string totals = totals_json(summary);
  const std::string_view status = summary.interrupted ? "stopped"
                                  : all_reached       ? "completed"
                                                      : "unreachable";
  return finish_.bind(1, run_).bind(2, now_ms()).text(3, status).text(4, totals).run();
}

}  // namespace braque::index
