// What the index keeps of deliveries: read at the beginning, changed in memory, written in one
// transaction once the receiver has what it tells.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "export/delivery.hpp"

namespace braque::exporting {

struct DeadLetter {
  std::int64_t sequence = 0;
  std::string event, finding, reason;
};

/// Of one destination. Copied to go back to what was committed.
struct Progress {
  bool first_use = false;
  std::int64_t event_id = 0;
  std::uint64_t sent = 0, retried = 0, lost = 0, bytes = 0;
  std::int64_t day = 0;
  std::uint64_t day_sent = 0, day_withheld = 0;
  std::map<std::string, std::int64_t> targets;  ///< whose first look was told, by which run
  std::vector<DeadLetter> letters;              ///< not written yet

  /// Whether one more finding may be told today; counts it either way.
  bool may_tell(std::uint64_t events_per_day, std::int64_t today);
};

Result<Progress> load_progress(const index::Database& database, const std::string& destination);
/// Everything of it, as delivered now; the letters are then written.
Result<void> store_progress(const index::Database& database, const std::string& destination,
                            Progress& progress);
/// That an attempt was made, and how it ended ("" for well).
Result<void> store_attempt(const index::Database& database, const std::string& destination,
                           const std::string& error);

}  // namespace braque::exporting
