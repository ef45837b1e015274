#include "index/private_rows.hpp"

#include <sys/stat.h>

#include <vector>

namespace braque::index {
namespace {

/// Rows that are looked at between two writes.
constexpr std::int64_t kPage = 10'000;
/// No run has this configuration: the item is read again.
constexpr std::string_view kReadAgain = "configuration_id = 0, result_hash = 0";

struct Located {
  std::int64_t item = 0, row = 0;
};

struct Renamed {
  std::int64_t item = 0;
  std::string before, now;
};

class PrivateRows {
 public:
  PrivateRows(std::int64_t target, const std::string& name, const PrivatePolicy& policy,
              const Key& id_key, FindingWriter& findings)
      : target_(target),
        name_(name),
        conceals_(policy.mode != PrivateMode::scan),
        names_(policy.names),
        paths_(policy.names, id_key, name),
        findings_(findings) {}

  Result<void> open(const Database& database) {
    const std::string of_target = " WHERE i.target_id = ?1";
    return database.prepare(
        {{&items_, "SELECT i.item_id, i.relative, i.mode FROM items i" + of_target +
                       " AND i.item_id > ?2 ORDER BY i.item_id LIMIT ?3"},
         {&found_,
          "SELECT f.item_id, f.finding_row, f.locator FROM findings f JOIN items i USING (item_id)" +
              of_target +
              " AND f.locator <> '' AND f.finding_row > ?2 AND f.finding_row < ?4"
              " ORDER BY f.finding_row LIMIT ?3"},
         {&parts_, "SELECT p.item_id, p.ordinal, p.locator FROM parts p JOIN items i USING (item_id)" +
                       of_target + " AND p.item_id > ?2 ORDER BY p.item_id LIMIT ?3"},
         {&of_item_, "SELECT finding_row FROM findings WHERE item_id = ?1"},
         // What had this name before was gone.
         {&rename_, "UPDATE OR REPLACE items SET relative = ?2, path = NULL, other_names = NULL,"
                    " note = NULL, content_hash = NULL, edge_hash = NULL, " +
                        std::string(kReadAgain) + " WHERE item_id = ?1"},
         {&crash_,
          "UPDATE OR REPLACE crashes SET relative = ?3 WHERE target = ?1 AND relative = ?2"},
         {&read_again_,
          "UPDATE items SET " + std::string(kReadAgain) + " WHERE item_id = ?1"},
         {&conceal_parts_, "UPDATE parts SET locator = ?2, note = NULL WHERE item_id = ?1"},
         {&conceal_part_,
          "UPDATE parts SET locator = ?3, note = NULL WHERE item_id = ?1 AND ordinal = ?2"},
         {&skipped_, "UPDATE items SET " + std::string(kReadAgain) +
                         " WHERE target_id = ?1 AND status <> 'complete' AND (reason = 'private' OR"
                         " item_id IN (SELECT item_id FROM parts WHERE reason = 'private'))"}});
  }

  Result<void> run() {
    if (auto done = skipped_.bind(1, target_).run(); !done) return done;
    if (conceals_) {
      if (auto done = conceal_items(); !done) return done;
    }
    if (auto done = treat_findings(); !done) return done;
    return conceals_ ? treat_parts() : Result<void>{};
  }

 private:
  Result<void> conceal_items() {
    for (std::int64_t last = 0, rows = kPage; rows == kPage;) {
      std::vector<Renamed> renamed;
      items_.bind(1, target_).bind(2, last).bind(3, kPage);
      for (rows = 0;; ++rows) {
        auto row = items_.step();
        if (!row) return row.error();
        if (!*row) break;
        last = items_.integer(0);
        const auto mode = static_cast<std::uint32_t>(items_.integer(2));
        const std::string_view relative = items_.bytes(1);
        const std::string& name = paths_.concealed(relative, !S_ISREG(mode));
        if (!name.empty() && name != relative)
          renamed.push_back({last, std::string(relative), name});
      }
      for (const Renamed& one : renamed)
        if (auto done = conceal_item(one); !done) return done;
    }
    return {};
  }

