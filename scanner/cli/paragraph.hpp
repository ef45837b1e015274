// Sentences on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace braque::cli {

/// The text wrapped at blanks to `width` columns, every line indented, with a line feed at the end.
std::string paragraph(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace braque::cli
