// What each thread is reading, kept outside of the process: in "<index>.flight", a place of its own
// for each thread. A scan that ends in any orderly way empties it; one that crashes leaves it, and
// the next one learns which items were in the air (quarantine.hpp). It is written past SQLite,
// because a transaction an item would cost more than most items; the kernel keeps it when the
// process dies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/item.hpp"

namespace braque::index {

/// An item that was being read.
struct InFlight {
  std::string target;  ///< lasting name
  std::string relative;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
};

class FlightRecord {
 public:
  static constexpr std::size_t kThreadsMax = 1024;
  static constexpr std::size_t kPlaceBytes = 8192;  ///< items with longer names are not recorded

  FlightRecord() = default;
  FlightRecord(const FlightRecord&) = delete;
  FlightRecord& operator=(const FlightRecord&) = delete;
  /// Empties the file: the process was able to end.
  ~FlightRecord();

  /// What a scan that crashed left behind; nothing when there is nothing that makes sense.
  static std::vector<InFlight> read(const std::string& index_path);

  /// Begins anew. Without the file (no space, no right) nothing is recorded, and the scan goes on.
  void open(const std::string& index_path, std::vector<std::string> targets);
  /// Safe from any thread with a number of its own.
  void write(std::size_t thread, const Item& item) const;

 private:
  int descriptor_ = -1;
  std::vector<std::string> targets_;
};

}  // namespace braque::index
