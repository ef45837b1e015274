#include "index/outbox.hpp"

namespace braque::index {

Result<void> Outbox::open(const Database& database, std::uint64_t events_max) {
  database_ = &database;
  events_max_ = events_max;
  return database.prepare(
      {{&put_, "INSERT INTO outbox (run_id, event, finding_id) VALUES (?1, ?2, ?3)"},
       {&put_item_gone_,
        "INSERT INTO outbox (run_id, event, finding_id) SELECT ?1, 'gone', finding_id FROM findings"
        " WHERE item_id = ?2 AND gone_run IS NULL"},
       {&put_issue_, "INSERT INTO outbox (run_id, event, item_id) VALUES (?1, 'issue', ?2)"}});
}

Result<void> Outbox::put(std::int64_t run, std::string_view event) {
  return put_.bind(1, run).text(2, event).null(3).run();
}

Result<void> Outbox::put(std::int64_t run, std::string_view event, const Digest& finding) {
  return put_.bind(1, run).text(2, event).blob(3, finding).run();
}

Result<void> Outbox::put_item_gone(std::int64_t run, std::int64_t item) {
  return put_item_gone_.bind(1, run).bind(2, item).run();
}

Result<void> Outbox::put_issue(std::int64_t run, std::int64_t item) {
  return put_issue_.bind(1, run).bind(2, item).run();
}

Result<void> Outbox::trim_early(std::int64_t run) {
  // Numbers follow each other, but for gaps, so this is no less than the number of events.
  auto span = database_->integer(
      "SELECT (SELECT max(event_id) FROM outbox) - (SELECT min(event_id) FROM outbox)");
  if (!span) return span.error();
  const auto events = static_cast<std::uint64_t>(span->value_or(0));
  return events > events_max_ + events_max_ / 8 ? trim(run) : Result<void>{};
}

Result<void> Outbox::trim(std::int64_t run) {
  auto count = database_->integer("SELECT count(*) FROM outbox");
  if (!count) return count.error();
  const auto events = static_cast<std::uint64_t>(count->value_or(0));
  if (events <= events_max_) return {};
  // The gap's own event takes the place of the last one that goes.
  auto sum = database_->prepare(
      "SELECT sum(ifnull(count, 1)), max(event_id) FROM"
      " (SELECT event_id, count FROM outbox ORDER BY event_id LIMIT ?1)");
  if (!sum) return sum.error();
  auto row = sum->bind(1, events - events_max_ + 1).step();
  if (!row) return row.error();
  const std::int64_t lost = sum->integer(0), last = sum->integer(1);
  sum->reset();
  Statement remove, gap;
  auto prepared = database_->prepare(
      {{&remove, "DELETE FROM outbox WHERE event_id <= ?1"},
       {&gap, "INSERT INTO outbox (event_id, run_id, event, count) VALUES (?1, ?2, 'gap', ?3)"}});
  if (!prepared) return prepared;
  if (auto done = remove.bind(1, last).run(); !done) return done;
  return gap.bind(1, last).bind(2, run).bind(3, lost).run();
}

}  // namespace braque::index
