#include "index/rule_changes.hpp"

#include <algorithm>

namespace braque::index {

RuleChanges::Meanings RuleChanges::parse(std::string_view lines) {
  Meanings meanings;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::size_t blank = line.find(' ');
    if (blank != std::string_view::npos)
      meanings.emplace(line.substr(0, blank), line.substr(blank + 1));
  }
  return meanings;
}

RuleChanges::Difference RuleChanges::compare(const Meanings& before, const Meanings& now) {
  Difference difference;
  for (const auto& [rule, meaning] : now) {
    const auto same = before.find(rule);
    if (same == before.end() || same->second != meaning) difference.added.push_back(rule);
  }
  for (const auto& [rule, meaning] : before)
    if (!now.contains(rule)) difference.removed.push_back(rule);
  return difference;
}

Result<void> RuleChanges::find_concerned(const Database& database,
                                         const std::set<std::string>& rules) {
  if (rules.empty()) return {};
  auto find = database.prepare(
      "SELECT f.item_id FROM findings f JOIN rules r ON r.rule_row = f.rule_row WHERE f.gone_run "
      "IS NULL AND r.rule = ?1");
  if (!find) return find.error();
  for (const std::string& rule : rules) {
    find->text(1, rule);
    while (true) {
      auto row = find->step();
      if (!row) return row.error();
      if (!*row) break;
      concerned_.insert(find->unsigned_integer(0));
    }
  }
  return {};
}

}  // namespace braque::index
