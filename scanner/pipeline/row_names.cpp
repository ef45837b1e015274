#include "pipeline/row_names.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "recognise/name_label.hpp"

namespace braque::pipeline {
namespace {

constexpr std::uint32_t kNone = 0xffffffff;
/// Longer cells hold something else than a first name (bytes).
constexpr std::size_t kLongestGiven = 64;
/// Tables are narrower, where they are about persons; what is further away is not looked at.
constexpr std::size_t kColumnsMax = 128;

std::uint32_t nearest(const std::vector<std::uint32_t>& columns, std::uint32_t column) {
  const auto distance = [column](std::uint32_t other) {
    return other > column ? other - column : column - other;
  };
  const auto best =
      std::min_element(columns.begin(), columns.end(),
                       [&](std::uint32_t a, std::uint32_t b) { return distance(a) < distance(b); });
  return best == columns.end() ? kNone : *best;
}

/// Without quotes and blanks around.
std::string_view trimmed(std::string_view cell) {
  constexpr std::string_view kAround = " \t\"'";
  const std::size_t begin = cell.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return cell.substr(begin, cell.find_last_not_of(kAround) - begin + 1);
}

/// Letters, and what stands between those of a name.
bool may_be_given(std::string_view cell) {
  return !cell.empty() && cell.size() <= kLongestGiven &&
         std::all_of(cell.begin(), cell.end(), [](char c) {
           return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == ' ' ||
                  c == '-' || c == '\'' || c == '.';
         });
}

const Cell* in_row(std::span<const Cell> cells, std::size_t at, std::uint32_t column) {
  const std::uint32_t row = cells[at].row;
  for (std::size_t i = at; i-- > 0 && cells[i].row == row && at - i < kColumnsMax;)
    if (cells[i].column == column) return &cells[i];
  for (std::size_t i = at + 1; i < cells.size() && cells[i].row == row && i - at < kColumnsMax; ++i)
    if (cells[i].column == column) return &cells[i];
  return nullptr;
}

}  // namespace

/// Where first names stand beside, "nom" and "name" are surnames.
void RowNames::look(const TextUnit& unit) {
  looked_ = true;
  given_of_.assign(std::min(unit.context.size(), kColumnsMax), kNone);
  std::vector<std::uint32_t> given, family, either;
  for (std::uint32_t column = 0; column < given_of_.size(); ++column)
    switch (names::label_of(unit.context[column].text)) {
      case names::Label::given:
        given.push_back(column);
        break;
      case names::Label::family:
        family.push_back(column);
        break;
      case names::Label::name:
        either.push_back(column);
        break;
      default:
        break;
    }
  for (const std::uint32_t column : family.empty() ? either : family)
    given_of_[column] = nearest(given, column);
}

std::string_view RowNames::whole_name(const TextUnit& unit, std::span<const Cell> cells,
                                      std::size_t at, std::string_view surname) {
  if (!looked_) look(unit);
  const std::uint32_t column = cells[at].column;
  if (column >= given_of_.size() || given_of_[column] == kNone) return {};
  const Cell* cell = in_row(cells, at, given_of_[column]);
  if (cell == nullptr) return {};
  const std::string_view given = trimmed(unit.text.substr(cell->start, cell->end - cell->start));
  // "Jean Dupont" beside "Jean" is whole already.
  if (!may_be_given(given) || surname.find(given) != std::string_view::npos) return {};
  name_.assign(given).append(" ").append(surname);
  return name_;
}

void RowNames::wipe() noexcept { std::fill(name_.begin(), name_.end(), '\0'); }

}  // namespace braque::pipeline
