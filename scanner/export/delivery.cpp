#include "export/delivery.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <thread>

#include "export/delivery_state.hpp"
#include "export/syslog_message.hpp"
#include "index/clock.hpp"
#include "index/protected_files.hpp"

namespace braque::exporting {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

class Delivery {
 public:
  Delivery(const index::Database& database, const Destination& destination, EventReader& reader,
           std::unique_ptr<Sender> sender, const DeliveryOptions& options)
      : database_(database),
        destination_(destination),
        options_(options),
        reader_(reader),
        sender_(std::move(sender)),
        encoder_(find_format(destination.format)->make()) {}

  Result<Delivered> run();

 private:
  Result<void> pass();
  Result<void> first_use();
  using ScannedTargets = std::vector<std::pair<std::string, std::int64_t>>;
  Result<ScannedTargets> scanned_targets() const;
  Result<void> tell_ends(const ScannedTargets& targets);
  Result<void> first_looks(std::int64_t run, const std::vector<std::string>& targets,
                           std::int64_t sequence);
  Result<void> handle(const OutboxRow& row);
  Result<void> finding(Event event);
  Result<void> run_end(const Event& event);
  Result<void> queue(Event event);
  Result<void> flush();
  Result<void> commit();
  Result<void> tell_withheld();
  bool wait(int attempt);
  bool stopping() const { return options_.stop != nullptr && options_.stop->load(); }
  std::size_t text_bytes_max() const;

