// One finding for competing rules: of matches over the same bytes the likeliest stays, the others
// become its alternatives.
#pragma once

#include <cstddef>
#include <vector>

#include "base/match.hpp"

namespace braque::match {

/// `matches` sorted by start. Of those from index `from` on, leaves non-overlapping ones in
/// ascending order, with alternatives.
void resolve_overlaps(std::vector<Match>& matches, std::size_t from = 0);

}  // namespace braque::match
