#include "index/renames.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace braque::index {
namespace {

/// To bound memory; a night with more new files that hold findings names the previous ones of the
/// first.
constexpr std::int64_t kItemsMax = 1'000'000;

using Content = std::pair<std::string, std::int64_t>;  ///< hash and size

/// Of items with findings and a known content: the first of each content.
Result<std::map<Content, std::int64_t>> contents(Statement& rows) {
  std::map<Content, std::int64_t> found;
  while (true) {
    auto row = rows.step();
    if (!row) return row.error();
    if (!*row) return found;
    found.emplace(Content(rows.string(1), rows.integer(2)), rows.integer(0));
  }
}

}  // namespace

Result<void> name_renamed(const Database& database, std::int64_t run, std::int64_t first_new_item) {
  Statement arrived, gone, name;
  auto prepared = database.prepare(
      {{&arrived,
        "SELECT item_id, content_hash, size FROM items WHERE item_id >= ?1 AND content_hash IS NOT "
        "NULL"
        " AND finding_count > 0 ORDER BY item_id LIMIT ?2"},
       {&gone,
        "SELECT item_id, content_hash, size FROM items WHERE gone_run = ?1 AND content_hash IS NOT "
        "NULL"
        " AND item_id < ?2 ORDER BY item_id"},
       {&name,
        "UPDATE findings SET previous_id = (SELECT g.finding_id FROM findings g WHERE g.item_id = "
        "?2"
        " AND g.rule_row = findings.rule_row AND g.locator = findings.locator"
        " AND g.column_name IS findings.column_name LIMIT 1) WHERE item_id = ?1"}});
  if (!prepared) return prepared;
  auto now = contents(arrived.bind(1, first_new_item).bind(2, kItemsMax));
  if (!now) return now.error();
  if (now->empty()) return {};
  gone.bind(1, run).bind(2, first_new_item);
  std::vector<std::pair<std::int64_t, std::int64_t>> renamed;
  while (true) {
    auto row = gone.step();
    if (!row) return row.error();
    if (!*row) break;
    const auto same = now->find(Content(gone.string(1), gone.integer(2)));
    if (same == now->end()) continue;
    renamed.emplace_back(same->second, gone.integer(0));
    now->erase(same);
  }
  for (const auto& [item, before] : renamed)
    if (auto done = name.bind(1, item).bind(2, before).run(); !done) return done;
  return {};
}

}  // namespace braque::index