  const index::Database& database_;
  const Destination& destination_;
  const DeliveryOptions& options_;
  EventReader& reader_;
  std::unique_ptr<Sender> sender_;
  std::unique_ptr<Encoder> encoder_;
  Progress progress_, committed_;
  std::vector<Message> batch_;
  std::set<std::string> in_batch_;  ///< findings
  std::size_t batch_bytes_ = 0;
  std::uint64_t unsettled_ = 0;
  bool receiver_failed_ = false;  ///< the error of a pass is the receiver's
  Delivered delivered_, kept_;
  std::chrono::steady_clock::time_point end_{};
  std::mt19937 random_{std::random_device{}()};
};

std::size_t Delivery::text_bytes_max() const {
  std::size_t most = find_format(destination_.format)->bytes_max;
  if (destination_.type.starts_with("syslog")) {
    const std::size_t header = kSyslogHeaderBytesMax;
    const std::size_t frame =
        destination_.frame_bytes_max > 2 * header ? destination_.frame_bytes_max - header : header;
    most = most == 0 ? frame : std::min(most, frame);
  }
  return most;
}

Result<void> Delivery::queue(Event event) {
  // One event of a finding a batch: what a receiver takes only in parts then keeps their order.
  if (event.finding && !in_batch_.insert(event.finding->id).second) {
    if (auto done = flush(); !done) return done;
    in_batch_.insert(event.finding->id);
  }
  const std::size_t most = text_bytes_max();
  std::string text = encode_within(*encoder_, event, most);
  if (most != 0 && text.size() > most) {
    progress_.letters.push_back({event.sequence, std::string(name(event.kind)),
                                 event.finding ? event.finding->id : "",
                                 "does not fit into a message of this size"});
    ++delivered_.refused;
    return {};
  }
  batch_bytes_ += text.size();
  batch_.push_back({std::move(event), std::move(text)});
  const bool full =
      batch_.size() >= destination_.batch_events || batch_bytes_ >= destination_.batch_bytes;
  return full ? flush() : Result<void>{};
}

Result<void> Delivery::flush() {
  if (batch_.empty()) return {};
  auto taken = sender_->send(batch_);
  if (!taken) {
    receiver_failed_ = true;
    return taken.error();
  }
  for (const Refusal& refusal : taken->refused) {
    const Event& event = batch_[refusal.message].event;
    progress_.letters.push_back({event.sequence, std::string(name(event.kind)),
                                 event.finding ? event.finding->id : "", refusal.reason});
  }
  const std::uint64_t sent = batch_.size() - taken->refused.size();
  progress_.sent += sent;
  progress_.bytes += taken->bytes;
  delivered_.sent += sent;
  delivered_.refused += taken->refused.size();
  delivered_.bytes += taken->bytes;
  unsettled_ += batch_.size();
  batch_.clear();
  in_batch_.clear();
  batch_bytes_ = 0;
  if (options_.alive) options_.alive();
  return {};
}

/// Only between two rows of the outbox, with nothing in the batch.
Result<void> Delivery::commit() {
  if (auto settled = sender_->settle(); !settled) {
    receiver_failed_ = true;
    return settled.error();
  }
  unsettled_ = 0;
  if (auto stored = store_progress(database_, destination_.name, progress_); !stored) return stored;
  committed_ = progress_;
  kept_ = delivered_;
  if (options_.alive) options_.alive();
  return {};
}

Result<void> Delivery::finding(Event event) {
  if (destination_.totals_only) return {};
  const bool looked = progress_.targets.count(event.object.target) != 0;
  // Until the first look is over, single findings are part of it.
  if (!looked && destination_.first_look != FirstLook::full) return {};
  if (!progress_.may_tell(destination_.events_per_day, index::now_ms() / kDayMs)) {
    ++delivered_.withheld;
    return {};
  }
  return queue(std::move(event));
}

Result<void> Delivery::first_looks(std::int64_t run, const std::vector<std::string>& targets,
                                   std::int64_t sequence) {
  for (const std::string& target : targets) {
    if (progress_.targets.count(target) != 0) continue;
    if (destination_.first_look == FirstLook::rollup && !destination_.totals_only) {
      Result<void> queued;
      auto told = reader_.baseline(run, target, sequence, [&](const Event& event) {
        queued = queue(event);
        return queued.has_value();
      });
      if (!told) return told;
      if (!queued) return queued;
    }
    progress_.targets[target] = run;
  }
  return {};
}

Result<void> Delivery::run_end(const Event& event) {
  if (event.run.status != "completed") return {};
  if (destination_.totals_only) {
    for (const std::string& target : event.run.targets) {
      auto totals = reader_.totals(event.run.id, target, event.sequence);
      if (!totals) return totals.error();
      if (auto done = queue(std::move(*totals)); !done) return done;
    }
  }
  return first_looks(event.run.id, event.run.targets, event.sequence);
}

Result<void> Delivery::handle(const OutboxRow& row) {
  auto made = reader_.event_of(row);
  if (!made) return made.error();
  if (!*made) return {};
  Event event = std::move(**made);
  if (is_finding(event.kind)) return event.finding ? finding(std::move(event)) : Result<void>{};
  if (event.kind == EventKind::issue) {
    if (destination_.totals_only || event.object.target.empty()) return {};
    if (!progress_.may_tell(destination_.events_per_day, index::now_ms() / kDayMs)) {
      ++delivered_.withheld;
      return {};
    }
  }
  if (event.kind == EventKind::gap) {
    // What this destination had got before is no loss to it.
    event.count =
        std::min(row.count, static_cast<std::uint64_t>(row.sequence - progress_.event_id));
    progress_.lost += event.count;
  }
  if (auto done = queue(event); !done) return done;
  return event.kind == EventKind::run_end ? run_end(event) : Result<void>{};
}

Result<void> Delivery::first_use() {
  auto last = database_.integer("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'");
  if (!last) return last.error();
  auto first = database_.integer("SELECT min(event_id) FROM outbox");
  if (!first) return first.error();
  const std::int64_t sequence = last->value_or(0);
  auto targets = scanned_targets();
  if (!targets) return targets.error();
  if (destination_.first_look == FirstLook::full) {
    const bool everything_waits = first->has_value() ? **first <= 1 : sequence == 0;
    if (everything_waits) return {};
    Result<void> queued;
    auto told = reader_.snapshot(0, [&](const Event& event) {
      Event as_new = event;
      as_new.kind = EventKind::found_new;
      queued = event.kind == EventKind::gone ? Result<void>{} : finding(std::move(as_new));
      return queued.has_value();
    });
    if (!told || !queued) return told ? queued : told;
  }
  // The first run is still to end: what waits is read as it comes.
  if (targets->empty()) return {};
  if (auto done = tell_ends(*targets); !done) return done;
  for (const auto& [target, run] : *targets)
    if (auto done = first_looks(run, {target}, sequence); !done) return done;
  progress_.event_id = sequence;
  return {};
}

/// Targets by their lasting names, with the last run that went over each completely.
Result<Delivery::ScannedTargets> Delivery::scanned_targets() const {
  auto rows = database_.prepare(
      "SELECT t.name, (SELECT max(r.run_id) FROM runs r, json_each(r.targets) j WHERE r.status = "
      "'completed' AND"
      " j.value = t.name) FROM targets t ORDER BY t.target_id");
  if (!rows) return rows.error();
  ScannedTargets targets;
  while (true) {
    auto more = rows->step();
    if (!more) return more.error();
    if (!*more) return targets;
    if (!rows->is_null(1)) targets.emplace_back(rows->string(0), rows->integer(1));
  }
}

/// How each of these runs ended, once.
Result<void> Delivery::tell_ends(const ScannedTargets& targets) {
  std::set<std::int64_t> runs;
  for (const auto& [target, run] : targets) runs.insert(run);
  for (const std::int64_t run : runs) {
    auto end = reader_.end_of(run);
    if (!end) return end.error();
    if (*end) {
      if (auto done = queue(std::move(**end)); !done) return done;
    }
  }
  return {};
}

Result<void> Delivery::tell_withheld() {
  if (progress_.day_withheld == 0) return {};
  auto newest = reader_.newest_run();
  if (!newest) return newest.error();
  auto facts = reader_.run(*newest);
  if (!facts) return facts.error();
  Event event;
  event.kind = EventKind::gap;
  event.run = **facts;
  event.sequence = progress_.event_id;
  event.time_ms = index::now_ms();
  event.count = progress_.day_withheld;
  event.detail = "more than " + std::to_string(destination_.events_per_day) +
                 " findings a day; `braque findings` has them";
  event.id = run_event_id(event.run, "cap-" + std::to_string(progress_.day), progress_.event_id);
  progress_.day_withheld = 0;
  return queue(std::move(event));
}

/// From what was committed to the end of the outbox.
Result<void> Delivery::pass() {
  if (progress_.first_use) {
    if (auto done = first_use(); !done) return done;
    if (auto done = flush(); !done) return done;
    // Where everything is still to come nothing was taken yet, and there is no success to note.
    const bool told = progress_.event_id > 0 || progress_.sent > 0 || !progress_.letters.empty();
    if (told) {
      if (auto done = commit(); !done) return done;
    }
  }
  while (!stopping()) {
    auto rows = reader_.outbox(progress_.event_id, options_.rows_at_once);
    if (!rows) return rows.error();
    if (rows->empty()) break;
    for (const OutboxRow& row : *rows) {
      if (stopping()) break;
      if (auto done = handle(row); !done) return done;
      progress_.event_id = row.sequence;
      if (batch_.size() < destination_.batch_events && unsettled_ < sender_->settle_events())
        continue;
      if (auto done = flush(); !done) return done;
      if (unsettled_ < sender_->settle_events()) continue;
      if (auto done = commit(); !done) return done;
    }
  }
  if (auto done = tell_withheld(); !done) return done;
  if (auto done = flush(); !done) return done;
  return commit();
}

/// Waits before the next try; false when it is time to give up for now.
bool Delivery::wait(int attempt) {
  std::uint64_t pause =
      std::min(options_.pause_ms << std::min(attempt, 16), options_.pause_most_ms);
  // Between a half and the whole of it, so that many senders do not come back at once.
  pause = pause / 2 + random_() % (pause / 2 + 1);
  pause = std::max(pause, sender_->retry_after_seconds() * 1000);
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(pause);
  if (until > end_) return false;
  while (std::chrono::steady_clock::now() < until) {
    if (stopping()) return false;
    if (options_.alive) options_.alive();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

Result<Delivered> Delivery::run() {
  auto loaded = load_progress(database_, destination_.name);
  if (!loaded) return loaded.error();
  progress_ = committed_ = std::move(*loaded);
  end_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.patience_ms);
  std::string error;
  int attempt = 0;
  while (true) {
    receiver_failed_ = false;
    const std::int64_t before = committed_.event_id;
    auto done = pass();
    if (done) break;
    if (!receiver_failed_) return done.error();
    // A pass that got somewhere begins the waiting anew.
    attempt = committed_.event_id > before ? 0 : attempt + 1;
    progress_ = committed_;
    delivered_ = kept_;
    ++kept_.retried;
    ++delivered_.retried;
    batch_.clear();
    in_batch_.clear();
    batch_bytes_ = 0;
    unsettled_ = 0;
    error = done.error().message;
    if (auto noted = store_attempt(database_, destination_.name, error); !noted)
      return noted.error();
    if (done.error().kind == ErrorKind::invalid || stopping() || !wait(attempt)) {
      delivered_.spooled = true;
      delivered_.error = error;
      break;
    }
  }
  auto left = database_.integer("SELECT count(*) FROM outbox WHERE event_id > " +
                                std::to_string(committed_.event_id));
  if (!left) return left.error();
  delivered_.waiting = static_cast<std::uint64_t>(left->value_or(0));
  delivered_.spooled = delivered_.spooled || (stopping() && delivered_.waiting > 0);
  return delivered_;
}

}  // namespace

Result<Delivered> deliver(const index::Database& database, const std::string& index_path,
                          const Destination& destination, const Pseudonyms* pseudonyms,
                          const DeliveryOptions& options) {
  auto lock = index::RunLock::acquire(index_path + ".export-" + destination.name);
  if (!lock)
    return unexpected(lock.error().kind,
                      "another delivery to \"" + destination.name + "\" is at work");
  const SenderType* type = find_sender_type(destination.type);
  if (type == nullptr)
    return unexpected(ErrorKind::invalid,
                      "there is no destination type \"" + destination.type + "\"");
  auto sender = type->make(destination);
  if (!sender) return sender.error();
  auto reader =
      EventReader::open(database, destination.selection, destination.disclosure, pseudonyms);
  if (!reader) return reader.error();
  return Delivery(database, destination, **reader, std::move(*sender), options).run();
}

}  // namespace braque::exporting
