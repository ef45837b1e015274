#include "export/event_reader.hpp"

#include <pwd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "export/object_names.hpp"
#include "export/text.hpp"
#include "index/names.hpp"
#include "index/run_writer.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::exporting {
namespace {

constexpr std::string_view kOutbox =
    "SELECT event_id, run_id, event, finding_id, ifnull(item_id, 0), ifnull(count, 0) FROM outbox"
    " WHERE event_id > ?1 ORDER BY event_id LIMIT ?2";
constexpr std::string_view kItem =
    "SELECT i.size, i.modified_ns, i.owner, i.relative, i.path, t.root, t.name, i.status, "
    "i.reason, i.bytes,"
    " i.bytes_done, i.format, i.note FROM items i JOIN targets t ON t.target_id = i.target_id "
    "WHERE i.item_id = ?1";
constexpr std::string_view kRun =
    "SELECT r.started_ms, ifnull(r.finished_ms, 0), r.host, r.targets, r.totals, r.status, "
    "c.rule_set_hash FROM runs r"
    " JOIN configurations c USING (configuration_id) WHERE r.run_id = ?1";
constexpr std::string_view kVersion =
    "SELECT changed_run, gone_run, match_count, distinct_count, confidence, score, severity FROM "
    "finding_versions"
    " WHERE finding_id = ?1 AND until_run > ?2 ORDER BY until_run LIMIT 1";

EventKind kind_of(std::string_view word) {
  for (int i = 0; i <= static_cast<int>(EventKind::totals); ++i)
    if (name(static_cast<EventKind>(i)) == word) return static_cast<EventKind>(i);
  return EventKind::seen;
}

std::vector<std::string> names_from_json(std::string_view text) {
  std::vector<std::string> names;
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_array())
    for (const auto& one : json)
      if (one.is_string()) names.push_back(one.get<std::string>());
  return names;
}

Location location_of(const Sample& sample, const Disclosure& disclosure) {
  Location location{sample.line, sample.offset, sample.length, {}, {}};
  if (disclosure.samples) location.masked = sample.masked;
  if (disclosure.fingerprints) location.fingerprint = hex(sample.fingerprint);
  return location;
}

}  // namespace

