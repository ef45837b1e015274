// Which items a change of rules concerns. What an earlier run said of an item holds while every
// rule of this run meant the same then; what has been added is looked for in every item. A rule
// that is no more concerns the items it was found in only: there other rules may have lost against
// it. One that lets the same values pass and weighs them otherwise concerns the items in which
// anything passed.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/rule_bits.hpp"
#include "index/item_bitmap.hpp"
#include "index/run_writer.hpp"
#include "index/sqlite.hpp"

namespace braque::index {

class RuleChanges {
 public:
  /// After the run's configuration was written. `looked_for` says of a rule that this run does not
  /// have whether it is no more (true), or just not chosen.
  template <typename LookedFor>
  static Result<RuleChanges> load(const Database& database, const RunDescription& description,
                                  std::int64_t configuration, const LookedFor& looked_for);

  /// May be asked from any thread.
  bool holds(std::int64_t configuration, std::int64_t item) const {
    if (configuration == own_) return true;
    return good_.contains(configuration) && !concerned_.contains(static_cast<std::uint64_t>(item));
  }

  /// Ids of rules that are new or mean something else, and of those that are no more, against the
  /// rules of an earlier run that differ least; for people. Empty when nothing differs, or nobody
  /// knows.
  const std::vector<std::string>& added() const { return added_; }
  const std::vector<std::string>& removed() const { return removed_; }
  /// Of those that weigh what they find otherwise.
  const std::vector<std::string>& judged() const { return judged_; }

 private:
  using Meanings = std::map<std::string, std::string, std::less<>>;
  struct Difference {
    std::vector<std::string> added, judged, removed;
  };
  static Meanings parse(std::string_view lines);
  static Difference compare(const Meanings& before, const Meanings& now);
  Result<void> find_concerned(const Database& database, const std::set<std::string>& rules);
  /// `judged`: by configuration, the rules that weigh otherwise since.
  Result<void> find_judged(const Database& database, const std::map<std::int64_t, RuleBits>& judged);
  static RuleBits bits_of(const std::vector<std::string>& rules);

  std::int64_t own_ = 0;
  std::set<std::int64_t> good_;
  ItemBitmap concerned_;
  std::vector<std::string> added_, judged_, removed_;
};

template <typename LookedFor>
Result<RuleChanges> RuleChanges::load(const Database& database, const RunDescription& description,
                                      std::int64_t configuration, const LookedFor& looked_for) {
  RuleChanges changes;
  changes.own_ = configuration;
  const Meanings now = parse(description.rules);
  auto rows = database.prepare(
      "SELECT configuration_id, rules FROM configurations WHERE configuration_id <> ?1 AND rules "
      "IS NOT NULL"
      " AND extractor_version = ?2 AND key_id = ?3 AND settings = ?4 ORDER BY configuration_id");
  if (!rows) return rows.error();
  rows->bind(1, configuration).text(2, description.extractor_version);
  rows->text(3, description.key_id).text(4, description.settings);
  std::set<std::string> removed;
  std::map<std::int64_t, RuleBits> judged;
  std::size_t nearest = std::string::npos;
  while (true) {
    auto row = rows->step();
    if (!row) return row.error();
    if (!*row) break;
    Difference difference = compare(parse(rows->bytes(1)), now);
    std::erase_if(difference.removed, [&](const std::string& rule) { return !looked_for(rule); });
    if (difference.added.empty()) {
      changes.good_.insert(rows->integer(0));
      removed.insert(difference.removed.begin(), difference.removed.end());
      if (!difference.judged.empty())
        judged.emplace(rows->integer(0), bits_of(difference.judged));
    }
    const std::size_t size =
        difference.added.size() + difference.judged.size() + difference.removed.size();
    if (size >= nearest) continue;
    nearest = size;
    changes.added_ = std::move(difference.added);
    changes.judged_ = std::move(difference.judged);
    changes.removed_ = std::move(difference.removed);
  }
  if (auto done = changes.find_judged(database, judged); !done) return done.error();
  if (auto done = changes.find_concerned(database, removed); !done) return done.error();
  return changes;
}

}  // namespace braque::index
