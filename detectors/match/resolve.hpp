// One finding for competing rules: of matches over the same bytes the likeliest stays, the others
// become its alternatives.
#pragma once

#include <vector>

#include "base/match.hpp"

namespace braque::match {

/// `matches` sorted by start. Leaves non-overlapping matches in ascending order, with alternatives.
void resolve_overlaps(std::vector<Match>& matches);

}  // namespace braque::match
