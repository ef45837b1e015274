#include "index/known_items.hpp"

#include "index/names.hpp"
#include "index/stored_rows.hpp"

namespace braque::index {
namespace {

constexpr std::uint32_t kLookupsInOneTransaction = 256;

}  // namespace

Result<void> KnownItems::open(const std::string& path) {
  auto database = Database::open(path, OpenMode::read_only);
  if (!database) return database.error();
  auto find = database->prepare(
      "SELECT status, reason, bytes, bytes_done, format, note, content_hash, item_id, part_count, finding_count FROM items"
      " WHERE target_id = ?1 AND relative = ?2 AND configuration_id = ?3 AND size = ?4"
      " AND modified_ns = ?5 AND changed_ns = ?6 AND inode = ?7 AND (status = 'complete'"
      // What broke its worker would break the next one too; it waits until it changes.
      " OR reason IN ('timeout', 'parser_crash', 'sandbox_violation', 'budget_memory'))"
      " AND gone_run IS NULL");
  if (!find) return find.error();
  find_ = std::move(*find);
  database_ = std::move(*database);
  return {};
}

std::optional<KnownItem> KnownItems::known(const Item& item, std::int64_t target,
                                           std::int64_t configuration) const {
  if (!database_) return std::nullopt;
  const ItemMetadata& data = item.metadata;
  std::lock_guard lock(mutex_);
  if (lookups_++ % kLookupsInOneTransaction == 0) {
    database_->roll_back();
    if (!database_->execute("BEGIN")) return std::nullopt;
  }
  find_.bind(1, target).blob(2, item.relative).bind(3, configuration).bind(4, data.size);
  find_.bind(5, data.modified_ns).bind(6, data.changed_ns).bind(7, data.inode);
  // An index that cannot be read makes the item unknown: it is scanned, which is never wrong.
  auto row = find_.step();
  if (!row || !*row) return std::nullopt;
  KnownItem known{read_outcome(find_, 0), digest_from(find_.bytes(6)),
                  {find_.integer(7), find_.unsigned_integer(8), find_.unsigned_integer(9)}};
  find_.reset();
  return known;
}

}  // namespace braque::index
