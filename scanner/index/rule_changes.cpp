#include "index/rule_changes.hpp"

#include <algorithm>

#include "index/candidate_rules.hpp"

namespace braque::index {
namespace {

/// A meaning is "whole.form" (match/rule_meaning.hpp); earlier versions wrote the first half only.
std::string_view whole_of(std::string_view meaning) { return meaning.substr(0, meaning.find('.')); }

/// Of such a one that, which another one has only if they are the same.
std::string_view form_of(std::string_view meaning) {
  const std::size_t point = meaning.find('.');
  return point == std::string_view::npos ? meaning : meaning.substr(point);
}

}  // namespace

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
    if (same != before.end() && whole_of(same->second) == whole_of(meaning)) continue;
    if (same == before.end() || form_of(same->second) != form_of(meaning))
      difference.added.push_back(rule);
    else
      difference.judged.push_back(rule);
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

RuleBits RuleChanges::bits_of(const std::vector<std::string>& rules) {
  RuleBits bits;
  for (const std::string& rule : rules) bits.set(rule_bit(rule));
  return bits;
}

/// Reads every item's row once: a rule is changed less often than files are.
Result<void> RuleChanges::find_judged(const Database& database,
                                      const std::map<std::int64_t, RuleBits>& judged) {
  if (judged.empty()) return {};
  auto items = database.prepare(
      "SELECT item_id, configuration_id, candidates FROM items WHERE gone_run IS NULL");
  if (!items) return items.error();
  while (true) {
    auto row = items->step();
    if (!row) return row.error();
    if (!*row) return {};
    const auto found = judged.find(items->integer(1));
    if (found == judged.end()) continue;
    if (items->is_null(2) || holds_any(items->bytes(2), found->second))
      concerned_.insert(items->unsigned_integer(0));
  }
}

}  // namespace braque::index
