#include "index/known_items.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <limits>

#include "index/names.hpp"
#include "index/stored_rows.hpp"

namespace braque::index {
namespace {

constexpr std::uint32_t kLookupsInOneTransaction = 4096;

/// Leaps of the cursor that are told apart.
constexpr std::size_t kLeapsMax = 10'000;

/// The cursor's columns are few, because each one costs as much as comparing it.
constexpr std::string_view kAhead =
    "SELECT item_id, target_id, relative, configuration_id, size, modified_ns, changed_ns, inode, "
    "quiet FROM items"
    " WHERE item_id >= ?1 AND gone_run IS NULL ORDER BY item_id";
constexpr std::string_view kRow =
    "SELECT item_id, target_id, relative, configuration_id, size, modified_ns, changed_ns, inode, "
    "status, reason,"
    " bytes, bytes_done, format, note, part_count, finding_count, gone_run, content_hash, "
    "edge_hash FROM items WHERE ";

enum Column {
  kItem,
  kTarget,
  kRelative,
  kConfiguration,
  kSize,
  kModified,
  kChanged,
  kInode,
  kQuiet,
  kStatus = kQuiet,
  kReason,
  kParts = 14,
  kFindings,
  kGone,
  kContent,
  kEdges
};

bool same_times(const Statement& row, const ItemMetadata& data, bool remote) {
  return row.integer(kModified) == data.modified_ns &&
         (remote ||
          (row.integer(kChanged) == data.changed_ns && row.unsigned_integer(kInode) == data.inode));
}

/// What broke its worker would break the next one too; it waits until it changes. So does an archive
/// with a private folder in it.
bool waits_for_change(std::string_view reason) {
  constexpr std::array<std::string_view, 5> kReasons = {
      "timeout", "parser_crash", "sandbox_violation", "budget_memory", "private"};
  return std::find(kReasons.begin(), kReasons.end(), reason) != kReasons.end();
}

}  // namespace

Result<void> KnownItems::open(const std::string& path, std::int64_t run, Holds holds) {
  run_ = run;
  auto database = Database::open(path, OpenMode::read_only);
  if (!database) return database.error();
  auto prepared =
      database->prepare({{&find_, std::string(kRow) + "target_id = ?1 AND relative = ?2"},
                         {&at_, std::string(kRow) + "item_id = ?1"},
                         {&ahead_, kAhead}});
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
  if (row == nullptr) return std::nullopt;
  std::optional<KnownItem> known;
  if (const auto trusted = trust(*row, item)) {
    known.emplace();
    known->trust = *trusted;
    known->outcome = read_outcome(*row, kStatus);
    known->place = {row->integer(kItem), row->unsigned_integer(kParts),
                    row->unsigned_integer(kFindings)};
    if (*trusted == KnownItem::Trust::same_content)
      known->content = digest_from(row->bytes(kContent));
    if (*trusted == KnownItem::Trust::same_edges) known->edges = digest_from(row->bytes(kEdges));
  }
  find_.reset();
  at_.reset();
  return known;
}

bool KnownItems::quiet(std::int64_t target, std::string_view relative, const ItemMetadata& data,
                       bool remote) {
  if (!database_) return false;
  std::lock_guard lock(mutex_);
  if (lookups_++ % kLookupsInOneTransaction == 0) renew_transaction();
  if (!cursor_is_at(relative, target)) return false;
  const bool is_quiet = ahead_.integer(kQuiet) != 0 &&
                        ahead_.unsigned_integer(kSize) == data.size &&
                        same_times(ahead_, data, remote) && !(remote && shows_edges(relative));
  const std::int64_t row = ahead_.integer(kItem);
  if (!is_quiet || !holds_(ahead_.integer(kConfiguration), row)) return false;
  ahead_on_row_ = false;
  move_cursor(row);
  quiet_rows_.insert(static_cast<std::uint64_t>(row));
  return true;
}

/// An index that cannot be read makes the item unknown: it is scanned, which is never wrong.
const Statement* KnownItems::find_row(const Item& item, std::int64_t target) const {
  if (cursor_is_at(item.relative, target)) {
    const std::int64_t row = ahead_.integer(kItem);
    ahead_on_row_ = false;
    move_cursor(row);
    auto found = at_.bind(1, row).step();
    return found && *found ? &at_ : nullptr;
  }
  auto row = find_.bind(1, target).blob(2, item.relative).step();
  if (!row || !*row) return nullptr;
  const std::int64_t found = find_.integer(kItem);
  // Two in a row: the walk goes on from here.
  if (found == last_found_ + 1) {
    ahead_.reset();
    ahead_on_row_ = ahead_ended_ = false;
    ahead_from_ = found + 1;
    move_cursor(found);
  }
  last_found_ = found;
  return &find_;
}

/// It was asked for this row; what lies between was not.
void KnownItems::move_cursor(std::int64_t row) const {
  if (row > next_row_) {
    if (passed_.size() < kLeapsMax)
      passed_.push_back({next_row_, row});
    else
      passed_.back() = {std::min(passed_.back().first, next_row_),
                        std::max(passed_.back().end, row)};
  }
  next_row_ = row + 1;
}

std::vector<RowRange> KnownItems::unmet() const {
  std::lock_guard lock(mutex_);
  std::vector<RowRange> ranges = passed_;
  ranges.push_back({next_row_, std::numeric_limits<std::int64_t>::max()});
  return ranges;
}

bool KnownItems::cursor_is_at(std::string_view relative, std::int64_t target) const {
  if (!ahead_on_row_ && !ahead_ended_) {
    if (ahead_from_ != 0) ahead_.bind(1, ahead_from_);
    ahead_from_ = 0;
    auto row = ahead_.step();
    ahead_on_row_ = row && *row;
    ahead_ended_ = !ahead_on_row_;
  }
  return ahead_on_row_ && ahead_.bytes(kRelative) == relative && ahead_.integer(kTarget) == target;
}

std::optional<KnownItem::Trust> KnownItems::trust(const Statement& row, const Item& item) const {
  using enum KnownItem::Trust;
  const ItemMetadata& data = item.metadata;
  if (row.unsigned_integer(kSize) != data.size || !row.is_null(kGone)) return std::nullopt;
  const bool complete = row.bytes(kStatus) == "complete";
  if (!complete && !waits_for_change(row.bytes(kReason))) return std::nullopt;
  const bool same = same_times(row, data, item.remote);
  if (!same && (!complete || row.is_null(kContent))) return std::nullopt;
  if (!holds_(row.integer(kConfiguration), row.integer(kItem))) {
    read_for_rules_ += same ? 1 : 0;
    return std::nullopt;
  }
  if (!same) return same_content;
  return item.remote && shows_edges(item.relative) && !row.is_null(kEdges) ? same_edges : unchanged;
}

/// Another sixteenth every night, so that each item's turn comes.
bool KnownItems::shows_edges(std::string_view relative) const {
  return (XXH3_64bits(relative.data(), relative.size()) + static_cast<std::uint64_t>(run_)) % 16 ==
         0;
}

std::uint64_t KnownItems::read_for_rules() const {
  std::lock_guard lock(mutex_);
  return read_for_rules_;
}

void KnownItems::renew_transaction() const {
  // The cursor goes on behind the row that was asked for last, or at the one that nobody asked for
  // yet.
  if (ahead_from_ == 0 && !ahead_ended_)
    ahead_from_ = ahead_.integer(kItem) + (ahead_on_row_ ? 0 : 1);
  ahead_.reset();
  ahead_on_row_ = false;
  database_->roll_back();
  if (!database_->execute("BEGIN")) ahead_ended_ = true;
}

}  // namespace braque::index
