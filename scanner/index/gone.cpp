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

Result<void> mark_gone(const Database& database, const RunWriter& runs, FindingWriter& findings,
                       std::uint32_t target, const UnlistedDirectories& unlisted) {
  if (unlisted.too_many()) return {};
  Statement list, name, mark;
  auto prepared = database.prepare(
      {{&list,
        "SELECT item_id FROM items WHERE +target_id = ?1 AND gone_run IS NULL"
        " AND item_id > ?2 ORDER BY item_id LIMIT ?3"},
       {&name, "SELECT relative FROM items WHERE item_id = ?1"},
       {&mark, "UPDATE items SET gone_run = ?2, finding_count = 0 WHERE item_id = ?1"}});
  if (!prepared) return prepared;
  std::int64_t last = 0;
  for (std::size_t rows = kPage; rows == kPage;) {
    std::vector<std::int64_t> gone;
    list.bind(1, runs.target(target)).bind(2, last).bind(3, kPage);
    for (rows = 0;; ++rows) {
      auto row = list.step();
      if (!row) return row.error();
      if (!*row) break;
      last = list.integer(0);
      if (!runs.has_seen(last)) gone.push_back(last);
    }
    for (std::int64_t item : gone) {
      auto row = name.bind(1, item).step();
      if (!row) return row.error();
      const bool covered = *row && unlisted.covers(target, name.bytes(0));
      name.reset();
      if (covered) continue;
      if (auto done = mark.bind(1, item).bind(2, runs.run()).run(); !done) return done;
      if (auto done = findings.mark_gone(item, runs.run()); !done) return done;
    }
  }
  return {};
}

}  // namespace braque::index
