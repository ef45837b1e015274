#include "pipeline/row_names.hpp"

#include <catch2/catch.hpp>

using namespace braque;
using namespace braque::pipeline;

namespace {

Rule name_rule() {
  Rule rule;
  rule.mask = MaskStyle::name;
  return rule;
}

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
    return std::string(names.whole_name(name_rule(), unit, cells, at,
                                        unit.text.substr(cell.start, cell.end - cell.start)));
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

TEST_CASE("a first name is among the words of a surname's cell as a word, however written") {
  RowNames names;
  const Table table({"nom", "prénom"}, {{"Jeannin", "Jean"},
                                        {"HAMON Solène", "SOLENE"},
                                        {"Le Goff-Jego", "Le"},
                                        {"Martin", "Martin"}});
  names.begin();
  CHECK(table.whole(names, 0) == "Jean Jeannin");
  CHECK(table.whole(names, 2).empty());
  CHECK(table.whole(names, 4).empty());
  CHECK(table.whole(names, 6) == "Martin Martin");
}

TEST_CASE("what stands for no first name joins no surname") {
  RowNames names;
  for (const std::string word : {"NULL", "Inconnu", "n.c.", "M.", "Mme", "-"}) {
    const Table table({"nom", "prénom"}, {{"Riou", word}});
    names.begin();
    INFO(word);
    CHECK(table.whole(names, 0).empty());
  }
}

TEST_CASE("columns beyond the first 128 are left alone") {
  std::vector<std::string> headers(126, "x"), row(126, "1");
  headers.insert(headers.end(), {"nom", "prénom", "nom"});
  row.insert(row.end(), {"Karadec", "Solène", "Hamon"});
  RowNames names;
  const Table table(headers, {row});
  names.begin();
  CHECK(table.whole(names, 126) == "Solène Karadec");
  CHECK(table.whole(names, 128).empty());
}

TEST_CASE("no name is left behind") {
  RowNames names;
  const Table table({"nom", "prénom"}, {{"Montgomery-Karadec", "Alexandrine"}, {"Wu", "Li"}});
  const std::span<const Cell> cells = table.cells;
  names.begin();
  const std::string_view longest =
      names.whole_name(name_rule(), table.unit, cells, 0, "Montgomery-Karadec");
  REQUIRE(longest == "Alexandrine Montgomery-Karadec");
  REQUIRE(names.whole_name(name_rule(), table.unit, cells, 2, "Wu") == "Li Wu");
  names.wipe();
  // The same memory, as nothing longer came.
  CHECK(longest == std::string(longest.size(), '\0'));
}
