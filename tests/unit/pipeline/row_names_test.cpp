#include "pipeline/row_names.hpp"

#include <catch2/catch.hpp>

using namespace braque;
using namespace braque::pipeline;

namespace {

/// A table with commas between its cells.
struct Table {
  std::string text;
  std::vector<ContextEntry> headers;
  std::vector<Cell> cells;
  TextUnit unit;

  Table(std::vector<std::string> columns, const std::vector<std::vector<std::string>>& rows) {
    for (std::string& column : columns) headers.push_back({ContextRole::header, std::move(column)});
    for (std::uint32_t row = 0; row < rows.size(); ++row)
      for (std::uint32_t column = 0; column < rows[row].size(); ++column) {
        const auto begin = static_cast<std::uint32_t>(text.size());
        text += rows[row][column];
        cells.push_back({row, column, begin, static_cast<std::uint32_t>(text.size())});
        text += column + 1 == rows[row].size() ? '\n' : ',';
      }
    unit.kind = UnitKind::cells;
    unit.text = text;
    unit.context = headers;
  }

  /// Of the surname that is the whole cell at this place.
  std::string whole(RowNames& names, std::size_t at) const {
    const Cell& cell = cells.at(at);
    return std::string(
        names.whole_name(unit, cells, at, unit.text.substr(cell.start, cell.end - cell.start)));
  }
};

}  // namespace

TEST_CASE("a surname in a table is joined by the first name of its row, wherever that stands") {
  RowNames names;
  const Table behind({"id", "nom", "prénom"}, {{"1", "Karadec", "Solène"}, {"2", "Hamon", "Paul"}});
  names.begin();
  CHECK(behind.whole(names, 1) == "Solène Karadec");
  CHECK(behind.whole(names, 4) == "Paul Hamon");
  CHECK(behind.whole(names, 0).empty());
  CHECK(behind.whole(names, 2).empty());

  const Table before({"first_name", "email", "last_name"},
                     {{"\"Anne-Marie\"", "a@b.example", "Le Goff"}});
  names.begin();
  CHECK(before.whole(names, 2) == "Anne-Marie Le Goff");
}

TEST_CASE("without a first name of the row, the surname stays alone") {
  RowNames names;
  const Table gaps({"nom", "prénom"},
                   {{"Karadec", ""}, {"Hamon", "06 12"}, {"Yann Jego", "Yann"}, {"Riou"}});
  names.begin();
  CHECK(gaps.whole(names, 0).empty());
  CHECK(gaps.whole(names, 2).empty());
  CHECK(gaps.whole(names, 4).empty());
  CHECK(gaps.whole(names, 6).empty());

  const Table none({"nom", "ville"}, {{"Karadec", "Brest"}});
  names.begin();
  CHECK(none.whole(names, 0).empty());
}

TEST_CASE("of two people in a row, each surname has the first name beside it") {
  RowNames names;
  const Table couple({"last_name", "first_name", "phone", "last_name 2", "first_name 2"},
                     {{"Karadec", "Solène", "1", "Hamon", "Paul"}});
  names.begin();
  CHECK(couple.whole(names, 0) == "Solène Karadec");
  CHECK(couple.whole(names, 3) == "Paul Hamon");
}

TEST_CASE("no name is left behind") {
  RowNames names;
  const Table table({"nom", "prénom"}, {{"Karadec", "Solène"}});
  names.begin();
  const std::string_view whole =
      names.whole_name(table.unit, table.cells, 0, std::string_view("Karadec"));
  REQUIRE(whole == "Solène Karadec");
  names.wipe();
  CHECK(whole == std::string(whole.size(), '\0'));
}
