#include "report/impact.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "report/exposure.hpp"

using namespace braque;
using namespace braque::report;

namespace {

std::size_t holes(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find("{}", at)) != std::string_view::npos; at += 2) ++count;
  return count;
}

/// Every text of a report stands in both languages, with the same number of values.
void check_texts(const Document& document) {
  const auto both = [](const Both& text) {
    CHECK_FALSE(text.english.empty());
    CHECK_FALSE(text.french.empty());
    CHECK(holes(text.english) == holes(text.french));
  };
  both(document.title);
  for (const Figure& figure : document.figures) both(figure.label);
  for (const Note& note : document.notes) {
    both(note.text);
    CHECK(holes(note.text.english) == note.values.size());
  }
  for (const Table& table : document.tables) {
    both(table.title);
    both(table.none);
    CHECK(table.about.english.empty() == table.about.french.empty());
    for (const Column& column : table.columns) {
      both(column.title);
      for (const Word& word : column.words) both(word.text);
    }
    for (const Row& row : table.rows) {
      REQUIRE(row.cells.size() == table.columns.size());
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (table.columns[i].kind != CellKind::word) continue;
        const auto& words = table.columns[i].words;
        CHECK(std::any_of(words.begin(), words.end(),
                          [&](const Word& word) { return word.id == row.cells[i].text; }));
      }
    }
  }
}

ImpactAnswer an_answer() {
  ImpactAnswer answer;
  answer.categories = {{"art9.health", 1, 2, 2, 1}, {"contact", 2, 30, 20, 2}};
  answer.kinds = {{PeopleKind::staff, 1, 18, 20}, {PeopleKind::minors, 1, 3, std::nullopt}};
  answer.people = {18, 20};
  answer.skipped = 1;
  answer.gaps = {{"/srv/a.zip", "b.pdf", {Status::skipped, Reason::encrypted, 1, 0, "pdf", ""}}};
  answer.missing = {"X:\\nowhere"};
  answer.as_of_ms = 0;
  answer.aware_ms = 0;
  return answer;
}

const Table& table_of(const Document& document, std::string_view id) {
  const auto found = std::find_if(document.tables.begin(), document.tables.end(),
                                  [&](const Table& one) { return one.id == id; });
  REQUIRE(found != document.tables.end());
  return *found;
}

}  // namespace

TEST_CASE("every text of impact and exposure stands in both languages") {
  check_texts(impact_document(an_answer()));
  check_texts(impact_document({}));
  Groups groups;
  Exposure exposure(groups);
  ItemFacts item;
  item.found.findings = 1;
  exposure.add(item, {Exposed::some, {"@staff", "anna"}, true});
  check_texts(exposure.document());
}

TEST_CASE("the notification says what is known and leaves blanks for the rest") {
  const Document document = impact_document(an_answer());
  const Table& fields = table_of(document, "notification");
  std::set<std::string> blanks;
  for (const Row& row : fields.rows)
    if (row.cells[2].text == "blank") blanks.insert(row.cells[0].text);
  CHECK(blanks == std::set<std::string>{"nature", "contact", "consequences", "measures", "delay"});
  CHECK(table_of(document, "not_read").rows.size() == 1);
  CHECK(table_of(document, "register").rows.size() == 5);
  CHECK(table_of(document, "categories").rows.front().alarm);
  // Of minors only a lower bound is known.
  CHECK_FALSE(table_of(document, "people").rows.back().cells[3].number.has_value());
}

TEST_CASE("what speaks for a high risk") {
  CHECK(risk_signs({}).empty());
  CHECK(risk_signs(an_answer()) == std::vector{RiskSign::special, RiskSign::minors});
  ImpactAnswer many;
  many.people = {990, 1010};
  many.categories = {{"credential", 1, 1, 1, 1}, {"contact", 1, 1, 1, 1}};
  CHECK(risk_signs(many) == std::vector{RiskSign::credentials, RiskSign::many});
}

TEST_CASE("categories of people show in paths, headings and rules, whole words only") {
  Finding finding;
  finding.relative = "RH/2024/x.csv";
  CHECK(has_kind(people_kinds(finding), PeopleKind::staff));
  finding.relative = "chrono/autre.txt";
  CHECK(people_kinds(finding) == 0);
  finding.column = "customers.email";
  CHECK(has_kind(people_kinds(finding), PeopleKind::customers));
  finding.column.reset();
  finding.rule = "fr.ins";
  CHECK(has_kind(people_kinds(finding), PeopleKind::patients));
  finding.rule.clear();
  finding.relative = "Employés 2024/liste.txt";
  CHECK(has_kind(people_kinds(finding), PeopleKind::staff));
}

TEST_CASE("who is born eighteen years ago today is of age, a day later not") {
  std::vector<std::string> births;
  const auto collect = [&](std::string_view day) { births.emplace_back(day); };
  visit_minors_births(1'709'164'800'000, collect);  // 2024-02-29
  CHECK(births.front() == "20060301");
  CHECK(births.back() == "20240229");
  births.clear();
  visit_minors_births(1'767'225'600'000, collect);  // 2026-01-01
  CHECK(births.front() == "20080102");
  CHECK(births.size() == 6575);  // 18 years with five leap days, 2026-01-01 included
}

TEST_CASE("the most exposed files come first, counted by who can read them") {
  Groups groups;
  Exposure exposure(groups);
  ItemFacts item;
  item.found.findings = 1;
  item.path = "/a";
  exposure.add(item, {Exposed::owner, {"anna"}, false});
  item.path = "/b";
  exposure.add(item, {Exposed::everybody, {}, true});
  item.path = "/c";
  item.found.findings = 0;
  exposure.add(item, {Exposed::everybody, {}, false});  // nothing was found in it
  const Document document = exposure.document();
  const Table& items = table_of(document, "items");
  REQUIRE(items.rows.size() == 2);
  CHECK(items.rows[0].cells[0].text == "/b");
  CHECK(items.rows[0].cells[4].text == "yes");
  CHECK(table_of(document, "levels").rows[0].cells[1].number == 1U);
  CHECK(table_of(document, "levels").rows[3].cells[1].number == 1U);
}
