// Columns of tables whose header says what stands below.
#pragma once

#include "recognise/recogniser.hpp"
#include "recognise/text_tokens.hpp"

namespace braque::recognise {

/// Does the header hold a word of one class, and none of another? "streetAddress2" is read as its
/// parts as well.
bool header_says(std::string_view header, const WordTable& table, std::uint32_t wanted,
                 std::uint32_t unwanted);

/// The first and the behind-the-last of the cells that begin in `range`.
std::span<const Cell> cells_in(UnitView& view, SearchRange range);

}  // namespace braque::recognise