bool Selection::wants(EventKind kind) const noexcept {
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool Selection::passes(const index::StoredFinding& stored) const noexcept {
  if (stored.suppressed && !suppressed) return false;
  if (!targets.empty() && std::find(targets.begin(), targets.end(), stored.target) == targets.end())
    return false;
  return stored.finding.confidence >=
         (is_special(stored.finding.gdpr) ? min_confidence_special : min_confidence);
}

std::string run_event_id(const RunFacts& run, std::string_view what, std::int64_t sequence) {
  return "run-" + std::to_string(run.started_ms) + "-" + std::to_string(run.id) + ":" +
         std::string(what) + "-" + std::to_string(sequence);
}

Result<std::unique_ptr<EventReader>> EventReader::open(const index::Database& database,
                                                       const Selection& selection,
                                                       const Disclosure& disclosure,
                                                       const Pseudonyms* pseudonyms) {
  std::unique_ptr<EventReader> reader(new EventReader(database));
  reader->selection_ = selection;
  reader->disclosure_ = disclosure;
  reader->pseudonyms_ = pseudonyms;
  if (auto done = reader->prepare(); !done) return done.error();
  return reader;
}

Result<void> EventReader::prepare() {
  // By its index whatever the statistics say: those of a first scan of one file would have every
  // finding read for each event.
  if (auto done = one_.open(database_, index::kHasId, "findings_id"); !done) return done;
  return database_.prepare(
      {{&outbox_, kOutbox}, {&item_, kItem}, {&run_, kRun}, {&version_, kVersion}});
}

Result<std::vector<OutboxRow>> EventReader::outbox(std::int64_t sequence, std::size_t rows_max) {
  std::vector<OutboxRow> rows;
  outbox_.bind(1, sequence).bind(2, static_cast<std::int64_t>(rows_max));
  while (true) {
    auto more = outbox_.step();
    if (!more) return more.error();
    if (!*more) return rows;
    OutboxRow row;
    row.sequence = outbox_.integer(0);
    row.run = outbox_.integer(1);
    row.event = outbox_.string(2);
    if (!outbox_.is_null(3)) row.finding = index::digest_from(outbox_.bytes(3));
    row.item = outbox_.integer(4);
    row.count = outbox_.unsigned_integer(5);
    rows.push_back(std::move(row));
  }
}

Result<const RunFacts*> EventReader::run(std::int64_t id) {
  auto known = runs_.find(id);
  if (known != runs_.end() && known->second.status != "running") return &known->second;
  RunFacts facts;
  facts.id = id;
  auto row = run_.bind(1, id).step();
  if (!row) return row.error();
  if (*row) {
    facts.started_ms = run_.integer(0);
    facts.finished_ms = run_.integer(1);
    facts.host = run_.string(2);
    facts.targets = names_from_json(run_.bytes(3));
    facts.totals = index::totals_from_json(run_.bytes(4));
    facts.status = run_.string(5);
    facts.rule_set = run_.string(6);
    run_.reset();
  }
  facts.text = "scan-" + time_text(facts.started_ms).substr(0, 19) + "Z-" + std::to_string(id);
  std::erase_if(facts.text, [](char c) { return c == ':'; });
  return &(runs_[id] = std::move(facts));
}

Result<std::int64_t> EventReader::newest_run() {
  auto newest = database_.integer("SELECT max(run_id) FROM runs");
  if (!newest) return newest.error();
  return newest->value_or(0);
}

/// The finding as it was after that run (IndexReader does the same for its queries).
Result<void> EventReader::as_of(std::int64_t run, index::StoredFinding& stored) {
  auto row = version_.blob(1, stored.finding.id).bind(2, run).step();
  if (!row) return row.error();
  if (!*row) return {};
  stored.changed_run = version_.integer(0);
  stored.gone_run.reset();
  if (!version_.is_null(1)) stored.gone_run = version_.integer(1);
  stored.finding.count = version_.unsigned_integer(2);
  stored.finding.distinct = version_.unsigned_integer(3);
  stored.finding.confidence = index::confidence_from_number(version_.integer(4));
  stored.finding.score = index::score_from_number(version_.integer(5));
  stored.finding.severity = index::severity_from_number(version_.integer(6));
  version_.reset();
  return {};
}

std::string EventReader::owner_name(const std::string& id) {
  auto known = owners_.find(id);
  if (known != owners_.end()) return known->second;
  std::array<char, 4096> room{};
  passwd entry{}, *found = nullptr;
  const auto number = static_cast<uid_t>(std::stoul(id));
  ::getpwuid_r(number, &entry, room.data(), room.size(), &found);
  return owners_[id] = found == nullptr ? "" : found->pw_name;
}

Result<void> EventReader::add_item(std::int64_t item, Object& object, Outcome* outcome) {
  auto row = item_.bind(1, item).step();
  if (!row) return row.error();
  if (!*row) return {};
  name_object(item_.string(6), item_.bytes(5), item_.bytes(3), object);
  object.size = item_.unsigned_integer(0);
  object.modified_ms = item_.integer(1) / 1'000'000;
  if (object.database.empty()) {
    object.owner_id = item_.string(2);
    // Accounts of another machine's share are not those of this one.
    if (object.target.starts_with("file:")) object.owner_name = owner_name(object.owner_id);
  }
  if (outcome != nullptr) *outcome = index::read_outcome(item_, 7);
  item_.reset();
  return {};
}

Result<Event> EventReader::make(const index::StoredFinding& stored, EventKind kind,
                                std::int64_t run_id) {
  const Finding& finding = stored.finding;
  Event event;
  event.kind = kind;
  auto first = run(stored.first_run);
  if (!first) return first.error();
  const std::int64_t first_ms = (*first)->started_ms;
  auto facts = run(run_id);
  if (!facts) return facts.error();
  event.run = **facts;
  event.time_ms = (*facts)->finished_ms > 0 ? (*facts)->finished_ms : (*facts)->started_ms;
  if (auto done = add_item(stored.item_row, event.object, nullptr); !done) return done.error();
  event.object.locator = finding.locator;
  event.object.label = stored.label;
  if (pseudonyms_ != nullptr) pseudonyms_->apply(disclosure_, event.object);
  ExportedFinding& made = event.finding.emplace();
  made.id = hex(finding.id);
  made.rule = finding.rule;
  made.name = finding.name;
  made.category = finding.category;
  made.gdpr = finding.gdpr;
  made.level = finding.level;
  made.column = finding.column;
  made.confidence = finding.confidence;
  made.score = finding.score;
  made.severity = finding.severity;
  made.triage = finding.triage;
  made.suppressed = stored.suppressed;
  made.count = finding.count;
  made.distinct = finding.distinct;
  made.first_seen_ms = first_ms;
  for (const Sample& sample : finding.samples) {
    if (made.locations.size() == disclosure_.locations_max) break;
    made.locations.push_back(location_of(sample, disclosure_));
  }
  return event;
}

Result<Event> EventReader::issue(const OutboxRow& row) {
  Event event;
  event.kind = EventKind::issue;
  if (auto done = add_item(row.item, event.object, &event.outcome); !done) return done.error();
  if (pseudonyms_ != nullptr) pseudonyms_->apply(disclosure_, event.object);
  return event;
}

Result<std::optional<Event>> EventReader::event_of(const OutboxRow& row) {
  const EventKind kind = kind_of(row.event);
  if (is_finding(kind) && row.finding) {
    if (!selection_.wants(kind)) return std::optional<Event>();
    one_.query().blob(1, *row.finding);
    index::StoredFinding stored;
    auto found = one_.next(stored);
    if (!found) return found.error();
    // What was purged since is nobody's business any more.
    if (!*found) return std::optional<Event>();
    one_.query().reset();
    if (auto done = as_of(row.run, stored); !done) return done.error();
    if (!selection_.passes(stored)) return std::optional<Event>();
    if (auto done = one_.load_samples(stored); !done) return done.error();
    auto made = make(stored, kind, row.run);
    if (!made) return made.error();
    made->sequence = row.sequence;
    made->id = made->finding->id + ":" + std::to_string(row.sequence);
    return std::optional<Event>(std::move(*made));
  }
  auto facts = run(row.run);
  if (!facts) return facts.error();
  const RunFacts run_facts = **facts;
  Event event;
  if (kind == EventKind::issue) {
    auto made = issue(row);
    if (!made) return made.error();
    event = std::move(*made);
  }
  event.kind = kind;
  event.run = run_facts;
  event.sequence = row.sequence;
  event.id = run_event_id(run_facts, row.event, row.sequence);
  event.count = row.count;
  if (kind == EventKind::gap) event.detail = "the spool was full";
  const bool began =
      kind == EventKind::run_start || kind == EventKind::run_resume || run_facts.finished_ms == 0;
  event.time_ms = began ? run_facts.started_ms : run_facts.finished_ms;
  return std::optional<Event>(std::move(event));
}

Result<void> EventReader::snapshot(std::optional<std::int64_t> since,
                                   const std::function<bool(const Event&)>& visit) {
  index::FindingRows rows;
  if (auto done = rows.open(database_, "1"); !done) return done;
  auto newest = newest_run();
  if (!newest) return newest.error();
  const std::int64_t from = since.value_or(*newest - 1);
  while (true) {
    index::StoredFinding stored;
    auto more = rows.next(stored);
    if (!more) return more.error();
    if (!*more) return {};
    EventKind kind = EventKind::seen;
    if (stored.gone_run)
      kind = EventKind::gone;
    else if (stored.first_run > from)
      kind = EventKind::found_new;
    else if (stored.changed_run > from)
      kind = EventKind::changed;
    // What is gone is told only when it went since then, and when it is asked for.
    if (kind == EventKind::gone && (selection_.kinds.empty() || *stored.gone_run <= from)) continue;
    if (since && kind == EventKind::seen) continue;
    if (!selection_.wants(kind) || !selection_.passes(stored)) continue;
    if (auto done = rows.load_samples(stored); !done) return done;
    const std::int64_t when =
        stored.gone_run.value_or(kind == EventKind::seen ? *newest : stored.changed_run);
    auto event = make(stored, kind, when);
    if (!event) return event.error();
    event->sequence = when;
    event->id = event->finding->id + ":" + std::to_string(when);
    if (!visit(*event)) return {};
  }
}

Result<std::optional<Event>> EventReader::newest_end() {
  auto newest = newest_run();
  if (!newest) return newest.error();
  if (*newest == 0) return std::optional<Event>();
  return end_of(*newest);
}

Result<std::optional<Event>> EventReader::end_of(std::int64_t run) {
  return event_of({run, run, "run_end", {}, 0, 0});
}

}  // namespace braque::exporting
