// Delivery: takes what waits in the outbox to one destination, at least once and in order. What has
// been taken is one number in the index, written only after the receiver has it; whatever goes
// wrong in between is sent again, with the same ids. One delivery at a time to a destination, which
// its lock sees to.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "export/destination.hpp"
#include "index/sqlite.hpp"

namespace braque::exporting {

struct DeliveryOptions {
  std::uint64_t patience_ms = 60'000;  ///< how long a receiver that is down is tried
  std::uint64_t pause_ms = 500;        ///< before the second try; doubles, with jitter
  std::uint64_t pause_most_ms = 30'000;
  std::uint64_t rows_at_once = 2000;
  const std::atomic<bool>* stop = nullptr;
  /// Called after each commit, for watchdogs; may be empty.
  std::function<void()> alive;
};

struct Delivered {
  std::uint64_t sent = 0, refused = 0, retried = 0, bytes = 0;
  std::uint64_t withheld = 0;  ///< findings beyond the cap of the day
  std::uint64_t waiting = 0;   ///< rows of the outbox that are left
  bool spooled = false;        ///< the receiver did not take everything
  std::string error;           ///< why
};

/// How far a destination has come: a row of `braque export status`.
struct DeliveryState {
  std::string destination;
  std::int64_t event_id = 0;
  std::uint64_t sent = 0, retried = 0, dead = 0, lost = 0, bytes = 0, waiting = 0;
  std::int64_t attempt_ms = 0, success_ms = 0, oldest_waiting_ms = 0;
  std::string error;
};

/// Opens the index for deliveries: read and write, brought up to this program's schema.
Result<index::Database> open_for_delivery(const std::string& index_path);

/// ErrorKind::unavailable: another delivery to this destination is at work. ErrorKind::invalid: the
/// destination must be mended. A receiver that is down is no error: see Delivered::spooled.
Result<Delivered> deliver(const index::Database& database, const std::string& index_path,
                          const Destination& destination, const Pseudonyms* pseudonyms,
                          const DeliveryOptions& options);

/// Every destination that was ever used, by name.
Result<std::vector<DeliveryState>> delivery_states(const index::Database& database);

struct SpoolLimits {
  std::uint64_t events_max = 1'000'000;
  std::uint64_t age_max_ms = 30ULL * 86'400'000;
};

/// Gives up what is too old or too much, the oldest first, and leaves an event that says how many;
/// removes what all of these destinations have. Nothing is removed when the list is empty but what
/// is over the limits.
Result<void> tidy_spool(const index::Database& database,
                        const std::vector<std::string>& destinations, const SpoolLimits& limits);

}  // namespace braque::exporting
