// Finds matches in text units: shapes, literals and regexes in one go, verified, scored, overlaps
// resolved. One Matcher per thread (it owns scratch memory); the RuleSet is shared and immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/match.hpp"
#include "base/rule_bits.hpp"
#include "base/text_unit.hpp"
#include "match/rule_set.hpp"

namespace braque {

class Matcher {
 public:
  /// `rules` must outlive the matcher.
  explicit Matcher(const RuleSet& rules);
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  /// The matches that start in the unit's owned range, in ascending order, none overlapping
  /// another. Valid until the next call. Everything whose score is at least `kStoredLogit` is
  /// there, and in tables every verified match, because the column judges it (classify/column.hpp).
  std::span<const Match> match(TextUnit& unit);

  /// The units that follow are of the item with this path, which may be named after whom they are
  /// about.
  void about(std::string_view path);

  /// Of the last unit: line feeds in the owned range, counted on the way.
  std::uint64_t line_feeds() const;
  /// Of the last unit: its cells, when it is of kind `cells` and something was found in it.
  std::span<const Cell> cells() const;

  /// Of the last unit: rules of which anything passed its check, whatever its score; without those
  /// of special categories.
  const RuleBits& candidates() const;

  /// Every verified candidate is returned, whatever its score (`detect --min-confidence any`).
  void set_keep_all(bool keep_all);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace braque
