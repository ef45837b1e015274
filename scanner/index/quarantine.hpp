// Items that braque itself did not survive. One that was in flight at kCrashes crashes in a row,
// unchanged, is not opened again until it changes or somebody asks with --full.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "index/flight_record.hpp"
#include "index/sqlite.hpp"
#include "model/item.hpp"

namespace braque::index {

class Quarantine {
 public:
  /// A machine that loses power takes what it was reading with it; three times is no chance.
  static constexpr std::uint32_t kCrashes = 3;

  /// Counts what a run left in flight, and reads what was counted. Inside a transaction.
  Result<void> open(const Database& database, const std::vector<InFlight>& left);

  bool empty() const { return held_.empty(); }
  /// Safe from any thread.
  bool holds(const std::string& target, const Item& item) const;
  static Outcome outcome(const Item& item);

 private:
  struct Crashed {
    std::uint64_t size;
    std::int64_t modified_ns;
  };
  std::map<std::pair<std::string, std::string>, Crashed> held_;
};

}  // namespace braque::index
