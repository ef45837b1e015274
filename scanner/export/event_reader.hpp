// Events from the index: what waits in the outbox, in order, and what is there now. Values of a
// finding are those that held when the event was written, not those of today.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "export/disclosure.hpp"
#include "export/event.hpp"
#include "index/sqlite.hpp"
#include "index/stored_rows.hpp"

namespace braque::exporting {

/// Which findings are told. What is suppressed is not, unless asked for.
struct Selection {
  Confidence min_confidence = Confidence::high;
  Confidence min_confidence_special = Confidence::medium;  ///< Art. 9 and 10
  bool suppressed = false;
  std::vector<EventKind> kinds;      ///< of findings; empty: all
  std::vector<std::string> targets;  ///< lasting names; empty: all

  bool wants(EventKind kind) const noexcept;
  bool passes(const index::StoredFinding& stored) const noexcept;
};

/// A row of the outbox.
struct OutboxRow {
  std::int64_t sequence = 0, run = 0;
  std::string event;
  std::optional<Digest> finding;
  std::int64_t item = 0;    ///< of an issue
  std::uint64_t count = 0;  ///< of a gap
};

/// One thread at a time; borrows the connection.
class EventReader {
 public:
  /// `pseudonyms` may be null when nothing is to be replaced; borrowed.
  static Result<std::unique_ptr<EventReader>> open(const index::Database& database,
                                                   const Selection& selection,
                                                   const Disclosure& disclosure,
                                                   const Pseudonyms* pseudonyms);

  /// Up to `rows_max` rows of the outbox after `sequence`.
  Result<std::vector<OutboxRow>> outbox(std::int64_t sequence, std::size_t rows_max);
  /// The event of a row; nothing when it is about a finding that the selection leaves out.
  Result<std::optional<Event>> event_of(const OutboxRow& row);

  /// What is there after the newest run, or what changed since the run `since`: new, changed, gone.
  /// False of the visitor ends it.
  Result<void> snapshot(std::optional<std::int64_t> since,
                        const std::function<bool(const Event&)>& visit);
  /// How the newest run ended, with its coverage; nothing when there was none.
  Result<std::optional<Event>> newest_end();
  /// How that run ended.
  Result<std::optional<Event>> end_of(std::int64_t run);
  /// The first look at a target: its totals, then those of its folders.
  Result<void> baseline(std::int64_t run, const std::string& target, std::int64_t sequence,
                        const std::function<bool(const Event&)>& visit);
  /// Totals of a target, instead of its findings.
  Result<Event> totals(std::int64_t run, const std::string& target, std::int64_t sequence);

  Result<const RunFacts*> run(std::int64_t id);
  Result<std::int64_t> newest_run();

 private:
  explicit EventReader(const index::Database& database) : database_(database) {}
  Result<void> prepare();
  Result<Event> make(const index::StoredFinding& stored, EventKind kind, std::int64_t run);
  Result<void> add_item(std::int64_t item, Object& object, Outcome* outcome);
  Result<Event> issue(const OutboxRow& row);
  Result<void> as_of(std::int64_t run, index::StoredFinding& stored);
  std::string owner_name(const std::string& id);

  const index::Database& database_;
  Selection selection_;
  Disclosure disclosure_;
  const Pseudonyms* pseudonyms_ = nullptr;
  index::FindingRows one_;
  index::Statement outbox_, item_, run_, version_;
  std::map<std::int64_t, RunFacts> runs_;
  std::map<std::string, std::string> owners_;
};

/// Makes ids of events of a run, which have no finding's id: unlike for other indexes and runs.
std::string run_event_id(const RunFacts& run, std::string_view what, std::int64_t sequence);

}  // namespace braque::exporting
