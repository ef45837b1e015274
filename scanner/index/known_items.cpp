#include "index/known_items.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>

#include "index/names.hpp"
#include "index/stored_rows.hpp"

namespace braque::index {
namespace {

constexpr std::uint32_t kLookupsInOneTransaction = 4096;

#define BRAQUE_KNOWN_COLUMNS \
  "item_id, target_id, relative, configuration_id, status, reason, bytes, bytes_done, format, note," \
  " size, modified_ns, changed_ns, inode, part_count, finding_count, gone_run, content_hash, edge_hash"

enum Column {
  kItem, kTarget, kRelative, kConfiguration, kStatus, kReason, kSize = 10, kModified, kChanged, kInode,
  kParts, kFindings, kGone, kContent, kEdges
};

/// What broke its worker would break the next one too; it waits until it changes.
bool waits_for_change(std::string_view reason) {
  constexpr std::array<std::string_view, 4> kReasons = {"timeout", "parser_crash", "sandbox_violation",
                                                        "budget_memory"};
  return std::find(kReasons.begin(), kReasons.end(), reason) != kReasons.end();
}

}  // namespace

Result<void> KnownItems::open(const std::string& path, std::int64_t run, Holds holds) {
  run_ = run;
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
  if (const auto trusted = row != nullptr ? trust(*row, item) : std::nullopt) {
    known.emplace();
    known->trust = *trusted;
    known->outcome = read_outcome(*row, kStatus);
    known->place = {row->integer(kItem), row->unsigned_integer(kParts), row->unsigned_integer(kFindings)};
    if (*trusted == KnownItem::Trust::same_content) known->content = digest_from(row->bytes(kContent));
    if (*trusted == KnownItem::Trust::same_edges) known->edges = digest_from(row->bytes(kEdges));
  }
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

std::optional<KnownItem::Trust> KnownItems::trust(const Statement& row, const Item& item) const {
  using enum KnownItem::Trust;
  const ItemMetadata& data = item.metadata;
  if (row.unsigned_integer(kSize) != data.size || !row.is_null(kGone)) return std::nullopt;
  const bool complete = row.bytes(kStatus) == "complete";
  if (!complete && !waits_for_change(row.bytes(kReason))) return std::nullopt;
  const bool same = row.integer(kModified) == data.modified_ns &&
                    (item.remote || (row.integer(kChanged) == data.changed_ns &&
                                     row.unsigned_integer(kInode) == data.inode));
  if (!same && (!complete || row.is_null(kContent))) return std::nullopt;
  if (!holds_(row.integer(kConfiguration), row.integer(kItem))) {
    read_for_rules_ += same ? 1 : 0;
    return std::nullopt;
  }
  if (!same) return same_content;
  return item.remote && shows_edges(item) && !row.is_null(kEdges) ? same_edges : unchanged;
}

/// Another sixteenth every night, so that each item's turn comes.
bool KnownItems::shows_edges(const Item& item) const {
  return (XXH3_64bits(item.relative.data(), item.relative.size()) + static_cast<std::uint64_t>(run_)) % 16 == 0;
}

std::uint64_t KnownItems::read_for_rules() const {
  std::lock_guard lock(mutex_);
  return read_for_rules_;
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
