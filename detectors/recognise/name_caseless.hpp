// Names in text that is written without capitals: chats, notes, what people type into forms. The
// model knows capitals only, so here a few plain rules decide.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "recognise/recogniser.hpp"

namespace braque::names {

/// Appends the names that begin in `range`, where neither a capital letter nor a sign of programs
/// stands within 100 bytes; in ascending order. Looks 160 bytes far.
void find_caseless(std::string_view text, SearchRange range, std::vector<Recognised>& found);

}  // namespace braque::names
