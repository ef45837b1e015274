// Answers FindingStore::known() on a read-only connection of its own, so that the threads that ask
// do not wait for the one that writes.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "index/sqlite.hpp"
#include "model/finding_store.hpp"

namespace braque::index {

class KnownItems {
 public:
  /// Call when there is something to know; until then known() says nothing.
  Result<void> open(const std::string& path);

  /// Safe from any thread. Devices are not compared: network mounts draw new numbers.
  std::optional<KnownItem> known(const Item& item, std::int64_t target,
                                 std::int64_t configuration) const;

 private:
  mutable std::mutex mutex_;
  std::optional<Database> database_;
  // Guarded by mutex_. Lookups share a read transaction, which halves their cost; it is renewed now and then, for
  // the log cannot be cut back beyond it.
  mutable Statement find_;
  mutable std::uint32_t lookups_ = 0;
};

}  // namespace braque::index
