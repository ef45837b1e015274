#include "cli/paragraph.hpp"

#include "cli/escape.hpp"

namespace braque::cli {

std::string paragraph(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const auto blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
    const std::size_t taken = display_width(word);
    if (column > 0 && indent + column + 1 + taken > width) {
      out += '\n';
      column = 0;
    }
    out += column == 0 ? std::string(indent, ' ') : " ";
    column += taken + (column == 0 ? 0 : 1);
    out += word;
  }
  return out + '\n';
}

}  // namespace braque::cli
