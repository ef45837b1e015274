#include "index/known_items.hpp"

#include <algorithm>
#include <array>

#include "index/names.hpp"
#include "index/stored_rows.hpp"

namespace braque::index {
namespace {

constexpr std::uint32_t kLookupsInOneTransaction = 4096;

#define BRAQUE_KNOWN_COLUMNS \
  "item_id, target_id, relative, configuration_id, status, reason, bytes, bytes_done, format, note," \
  " size, modified_ns, changed_ns, inode, part_count, finding_count, gone_run"

enum Column {
  kItem, kTarget, kRelative, kConfiguration, kStatus, kReason, kSize = 10, kModified, kChanged, kInode,
  kParts, kFindings, kGone
};

/// What broke its worker would break the next one too; it waits until it changes.
bool waits_for_change(std::string_view reason) {
  constexpr std::array<std::string_view, 4> kReasons = {"timeout", "parser_crash", "sandbox_violation",
                                                        "budget_memory"};
  return std::find(kReasons.begin(), kReasons.end(), reason) != kReasons.end();
}

}  // namespace

Result<void> KnownItems::open(const std::string& path, Holds holds) {
  auto database = Database::open(path, OpenMode::read_only);
  if (!database) return database.error();
  auto prepared = database->prepare(
      {{&find_, "SELECT " BRAQUE_KNOWN_COLUMNS " FROM items WHERE target_id = ?1 AND relative = ?2"},
       {&ahead_, "SELECT " BRAQUE_KNOWN_COLUMNS
                 " FROM items WHERE item_id >= ?1 AND gone_run IS NULL ORDER BY item_id"}});
  if (!prepared) return prepared;
  holds_ = std::move(holds);
  database_ = std::move(*database);
  ahead_from_ = 1;
  return {};
}

std::optional<KnownItem> KnownItems::known(const Item& item, std::int64_t target) const {
  if (!database_) return std::nullopt;
  std::lock_guard lock(mutex_);
  if (lookups_++ % kLookupsInOneTransaction == 0) renew_transaction();
  const Statement* row = find_row(item, target);
  std::optional<KnownItem> known;
  if (row != nullptr && unchanged(*row, item))
    known = {read_outcome(*row, kStatus),
             {row->integer(kItem), row->unsigned_integer(kParts), row->unsigned_integer(kFindings)}};
  if (row == &find_) find_.reset();
  return known;
}

/// An index that cannot be read makes the item unknown: it is scanned, which is never wrong.
const Statement* KnownItems::find_row(const Item& item, std::int64_t target) const {
  if (cursor_is_at(item, target)) {
    ahead_on_row_ = false;
    return &ahead_;
  }
  auto row = find_.bind(1, target).blob(2, item.relative).step();
  if (!row || !*row) return nullptr;
  const std::int64_t found = find_.integer(kItem);
  // Two in a row: the walk goes on from here.
  if (found == last_found_ + 1) {
    ahead_.reset();
    ahead_on_row_ = ahead_ended_ = false;
    ahead_from_ = found + 1;
  }
  last_found_ = found;
  return &find_;
}

bool KnownItems::cursor_is_at(const Item& item, std::int64_t target) const {
  if (!ahead_on_row_ && !ahead_ended_) {
    if (ahead_from_ != 0) ahead_.bind(1, ahead_from_);
    ahead_from_ = 0;
    auto row = ahead_.step();
    ahead_on_row_ = row && *row;
    ahead_ended_ = !ahead_on_row_;
  }
  return ahead_on_row_ && ahead_.bytes(kRelative) == item.relative && ahead_.integer(kTarget) == target;
}

bool KnownItems::unchanged(const Statement& row, const Item& item) const {
  const ItemMetadata& data = item.metadata;
  if (row.unsigned_integer(kSize) != data.size || row.integer(kModified) != data.modified_ns ||
      row.integer(kChanged) != data.changed_ns || row.unsigned_integer(kInode) != data.inode)
    return false;
  if (!row.is_null(kGone)) return false;
  if (row.bytes(kStatus) != "complete" && !waits_for_change(row.bytes(kReason))) return false;
  return holds_(row.integer(kConfiguration), row.integer(kItem));
}

void KnownItems::renew_transaction() const {
  // The cursor goes on behind the row that was asked for last, or at the one that nobody asked for yet.
  if (ahead_from_ == 0 && !ahead_ended_)
    ahead_from_ = ahead_.integer(kItem) + (ahead_on_row_ ? 0 : 1);
  ahead_.reset();
  ahead_on_row_ = false;
  database_->roll_back();
  if (!database_->execute("BEGIN")) ahead_ended_ = true;
}

}  // namespace braque::index
