// A column of a table is judged as a whole: the share of its values that pass.
#pragma once

#include <cstdint>

#include "rule/rule.hpp"

namespace braque {

struct ColumnCounts {
  std::uint64_t filled = 0;   ///< cells that are not empty
  std::uint64_t passing = 0;  ///< of those, cells with a match of the rule (or of its kind)
};

/// Log-odds to add to every match of the rule in that column: positive when nearly all values pass,
/// negative when no more pass than chance explains; 0 for fewer than 5 filled cells. Never more
/// than +-4.
float column_logit(const Rule& rule, const ColumnCounts& counts);

}  // namespace braque
