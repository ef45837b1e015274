#include "pipeline/row_names.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "classify/value.hpp"
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

/// What fills cells of people whose first name is not known, and titles.
constexpr auto kNoNames = std::to_array<std::string_view>(
    {"null",        "nil",         "none",    "nan",      "na",      "n.a.",
     "nc",          "n.c.",        "inconnu", "inconnue", "unknown", "unbekannt",
     "desconocido", "sconosciuto", "m",       "m.",       "mr",      "mr.",
     "mrs",         "mrs.",        "ms",      "ms.",      "mme",     "mlle",
     "herr",        "frau",        "dr",      "dr.",      "-",       "."});

bool is_no_name(std::string_view cell) {
  return std::any_of(kNoNames.begin(), kNoNames.end(), [cell](std::string_view word) {
    return std::equal(cell.begin(), cell.end(), word.begin(), word.end(),
                      [](char a, char b) { return ascii::lower(a) == b; });
  });
}

void wipe_all(std::string& text) {
  text.resize(text.capacity());
  std::fill(text.begin(), text.end(), '\0');
  text.clear();
}

/// Overwritten before its memory may be given back.
void make_room(std::string& text, std::size_t size) {
  if (size <= text.capacity()) return;
  wipe_all(text);
  text.reserve(2 * size);
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

bool RowNames::is_in(const Rule& rule, std::string_view given, std::string_view surname) {
  if (surname.find_first_of(" -") == std::string_view::npos) return false;
  // The form of a name is never longer than twice the name.
  make_room(given_form_, 2 * given.size() + 2);
  make_room(surname_form_, 2 * surname.size() + 2);
  normalise(rule, RawValue(given), 0, given_form_);
  normalise(rule, RawValue(surname), 0, surname_form_);
  given_form_.insert(0, 1, ' ').push_back(' ');
  surname_form_.insert(0, 1, ' ').push_back(' ');
  return surname_form_.find(given_form_) != std::string::npos;
}

std::string_view RowNames::whole_name(const Rule& rule, const TextUnit& unit,
                                      std::span<const Cell> cells, std::size_t at,
                                      std::string_view surname) {
  if (!looked_) look(unit);
  const std::uint32_t column = cells[at].column;
  if (column >= given_of_.size() || given_of_[column] == kNone) return {};
  const Cell* cell = in_row(cells, at, given_of_[column]);
  if (cell == nullptr) return {};
  const std::string_view given = trimmed(unit.text.substr(cell->start, cell->end - cell->start));
  if (!may_be_given(given) || is_no_name(given) || is_in(rule, given, surname)) return {};
  make_room(name_, given.size() + 1 + surname.size());
  name_.assign(given).append(" ").append(surname);
  return name_;
}

void RowNames::wipe() {
  for (std::string* text : {&name_, &given_form_, &surname_form_}) wipe_all(*text);
}

}  // namespace braque::pipeline
