// Answers FindingStore::known() on a read-only connection of its own, so that who asks does not
// wait for the one that writes.
//
// A walk meets items in the order of their rows, because that is the order in which they were met
// first. So a cursor runs along the table and mostly stands at the row that is asked for; a row
// costs a third of what it costs to look it up. What stands elsewhere is looked up by its path.
// Rows that the cursor passed without being asked for are the only ones that may be gone.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "index/item_bitmap.hpp"
#include "index/sqlite.hpp"
#include "model/finding_store.hpp"

namespace braque::index {

/// Rows from `first` up to, but not with, `end`.
struct RowRange {
  std::int64_t first = 0, end = 0;
};

class KnownItems {
 public:
  /// Whether what a run of this configuration (row of `configurations`) said of an item holds
  /// still.
  using Holds = std::function<bool(std::int64_t configuration, std::int64_t item)>;

  /// Call when there is something to know; until then known() says nothing. `holds` is called by
  /// known(), under its lock.
  Result<void> open(const std::string& path, std::int64_t run, Holds holds);

  /// Safe from any thread; cheapest in the order of the walk. Devices are not compared: network
  /// mounts draw new numbers. Of remote items neither inode nor ctime is; one in sixteen a night
  /// shows its edges instead.
  std::optional<KnownItem> known(const Item& item, std::int64_t target) const;
  /// FindingStore::quiet(): true at the cursor only; then the row is kept in quiet_rows().
  bool quiet(std::int64_t target, std::string_view relative, const ItemMetadata& data, bool remote);
  /// When all that was met has been asked for: the quiet rows, and where rows lie that nobody asked
  /// for (all of them, and others beside them).
  const ItemBitmap& quiet_rows() const { return quiet_rows_; }
  std::vector<RowRange> unmet() const;
  /// Items that did not change and are read again for the rules.
  std::uint64_t read_for_rules() const;

 private:
  const Statement* find_row(const Item& item, std::int64_t target) const;
  bool cursor_is_at(std::string_view relative, std::int64_t target) const;
  void move_cursor(std::int64_t row) const;
  std::optional<KnownItem::Trust> trust(const Statement& row, const Item& item) const;
  bool shows_edges(std::string_view relative) const;
  void renew_transaction() const;

  Holds holds_;
  mutable std::mutex mutex_;
  std::optional<Database> database_;
  // Guarded by mutex_. Lookups share a read transaction; it is renewed now and then, for the log
  // cannot be cut back beyond it.
  mutable Statement find_, at_, ahead_;
  mutable bool ahead_on_row_ = false;  ///< ahead_ stands at a row that nobody asked for yet
  mutable bool ahead_ended_ = false;
  mutable std::int64_t ahead_from_ =
      0;  ///< where ahead_ begins when it is stepped next; 0: it goes on
  mutable std::int64_t next_row_ = 1;     ///< behind the last row that the cursor was asked for
  mutable std::vector<RowRange> passed_;  ///< by the cursor, in leaps
  mutable std::int64_t last_found_ = 0;   ///< by find_
  ItemBitmap quiet_rows_;
  mutable std::uint32_t lookups_ = 0;
  mutable std::uint64_t read_for_rules_ = 0;
  std::int64_t run_ = 0;
};

}  // namespace braque::index
