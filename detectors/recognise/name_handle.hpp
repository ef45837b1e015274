// Names by which people are spoken to on the net: @claire_durand, @ThomasWeber7. Most handles are
// made up and name nobody; those that hold a person's name are found.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "recognise/recogniser.hpp"

namespace braque::names {

/// Appends the handles that begin in `range` and hold a name, in ascending order. Looks 64 bytes
/// far.
void find_handles(std::string_view text, SearchRange range, std::vector<Recognised>& found);

}  // namespace braque::names
