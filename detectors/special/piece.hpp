// Letters that look like a word but are a piece of something else: an address, a link, a digest, a
// program's name.
#pragma once

#include <cstddef>
#include <string_view>

namespace braque::special {

/// Is text[begin, end) such a piece?
bool is_piece(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace braque::special