  Result<void> conceal_item(const Renamed& one) {
    if (auto done = rename_.bind(1, one.item).blob(2, one.now).run(); !done) return done;
    crash_.text(1, name_).blob(2, one.before).blob(3, one.now);
    if (auto done = crash_.run(); !done) return done;
    conceal_parts_.bind(1, one.item).text(2, kPrivateLocator);
    if (auto done = conceal_parts_.run(); !done) return done;
    std::vector<std::int64_t> found;
    of_item_.bind(1, one.item);
    while (true) {
      auto row = of_item_.step();
      if (!row) return row.error();
      if (!*row) break;
      found.push_back(of_item_.integer(0));
    }
    for (std::int64_t finding : found)
      if (auto done = findings_.conceal(finding, {}); !done) return done;
    return {};
  }

  /// Of members of containers.
  Result<void> treat_findings() {
    // Those that are concealed get numbers from here on.
    const std::int64_t end = findings_.next_row();
    for (std::int64_t last = 0, rows = kPage; rows == kPage;) {
      std::vector<Located> concerned;
      found_.bind(1, target_).bind(2, last).bind(3, kPage).bind(4, end);
      for (rows = 0;; ++rows) {
        auto row = found_.step();
        if (!row) return row.error();
        if (!*row) break;
        last = found_.integer(1);
        const std::string_view locator = found_.bytes(2);
        if (locator == kPrivateLocator)
          concerned.push_back({found_.integer(0), 0});
        else if (conceals_ && is_private(locator))
          concerned.push_back({found_.integer(0), last});
      }
      for (const Located& one : concerned) {
        if (auto done = read_again_.bind(1, one.item).run(); !done) return done;
        if (one.row == 0) continue;
        if (auto done = findings_.conceal(one.row, kPrivateLocator); !done) return done;
      }
    }
    return {};
  }

  /// An item's parts are looked at together: a page ends before an item that it may have cut.
  Result<void> treat_parts() {
    for (std::int64_t last = 0, rows = kPage; rows == kPage;) {
      std::vector<Located> concerned;
      const std::int64_t first = last;
      parts_.bind(1, target_).bind(2, first).bind(3, kPage);
      for (rows = 0;; ++rows) {
        auto row = parts_.step();
        if (!row) return row.error();
        if (!*row) break;
        last = parts_.integer(0);
        if (is_private(parts_.bytes(2))) concerned.push_back({last, parts_.integer(1)});
      }
      if (rows == kPage && last - 1 > first) --last;
      for (const Located& one : concerned) {
        if (auto done = read_again_.bind(1, one.item).run(); !done) return done;
        conceal_part_.bind(1, one.item).bind(2, one.row).text(3, kPrivateLocator);
        if (auto done = conceal_part_.run(); !done) return done;
      }
    }
    return {};
  }

  bool is_private(std::string_view locator) const {
    return locator != kPrivateLocator &&
           names_.end_of_first(locator, kLocatorSeparators) != std::string_view::npos;
  }

  const std::int64_t target_;
  const std::string& name_;
  const bool conceals_;
  const PrivateNames& names_;
  PrivatePaths paths_;
  FindingWriter& findings_;
  Statement crash_, items_, found_, parts_, of_item_, rename_, read_again_, conceal_parts_, conceal_part_,
      skipped_;
};

}  // namespace

Result<void> treat_private(const Database& database, std::int64_t target, const std::string& name,
                           const PrivatePolicy& policy, const Key& id_key,
                           FindingWriter& findings) {
  auto before = database.prepare("SELECT ifnull(private, 'scan') FROM targets WHERE target_id = ?1");
  auto note = database.prepare("UPDATE targets SET private = ?2 WHERE target_id = ?1");
  if (!before || !note) return before ? note.error() : before.error();
  auto row = before->bind(1, target).step();
  if (!row) return row.error();
  const std::string now = policy.description();
  if (before->bytes(0) == now) return {};
  before->reset();
  PrivateRows rows(target, name, policy, id_key, findings);
  if (auto done = rows.open(database); !done) return done;
  if (auto done = rows.run(); !done) return done;
  return note->bind(1, target).text(2, now).run();
}

}  // namespace braque::index
