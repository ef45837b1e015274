#include "recognise/columns.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace braque::recognise {
namespace {

/// The words of a name: parted by anything but letters, and where a capital follows a small letter.
template <typename Visit>
void each_word(std::string_view name, Visit visit) {
  std::size_t begin = 0;
  bool small_before = false;
  for (std::size_t at = 0; at <= name.size();) {
    const Letter letter = letter_at(name, at);
    if (letter.size == 0 || (letter.capital && small_before)) {
      if (at > begin) visit(name.substr(begin, at - begin));
      begin = letter.size == 0 ? at + 1 : at;
    }
    small_before = letter.size != 0 && !letter.capital;
    at += letter.size == 0 ? std::size_t{1} : letter.size;
  }
}

}  // namespace

bool header_says(std::string_view header, const WordTable& table, std::uint32_t wanted,
                 std::uint32_t unwanted) {
  constexpr std::size_t kHeaderMax = 64;
  if (header.size() > kHeaderMax) return false;
  std::uint32_t classes = 0;
  each_word(header,
            [&](std::string_view word) { classes |= table.classes_of(FoldedWord(word).view()); });
  return (classes & wanted) != 0 && (classes & unwanted) == 0;
}

std::span<const Cell> cells_in(UnitView& view, SearchRange range) {
  const std::span<const Cell> cells = view.cells();
  const auto before = [](const Cell& cell, std::size_t position) { return cell.start < position; };
  const auto first = std::lower_bound(cells.begin(), cells.end(), range.begin, before);
  const auto last = std::lower_bound(first, cells.end(), range.end, before);
  return cells.subspan(static_cast<std::size_t>(first - cells.begin()),
                       static_cast<std::size_t>(last - first));
}

}  // namespace braque::recognise
