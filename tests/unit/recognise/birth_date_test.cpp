// The recogniser birth_date and the reader of dates, alone.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "recognise/date_text.hpp"
#include "support/ask_recogniser.hpp"

namespace braque {
namespace {

std::vector<std::string> ask(const std::string& text) {
  return test::values(test::ask("birth_date", text));
}

using recognise::date_at;
using recognise::loose_date_at;

}  // namespace

TEST_CASE("dates: the forms that people write") {
  struct Case {
    const char* text;
    int year, month, day;
  };
  const Case cases[] = {
      {"03/04/1985", 1985, 4, 3},
      {"3.4.1985", 1985, 4, 3},
      {"1985-04-03", 1985, 4, 3},
      {"14 / 05 / 1962", 1962, 5, 14},
      {"30 01 1998", 1998, 1, 30},
      {"3.3.70", 1970, 3, 3},
      {"04/13/1985", 1985, 4, 13},
      {"1er avril 1990", 1990, 4, 1},
      {"3 f\xC3\xA9vrier 1984", 1984, 2, 3},
      {"3. M\xC3\xA4rz 1984", 1984, 3, 3},
      {"March 3rd, 1985", 1985, 3, 3},
      {"3rd of March 1985", 1985, 3, 3},
      {"3 de abril de 1985", 1985, 4, 3},
      {"1\xC2\xB0 aprile 1990", 1990, 4, 1},
      {"03-APR-1985", 1985, 4, 3},
      {"12 mei 1976", 1976, 5, 12},
      {"4 mar\xC3\xA7o 1976", 1976, 3, 4},
      {"9 wrze\xC5\x9Bnia 1971", 1971, 9, 9},
      {"Sept. 9, 1971", 1971, 9, 9},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const auto date = date_at(one.text, 0);
    REQUIRE(date.found());
    CHECK(date.end == std::string(one.text).size());
    CHECK(date.year == one.year);
    CHECK(date.month == one.month);
    CHECK(date.day == one.day);
  }
}

TEST_CASE("dates: what is none") {
  for (const char* text : {"31/02/1985", "1985-13-01", "15/06/1785", "15/06/2085", "12.5.3.1985",
                           "15/06/85/01", "30 f\xC3\xA9vrier 1972", "99/99/9999", "1/1",
                           "3 pommes 1985", "19850403", "12-05/1985", "3/4/19851"}) {
    INFO(text);
    CHECK_FALSE(date_at(text, 0).found());
  }
}

TEST_CASE("dates: where nothing else is expected") {
  CHECK(loose_date_at("19850403", 0).month == 4);
  CHECK(loose_date_at("03041985", 0).day == 3);
  CHECK(loose_date_at("l4.O6.1951", 0).year == 1951);
  CHECK_FALSE(loose_date_at("19851303", 0).found());
  CHECK_FALSE(loose_date_at("198504031", 0).found());
}

TEST_CASE("birth_date: behind its announcement") {
  struct Case {
    const char* text;
    const char* value;
  };
  const Case cases[] = {
      {"Mme ROUX, n\xC3\xA9"
       "e \xC3\xA0 Brest (29) le 3 mars 1984",
       "3 mars 1984"},
      {"n\xC3\xA9(e) le : 14/02/1985", "14/02/1985"},
      {"Mme BLANC, n\xC3\xA9"
       "e ROUX le 2 mai 1960,",
       "2 mai 1960"},
      {"NE LE 14.02.1985 A PARIS 11E", "14.02.1985"},
      {"Date de naissance\n  07 02 1972", "07 02 1972"},
      {"<naissance>1999-12-31</naissance>", "1999-12-31"},
      {"naissance=03-01-1967&x=1", "03-01-1967"},
      {"DDN : 1952-04-17", "1952-04-17"},
      {"Tim Berg, geb. am 3.3.70 in Ulm", "3.3.70"},
      {"geboren in Bad Ems am 12. Mai 1971", "12. Mai 1971"},
      {"(DOB: 1989-04-24, MRN", "1989-04-24"},
      {"Q: your date of birth?\nA: 1970-06-02.", "1970-06-02"},
      {"she was born in Cork on March 3, 1985", "March 3, 1985"},
      {"nacida en Madrid el 3 de abril de 1985", "3 de abril de 1985"},
      {"nato a Roma il 1\xC2\xB0 aprile 1990", "1\xC2\xB0 aprile 1990"},
      {"Fecha de nacimiento: 13/09/1978.", "13/09/1978"},
      {"geboortedatum 12 mei 1976", "12 mei 1976"},
      {"data urodzenia: 9.09.1971 r.", "9.09.1971"},
      {"BDAY:1982-07-09", "1982-07-09"},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const auto values = ask(one.text);
    REQUIRE(values.size() == 1);
    CHECK(values[0] == one.value);
  }
}

TEST_CASE("birth_date: dates of something else") {
  for (const char* text : {"Facture du 14/02/1985",
                           "Mme ROUX, n\xC3\xA9"
                           "e BLANC, a sign\xC3\xA9 le 12/03/2020",
                           "Happy Birthday Sophie (2012-11-06)",
                           "born in Cork, died on 3 March 1985", "combin\xC3\xA9 le 12/03/2020",
                           "date de naissance inconnue; entr\xC3\xA9"
                           "e le 12/03/2020",
                           "il ne vient pas le 12/03/2020"}) {
    INFO(text);
    CHECK(ask(text).empty());
  }
}

TEST_CASE("birth_date: below its header, in any form") {
  const std::string text = "Roux;19850403;2020-01-01";
  test::FixedCells reader({{1, 0, 0, 4}, {1, 1, 5, 13}, {1, 2, 14, 24}});
  const std::vector<ContextEntry> context = {{ContextRole::header, "nom"},
                                             {ContextRole::header, "DATE_NAISS"},
                                             {ContextRole::header, "entree"}};
  TextUnit unit;
  unit.kind = UnitKind::cells;
  unit.text = text;
  unit.owned_end = text.size();
  unit.context = context;
  unit.cell_reader = &reader;
  std::vector<Cell> cells;
  UnitView view(unit, cells);
  std::vector<Recognised> found;
  find_recogniser("birth_date")->make()->find_in_columns(view, {0, text.size()}, found);
  REQUIRE(found.size() == 1);
  CHECK(found[0].begin == 5);
  CHECK(found[0].end == 13);
}

TEST_CASE("a moment below the name of a birth date is likely a time stamp, midnight is not") {
  const auto moment = test::ask("birth_date", "dob = 1979-05-27T07:32:00Z");
  const auto midnight = test::ask("birth_date", "dob = 1979-05-27T00:00:00Z");
  REQUIRE(moment.size() == 1);
  REQUIRE(midnight.size() == 1);
  CHECK(moment[0].logit < midnight[0].logit - 2);
}

}  // namespace braque
