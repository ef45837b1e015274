#include "cli/text_table.hpp"

#include <algorithm>

#include "cli/escape.hpp"

namespace braque::cli {

void TextTable::row(std::vector<std::string> cells, Emphasis emphasis) {
  rows_.push_back({std::move(cells), emphasis});
}

std::string TextTable::render(std::size_t width, std::size_t left_columns, const Style& style,
                              std::size_t flexible) const {
  constexpr std::size_t kIndent = 2, kGap = 2, kFlexibleMin = 16;
  std::vector<std::size_t> widths;
  for (const Row& row : rows_) {
    widths.resize(std::max(widths.size(), row.cells.size()));
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      widths[i] = std::max(widths[i], display_width(row.cells[i]));
  }
  if (flexible >= widths.size()) return {};
  std::size_t others = kIndent + kGap * (widths.size() - 1);
  for (std::size_t i = 0; i < widths.size(); ++i) others += i == flexible ? 0 : widths[i];
  std::size_t room = width > others + kFlexibleMin ? width - others : kFlexibleMin;
  widths[flexible] = std::min(widths[flexible], room);
  std::string text;
  for (const Row& row : rows_) {
    std::string line(kIndent, ' ');
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      std::string cell = i == flexible ? shortened(row.cells[i], widths[i]) : row.cells[i];
      std::string padding(widths[i] - std::min(widths[i], display_width(cell)), ' ');
      if (i > 0) line.append(kGap, ' ');
      line += i < left_columns ? cell + padding : padding + cell;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    if (row.emphasis == Emphasis::heading) line = style.bold(std::move(line));
    if (row.emphasis == Emphasis::alarm) line = style.red(std::move(line));
    text += line + "\n";
  }
  return text;
}

}  // namespace braque::cli
