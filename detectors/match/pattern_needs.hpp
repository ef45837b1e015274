// What every match of a regular expression holds, whatever else it is: so many digits, so long a
// stretch without blanks, so long a word. Most places that a literal points at ("key_" in a
// program) hold neither, and asking RE2 about them would cost a hundred times as much as counting.
#pragma once

#include <cstdint>
#include <string_view>

#include "match/pattern_tree.hpp"

namespace braque::match {

struct PatternNeeds {
  std::uint32_t digits = 0;  ///< in all
  std::uint32_t solid = 0;   ///< bytes in a row that are no blanks, tabs, line feeds and the like
  std::uint32_t word = 0;    ///< letters, digits, _ and - in a row
  std::uint32_t alnum = 0;   ///< letters and digits in a row
};

/// Never more than is true; nothing for syntax that it does not know. Thread-safe, linear but for
/// the depth of groups, which is bounded.
PatternNeeds needs_of(const PatternTree& tree);
PatternNeeds needs_of(std::string_view pattern);

/// May `text` hold a match of a pattern with these needs?
bool may_hold(const PatternNeeds& needs, std::string_view text) noexcept;

}  // namespace braque::match
