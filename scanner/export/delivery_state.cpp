#include "export/delivery_state.hpp"

#include <algorithm>

#include "index/clock.hpp"
#include "index/protected_files.hpp"
#include "index/schema.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::exporting {
namespace {

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text.substr(0, 500);
}

/// Runs the function in a transaction of its own.
template <typename Function>
Result<void> in_transaction(const index::Database& database, Function function) {
  if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
  Result<void> done = function();
  if (done) done = database.execute("COMMIT");
  if (!done) database.roll_back();
  return done;
}

}  // namespace

bool Progress::may_tell(std::uint64_t events_per_day, std::int64_t today) {
  if (day != today) {
    day = today;
    day_sent = 0;
  }
  if (events_per_day == 0 || day_sent < events_per_day) {
    ++day_sent;
    return true;
  }
  ++day_withheld;
  ++lost;
  return false;
}

Result<index::Database> open_for_delivery(const std::string& index_path) {
  auto checked = index::check_existing(index_path);
  if (!checked) return checked.error();
  auto database = index::Database::open(*checked, index::OpenMode::read_write);
  if (!database) return database.error();
  if (auto done = index::migrate(*database); !done) return done.error();
  // FULL as in scans: what a destination has got survives a power cut.
  if (auto done = database->execute(
          "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON");
      !done)
    return done.error();
  return database;
}

Result<Progress> load_progress(const index::Database& database, const std::string& destination) {
  Progress progress;
  auto row = database.prepare(
      "SELECT event_id, day, day_sent, day_withheld FROM destinations WHERE destination = ?1 AND "
      "success_ms > 0");
  if (!row) return row.error();
  auto found = row->text(1, destination).step();
  if (!found) return found.error();
  progress.first_use = !*found;
  if (*found) {
    progress.event_id = row->integer(0);
    progress.day = row->integer(1);
    progress.day_sent = row->unsigned_integer(2);
    progress.day_withheld = row->unsigned_integer(3);
  }
  row->reset();
  auto targets =
      database.prepare("SELECT target, run_id FROM destination_targets WHERE destination = ?1");
  if (!targets) return targets.error();
  targets->text(1, destination);
  while (true) {
    auto more = targets->step();
    if (!more) return more.error();
    if (!*more) return progress;
    progress.targets[targets->string(0)] = targets->integer(1);
  }
}

Result<void> store_progress(const index::Database& database, const std::string& destination,
                            Progress& progress) {
  index::Statement put, target, letter;
  auto prepared = database.prepare(
      {{&put,
        "INSERT INTO destinations (destination, event_id, sent, retried, dead, lost, bytes, "
        "success_ms, attempt_ms, day,"
        " day_sent, day_withheld) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11) ON "
        "CONFLICT DO UPDATE SET"
        " event_id = excluded.event_id, sent = sent + excluded.sent, retried = retried + "
        "excluded.retried,"
        " dead = dead + excluded.dead, lost = lost + excluded.lost, bytes = bytes + excluded.bytes,"
        " success_ms = excluded.success_ms, attempt_ms = excluded.attempt_ms, error = NULL, day = "
        "excluded.day,"
        " day_sent = excluded.day_sent, day_withheld = excluded.day_withheld"},
       {&target,
        "INSERT INTO destination_targets (destination, target, run_id) VALUES (?1, ?2, ?3) ON "
        "CONFLICT DO NOTHING"},
       {&letter,
        "INSERT INTO dead_letters (destination, at_ms, event_id, event, finding_id, reason) VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6)"}});
  if (!prepared) return prepared;
  const std::int64_t now = index::now_ms();
  auto stored = in_transaction(database, [&]() -> Result<void> {
    put.text(1, destination)
        .bind(2, progress.event_id)
        .bind(3, progress.sent)
        .bind(4, progress.retried);
    put.bind(5, static_cast<std::int64_t>(progress.letters.size()))
        .bind(6, progress.lost)
        .bind(7, progress.bytes);
    put.bind(8, now)
        .bind(9, progress.day)
        .bind(10, progress.day_sent)
        .bind(11, progress.day_withheld);
    if (auto done = put.run(); !done) return done;
    for (const auto& [name, run] : progress.targets)
      if (auto done = target.text(1, destination).text(2, name).bind(3, run).run(); !done)
        return done;
    for (const DeadLetter& one : progress.letters) {
      letter.text(1, destination).bind(2, now).bind(3, one.sequence).text(4, one.event);
      const auto digest = digest_from_hex(one.finding);
      if (digest)
        letter.blob(5, *digest);
      else
        letter.null(5);
      const std::string reason = one_line(one.reason);
      if (auto done = letter.text(6, reason).run(); !done) return done;
    }
    return {};
  });
  if (!stored) return stored;
  progress.first_use = false;
  progress.sent = progress.retried = progress.lost = progress.bytes = 0;
  progress.letters.clear();
  return {};
}

Result<void> store_attempt(const index::Database& database, const std::string& destination,
                           const std::string& error) {
  // A destination that never took anything has a row without a success.
  auto put = database.prepare(
      "INSERT INTO destinations (destination, event_id, attempt_ms, error, retried) VALUES (?1, 0, "
      "?2, ?3, ?4) ON CONFLICT DO UPDATE SET attempt_ms = excluded.attempt_ms, error = "
      "excluded.error, retried = retried + excluded.retried");
  if (!put) return put.error();
  const std::string line = one_line(error);
  return put->text(1, destination)
      .bind(2, index::now_ms())
      .text_or_null(3, line)
      .bind(4, error.empty() ? 0 : 1)
      .run();
}

