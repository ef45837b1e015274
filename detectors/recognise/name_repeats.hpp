// Names that stand in a text again: below a letter, amid a later sentence, where alone they would
// not be recognised or not whole.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "recognise/recogniser.hpp"

namespace braque::names {

/// How far away a name is looked for again, in bytes. What a search says of a place depends on this
/// many bytes more on either side; the surroundings of windows are wider.
inline constexpr std::size_t kRepeatReach = 512;

/// Adds to `found`, which is in ascending order and stays so, what repeats a name of several words
/// in it that is sure; a part of such a name that was found alone becomes the whole name.
void add_repeats(std::string_view text, std::vector<Recognised>& found);

}  // namespace braque::names
