#include "index/gone.hpp"

#include <sys/stat.h>

#include <vector>

namespace braque::index {
namespace {

/// Items examined at a time: bounds memory, and no statement is open while rows change.
constexpr std::size_t kPage = 10'000;

}  // namespace

void UnlistedDirectories::note(const ItemRecord& record) {
  if (record.outcome.status != Status::skipped || too_many()) return;
  std::uint32_t mode = record.item.metadata.mode;
  if (mode != 0 && !S_ISDIR(mode)) return;
  directories_.emplace(record.item.target, record.item.relative);
}

bool UnlistedDirectories::covers(std::uint32_t target, std::string_view relative) const {
  if (directories_.empty()) return false;
  for (std::size_t slash = relative.find('/'); slash != std::string_view::npos;
       slash = relative.find('/', slash + 1)) {
    if (directories_.contains({target, std::string(relative.substr(0, slash))})) return true;
  }
  return false;
}

namespace {

class GoneItems {
 public:
  GoneItems(const RunWriter& runs, FindingWriter& findings, std::uint32_t target,
            const UnlistedDirectories& unlisted)
      : runs_(runs), findings_(findings), target_(target), unlisted_(unlisted) {}

  Result<void> open(const Database& database) {
    return database.prepare(
        {{&list_,
          "SELECT item_id FROM items WHERE +target_id = ?1 AND gone_run IS NULL"
          " AND item_id >= ?2 AND item_id < ?3 ORDER BY item_id LIMIT ?4"},
         {&name_, "SELECT relative FROM items WHERE item_id = ?1"},
         {&mark_, "UPDATE items SET gone_run = ?2, finding_count = 0 WHERE item_id = ?1"}});
  }

  Result<void> mark(RowRange range) {
    for (std::size_t rows = kPage; rows == kPage;) {
      std::vector<std::int64_t> gone;
      list_.bind(1, runs_.target(target_)).bind(2, range.first).bind(3, range.end).bind(4, kPage);
      for (rows = 0;; ++rows) {
        auto row = list_.step();
        if (!row) return row.error();
        if (!*row) break;
        range.first = list_.integer(0) + 1;
        if (!runs_.has_seen(list_.integer(0))) gone.push_back(list_.integer(0));
      }
      for (std::int64_t item : gone)
        if (auto done = mark_one(item); !done) return done;
    }
    return {};
  }

 private:
  Result<void> mark_one(std::int64_t item) {
    auto row = name_.bind(1, item).step();
    if (!row) return row.error();
    const bool covered = *row && unlisted_.covers(target_, name_.bytes(0));
    name_.reset();
    if (covered) return {};
    if (auto done = mark_.bind(1, item).bind(2, runs_.run()).run(); !done) return done;
    return findings_.mark_gone(item, runs_.run());
  }

  const RunWriter& runs_;
  FindingWriter& findings_;
  const std::uint32_t target_;
  const UnlistedDirectories& unlisted_;
  Statement list_, name_, mark_;
};

}  // namespace

Result<void> mark_gone(const Database& database, const RunWriter& runs, FindingWriter& findings,
                       std::uint32_t target, const UnlistedDirectories& unlisted,
                       const std::vector<RowRange>& unmet) {
  if (unlisted.too_many()) return {};
  GoneItems items(runs, findings, target, unlisted);
  if (auto opened = items.open(database); !opened) return opened;
  for (const RowRange& range : unmet)
    if (auto done = items.mark(range); !done) return done;
  return {};
}

}  // namespace braque::index
