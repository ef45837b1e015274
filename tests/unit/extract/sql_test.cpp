#include "collect.hpp"
#include "encode.hpp"

using namespace braque;
using namespace braque::test;

namespace {
using Strings = std::vector<std::string>;
}

TEST_CASE("INSERT with a list of columns") {
  const std::string text =
      "-- dump\nINSERT INTO `crm`.`contacts` (`id`, `nom`, `email`) VALUES "
      "(1,'D\\'Arc','d@exemple.fr'),"
      "(2,'O''Neil, (Ann)','o@exemple.fr'),\n(3,NULL,'n@exemple.fr');\n";
  const Reading reading = read_part(text);
  REQUIRE(reading.format.name == "sql");
  CHECK(reading.found.column("contacts.nom") == Strings{"D\\'Arc", "O''Neil, (Ann)"});
  CHECK(reading.found.column("contacts.email") ==
        Strings{"d@exemple.fr", "o@exemple.fr", "n@exemple.fr"});
  CHECK(reading.found.column("contacts.id") == Strings{"1", "2", "3"});
  CHECK(reading.found.context[0].role == ContextRole::header);
  CHECK(reading.found.cells[1].source == text.find("D\\'Arc"));
}

TEST_CASE("INSERT without a list takes the columns of CREATE TABLE") {
  const Reading reading = read_part(
      "CREATE TABLE \"people\" (\n  id integer PRIMARY KEY,\n  \"key\" varchar(20) DEFAULT "
      "'a,b)',\n"
      "  mail text,\n  PRIMARY KEY (id)\n);\nINSERT INTO people VALUES(1,'k','a@exemple.fr');\n"
      "INSERT INTO people VALUES(2,concat('x',lower('y')),'b@exemple.fr');\n");
  REQUIRE(reading.format.name == "sql");
  CHECK(reading.found.column("people.mail") == Strings{"a@exemple.fr", "b@exemple.fr"});
  CHECK(reading.found.column("people.key") == Strings{"k", "concat('x',lower('y'))"});
}

TEST_CASE("COPY blocks of PostgreSQL") {
  const Reading reading = read_part(
      "--\n-- PostgreSQL database dump\n--\nCOPY public.users (id, mail, note) FROM stdin;\n"
      "1\ta@exemple.fr\t\\N\n2\tb@exemple.fr\tC:\\\\x\n\\.\n\nSELECT 1;\n");
  REQUIRE(reading.format.name == "sql");
  CHECK(reading.found.column("users.mail") == Strings{"a@exemple.fr", "b@exemple.fr"});
  CHECK(reading.found.column("users.note") == Strings{"C:\\\\x"});
}

TEST_CASE("a doubled quote in a name stands for itself") {
  const Reading reading = read_part(
      "--\n-- PostgreSQL database dump\n--\nCOPY public.\"odd \"\"name\"\"\" (a, \"Tel;\"\"x\") "
      "FROM stdin;\n1\t0612345678\n\\.\n"
      "INSERT INTO `back``tick` (`e``mail`) VALUES ('a@exemple.fr');\n");
  REQUIRE(reading.format.name == "sql");
  CHECK(reading.found.column("odd \"name\".Tel;\"x") == Strings{"0612345678"});
  CHECK(reading.found.column("back`tick.e`mail") == Strings{"a@exemple.fr"});
}

TEST_CASE("windows cut dumps anywhere") {
  std::string rows = "CREATE TABLE t (id int, nom text, mail text);\nINSERT INTO t VALUES ";
  for (int i = 0; i < 200; ++i) {
    rows += "(" + std::to_string(i) + ",'L''\u00e9a, (x" + std::to_string(i) + ")','p" +
            std::to_string(i) + "@exemple.fr'),";
  }
  rows.back() = ';';
  rows += "\n";
  require_same_in_any_windows(rows);
  require_same_in_any_windows(encode(rows, "windows-1252"));

  std::string lines;
  for (int i = 0; i < 150; ++i) {
    lines += "INSERT INTO a (b, c) VALUES (" + std::to_string(i) + ", 'x');\n";
  }
  require_same_in_any_windows(lines);

  std::string copy = "COPY u (id, mail) FROM stdin;\n";
  for (int i = 0; i < 300; ++i) {
    copy += std::to_string(i) + "\tq" + std::to_string(i) + "@exemple.fr\n";
  }
  require_same_in_any_windows(copy + "\\.\n\nINSERT INTO v (w) VALUES ('z');\n");
}

TEST_CASE("prose that speaks of inserting is not SQL") {
  CHECK(detect_text_format("Insert the card into the slot.\nCopy the file from stdin.\n", true, "")
            .name == "text");
}
