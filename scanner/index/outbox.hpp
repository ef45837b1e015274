// Events that are to be sent on (to a SIEM): written in the transaction of what they tell, so that
// none is lost and none is invented. Whoever sends them removes them. What nobody takes is given up
// beyond kEventsMax, the oldest first, and one event says how many.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "index/sqlite.hpp"
#include "model/finding.hpp"

namespace braque::index {

/// Used by the one thread that writes, inside its transactions.
class Outbox {
 public:
  static constexpr std::uint64_t kEventsMax = 1'000'000;

  Result<void> open(const Database& database, std::uint64_t events_max = kEventsMax);
  Result<void> put(std::int64_t run, std::string_view event);
  Result<void> put(std::int64_t run, std::string_view event, const Digest& finding);
  /// All findings of the item that are not gone are, now.
  Result<void> put_item_gone(std::int64_t run, std::int64_t item);
  /// The item was not fully scanned.
  Result<void> put_issue(std::int64_t run, std::int64_t item);
  /// Gives up what is too much; at the end of a run.
  Result<void> trim(std::int64_t run);
  /// The same when it is much too much, so that a first night does not leave a file full of what it
  /// gave up.
  Result<void> trim_early(std::int64_t run);

 private:
  const Database* database_ = nullptr;
  std::uint64_t events_max_ = kEventsMax;
  Statement put_, put_item_gone_, put_issue_;
};

}  // namespace braque::index
