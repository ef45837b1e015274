// A column of a table is judged as a whole: the share of its values that pass.
#pragma once

#include <cstdint>

#include "base/match.hpp"
#include "rule/rule.hpp"

namespace braque {

struct ColumnCounts {
  std::uint64_t filled = 0;   ///< cells that are not empty
  std::uint64_t passing = 0;  ///< of those, cells with a match of the rule (or of its kind)
};

/// The share of a column's values that pass, and between which bounds that of all such columns lies,
/// 19 times out of 20 (Wilson's score interval).
struct ColumnShare {
  double ratio = 0, low = 0, high = 0;
};
ColumnShare column_share(const ColumnCounts& counts);

/// Log-odds to add to every match of the rule in that column: positive when nearly all values pass,
/// negative when no more pass than chance explains; 0 for fewer than 5 filled cells. Never more
/// than +-4.
float column_logit(const Rule& rule, const ColumnCounts& counts);

/// A match's logit with its column's judgement added and the caps of the rule applied again. A
/// judgement against the rule does not hold where the header speaks for it: one column may hold the
/// numbers of several countries.
float with_column(const Rule& rule, EvidenceSet evidence, float logit, float column);

}  // namespace braque