Result<std::vector<DeliveryState>> delivery_states(const index::Database& database) {
  auto rows = database.prepare(
      "SELECT d.destination, d.event_id, d.sent, d.retried, d.dead, d.lost, d.bytes, d.attempt_ms, "
      "d.success_ms, d.error,"
      " (SELECT count(*) FROM outbox o WHERE o.event_id > d.event_id),"
      " ifnull((SELECT r.started_ms FROM outbox o JOIN runs r ON r.run_id = o.run_id WHERE "
      "o.event_id > d.event_id"
      " ORDER BY o.event_id LIMIT 1), 0) FROM destinations d ORDER BY 1");
  if (!rows) return rows.error();
  std::vector<DeliveryState> states;
  while (true) {
    auto more = rows->step();
    if (!more) return more.error();
    if (!*more) return states;
    DeliveryState state;
    state.destination = rows->string(0);
    state.event_id = rows->integer(1);
    state.sent = rows->unsigned_integer(2);
    state.retried = rows->unsigned_integer(3);
    state.dead = rows->unsigned_integer(4);
    state.lost = rows->unsigned_integer(5);
    state.bytes = rows->unsigned_integer(6);
    state.attempt_ms = rows->integer(7);
    state.success_ms = rows->integer(8);
    state.error = rows->string(9);
    state.waiting = rows->unsigned_integer(10);
    state.oldest_waiting_ms = rows->integer(11);
    states.push_back(std::move(state));
  }
}

namespace {

/// The last event that has to go: too old, or before the newest events_max. 0: none.
Result<std::int64_t> last_to_go(const index::Database& database, const SpoolLimits& limits) {
  const std::int64_t oldest = index::now_ms() - static_cast<std::int64_t>(limits.age_max_ms);
  auto row = database.prepare(
      "SELECT max(ifnull((SELECT max(o.event_id) FROM outbox o JOIN runs r ON r.run_id = o.run_id "
      "WHERE r.started_ms < ?1), 0),"
      " ifnull((SELECT event_id FROM outbox ORDER BY event_id DESC LIMIT 1 OFFSET ?2), 0))");
  if (!row) return row.error();
  auto found = row->bind(1, oldest).bind(2, limits.events_max).step();
  if (!found) return found.error();
  const std::int64_t last = *found ? row->integer(0) : 0;
  row->reset();
  return last;
}

}  // namespace

Result<void> tidy_spool(const index::Database& database,
                        const std::vector<std::string>& destinations, const SpoolLimits& limits) {
  // What everybody has goes first, so that nothing of it counts as lost.
  auto first = database.integer("SELECT min(event_id) FROM outbox");
  if (!first) return first.error();
  const bool whole = first->value_or(0) == 1;
  std::int64_t everybody = destinations.empty() ? 0 : INT64_MAX;
  for (const std::string& name : destinations) {
    auto row = database.prepare(
        "SELECT event_id FROM destinations WHERE destination = ?1 AND success_ms > 0");
    if (!row) return row.error();
    auto found = row->text(1, name).step();
    if (!found) return found.error();
    // One that was never used begins with a first look; but when everything since the first scan is
    // still here, it may as well begin there.
    if (*found)
      everybody = std::min(everybody, row->integer(0));
    else if (whole)
      everybody = 0;
  }
  if (everybody == INT64_MAX) everybody = 0;
  return in_transaction(database, [&]() -> Result<void> {
    auto last = last_to_go(database, limits);
    if (!last) return last.error();
    index::Statement remove, gap, sum;
    auto prepared = database.prepare(
        {{&remove, "DELETE FROM outbox WHERE event_id <= ?1"},
         {&sum,
          "SELECT ifnull(sum(CASE event WHEN 'gap' THEN ifnull(count, 1) ELSE 1 END), 0), "
          "ifnull(max(run_id), 0)"
          " FROM outbox WHERE event_id <= ?1"},
         {&gap, "INSERT INTO outbox (event_id, run_id, event, count) VALUES (?1, ?2, 'gap', ?3)"}});
    if (!prepared) return prepared;
    if (everybody > 0) {
      if (auto done = remove.bind(1, everybody).run(); !done) return done;
    }
    if (*last <= everybody) return {};
    auto row = sum.bind(1, *last).step();
    if (!row) return row.error();
    const std::int64_t lost = sum.integer(0), run = sum.integer(1);
    sum.reset();
    // A single gap that was left before has nothing to add.
    auto only =
        database.prepare("SELECT count(*), sum(event = 'gap') FROM outbox WHERE event_id <= ?1");
    if (!only) return only.error();
    auto counted = only->bind(1, *last).step();
    if (!counted) return counted.error();
    const bool done_before = only->integer(0) == 1 && only->integer(1) == 1;
    only->reset();
    if (lost == 0 || done_before) return {};
    if (auto done = remove.bind(1, *last).run(); !done) return done;
    return gap.bind(1, *last).bind(2, run).bind(3, lost).run();
  });
}

}  // namespace braque::exporting
