#include "collect.hpp"
#include "encode.hpp"

using namespace braque;
using namespace braque::test;

namespace {

using Strings = std::vector<std::string>;

std::string long_table(bool quoted) {
  std::string table = "id;nom;email;note\n";
  for (int i = 0; i < 400; ++i) {
    const std::string n = std::to_string(i);
    const std::string note = quoted ? "\"ligne ; un\nligne " + n + " \"\"bis\"\"\"" : "rien " + n;
    table += n + ";Dupont " + n + ";p" + n + "@exemple.fr;" + note + "\r\n";
  }
  return table;
}

}  // namespace

TEST_CASE("a table has its header as context of its cells") {
  const Reading reading =
      read_part("nom,email,age\nDupont,d@exemple.fr,41\nMartin,m@exemple.fr,17\n");
  REQUIRE(reading.format.name == "csv");
  CHECK(reading.format.splittable);
  CHECK(reading.found.kind == UnitKind::cells);
  CHECK(reading.found.column("nom") == Strings{"Dupont", "Martin"});
  CHECK(reading.found.column("email") == Strings{"d@exemple.fr", "m@exemple.fr"});
  REQUIRE(reading.found.context.size() == 3);
  CHECK(reading.found.context[1].role == ContextRole::header);
  CHECK(reading.found.cells[1].source == 21);
}

TEST_CASE("a table without header has columns without names") {
  const Reading reading = read_part("1;a@exemple.fr;3\n2;b@exemple.fr;4\n3;c@exemple.fr;5\n");
  REQUIRE(reading.format.name == "csv");
  CHECK(reading.found.cells.size() == 9);
  CHECK(reading.found.context.size() == 3);
  CHECK(reading.found.context[1].text.empty());
}

TEST_CASE("separators are sniffed") {
  for (const char separator : {',', ';', '\t', '|'}) {
    std::string table = "name,city,phone\nAnn,Lyon,0102030405\nBob,Metz,0102030406\n";
    std::replace(table.begin(), table.end(), ',', separator);
    INFO(separator);
    const Reading reading = read_part(table);
    REQUIRE(reading.format.name == "csv");
    CHECK(reading.found.column("city") == Strings{"Lyon", "Metz"});
  }
}

TEST_CASE("quoted fields hold separators, line ends and quotes") {
  const Reading reading = read_part(
      "nom,adresse,email\n\"Du \"\"pont\"\"\",\"1, rue\nde "
      "Metz\",a@exemple.fr\nMartin,Lyon,b@exemple.fr\n");
  REQUIRE(reading.format.name == "csv");
  CHECK_FALSE(reading.format.splittable);
  CHECK(reading.found.column("nom") == Strings{"Du \"\"pont\"\"", "Martin"});
  CHECK(reading.found.column("adresse") == Strings{"1, rue\nde Metz", "Lyon"});
}

TEST_CASE("ragged rows survive") {
  const Reading reading = read_part(
      "nom,ville,email,tel\nA,Metz,a@x.fr,1\nB,Lyon\nC,Nice,c@x.fr,3,more,cells\nD,Pau,d@x.fr,4\n"
      "E,Pau,d@x.fr,4\nF,Pau,d@x.fr,4\n",
      "x.csv");
  REQUIRE(reading.format.name == "csv");
  CHECK(reading.found.column("ville") == Strings{"Metz", "Lyon", "Nice", "Pau", "Pau", "Pau"});
  CHECK(reading.found.column("") == Strings{"more", "cells"});
}

TEST_CASE("a quote that is never closed costs its own field only") {
  const Reading reading = read_part(
      "nom,taille,email\nA,\"12 pouces,a@x.fr\nB,13,b@x.fr\nC,14,c@x.fr\nD,15,d@x.fr\n", "x.csv");
  REQUIRE(reading.format.name == "csv");
  CHECK(reading.found.column("email") == Strings{"a@x.fr", "b@x.fr", "c@x.fr", "d@x.fr"});
}

TEST_CASE("windows cut tables anywhere") {
  require_same_in_any_windows(long_table(false));
  require_same_in_any_windows(long_table(true));
}

TEST_CASE("tables in other encodings keep their offsets") {
  for (const char* encoding : {"UTF-16LE", "UTF-16BE", "windows-1252", "UTF-32LE"}) {
    INFO(encoding);
    const std::string bytes = encode(
        "pr\u00e9nom;ville\nEl\u00e9onore;Ch\u00e2lons\nJos\u00e9;N\u00eemes\nNo\u00eb;Sens\n"
        "Zo\u00e9;Gap\nRen\u00e9;Foix\n",
        encoding);
    const Reading reading = read_part(bytes, "x.csv");
    REQUIRE(reading.format.name == "csv");
    CHECK(reading.found.column("ville") ==
          Strings{"Ch\u00e2lons", "N\u00eemes", "Sens", "Gap", "Foix"});
    const std::size_t at = bytes.find(encode("Sens", encoding));
    CHECK(reading.found.cells[5].source == at);
    require_same_in_any_windows(bytes + encode("\n\u00e9;\u00e8\n", encoding), "x.csv");
  }
}

TEST_CASE("very long rows keep their columns across windows") {
  std::string header;
  std::string row;
  for (int column = 0; column < 3000; ++column) {
    header += "column" + std::to_string(column) + ",";
    row += std::to_string(column) + ",";
  }
  header.back() = row.back() = '\n';
  const Reading reading = read_part(header + row + row, "wide.csv", {2000, 256});
  REQUIRE(reading.format.name == "csv");
  CHECK_FALSE(reading.format.splittable);
  std::size_t numbers = 0;
  for (const CollectedCell& cell : reading.found.cells) {
    if (cell.source < header.size()) continue;
    ++numbers;
    // A window that begins within a cell knows its column but not its beginning.
    INFO(cell.column << " holds " << cell.text << " at " << cell.source - header.size());
    REQUIRE(cell.column.ends_with(cell.text));
  }
  // Columns beyond the budget are told apart no more.
  CHECK(numbers >= 2 * 1024);
  CHECK(numbers < 2 * 1100);
}
