// Every report speaks both languages, in every table, whatever it was given.
#include <catch2/catch.hpp>

#include "report/accuracy.hpp"
#include "report/activities.hpp"
#include "report/duplicates.hpp"
#include "report/overview.hpp"
#include "report/owners.hpp"
#include "report/retention.hpp"
#include "report/trend.hpp"

using namespace braque;
using namespace braque::report;

namespace {

std::size_t places(std::string_view text) {
  std::size_t count = 0;
  for (auto at = text.find("{}"); at != std::string_view::npos; at = text.find("{}", at + 2))
    ++count;
  return count;
}

void check_both(const Both& both) {
  INFO(both.english << " | " << both.french);
  CHECK_FALSE(both.english.empty());
  CHECK_FALSE(both.french.empty());
  CHECK(places(both.english) == places(both.french));
  // Suppressing a finding is another thing than erasing data.
  CHECK(both.french.find("diffusion restreinte") == std::string_view::npos);
}

void check_document(const Document& document) {
  INFO(document.id);
  check_both(document.title);
  for (const Figure& figure : document.figures) check_both(figure.label);
  for (const Share& share : document.shares) check_both(share.label);
  for (const Note& note : document.notes) {
    check_both(note.text);
    CHECK(places(note.text.english) == note.values.size());
  }
  REQUIRE_FALSE(document.tables.empty());
  for (const Table& table : document.tables) {
    INFO(table.id);
    for (const Both& both : {table.title, table.about, table.none}) check_both(both);
    for (const Column& column : table.columns) {
      check_both(column.title);
      CHECK(column.words.empty() == (column.kind != CellKind::word));
      for (const Word& word : column.words) check_both(word.text);
    }
    for (const Row& row : table.rows) CHECK(row.cells.size() == table.columns.size());
  }
}

bool never(std::string_view, std::string_view) { return false; }
bool always(std::string_view, std::string_view) { return true; }

ItemFacts item_with_health(Groups& groups) {
  ItemFacts item;
  item.path = "/srv/rh/paie/2009/bulletin.txt";
  item.target = "file://fs01/srv";
  item.owner = "anna";
  item.label = "restricted";
  item.size = 1000;
  item.modified_ms = day_ms("2010-05-01").value();
  item.content = {1};
  item.row = 1;
  Finding finding;
  finding.rule = "art9.health";
  finding.category = "health";
  finding.count = 3;
  finding.severity = Severity::critical;
  item.found.add(finding, groups);
  return item;
}

}  // namespace

TEST_CASE("every report has all its texts in both languages, empty or not") {
  Groups groups;
  ItemFacts item = item_with_health(groups);
  for (const bool filled : {false, true}) {
    Owners owners(groups, ""), files(groups, "anna");
    Retention retention(built_in_rules(), groups, day_ms("2026-01-01").value(), never);
    Activity activity;
    activity.name = "Payroll";
    activity.categories = {"contact"};
    Register found({activity}, groups, always);
    Duplicates duplicates(groups);
    Overview overview(groups);
    Trend trend;
    Accuracy accuracy;
    if (filled) {
      owners.add(item);
      files.add(item);
      retention.add(item);
      found.add(item);
      overview.add(item);
      overview.add_gap("/srv/a.zip", true, {Status::skipped, Reason::encrypted, 10, 0, "zip", ""});
      for (const std::int64_t row : {1, 2}) {
        item.row = row;
        duplicates.add(item);
      }
      trend.add({2, 0, "completed", "[]", "b", "1", "k", 10, 9, 3});
      trend.add({1, 0, "completed", "[]", "a", "1", "k", 10, 9, 3});
      trend.add(1, 2, std::nullopt);
    }
    const Document documents[] = {owners.document(),  files.document(),        retention.document(),
                                  found.document({}), duplicates.document({}), overview.document(),
                                  trend.document(),   accuracy.document()};
    for (const Document& document : documents) {
      check_document(document);
      if (filled && document.id != "accuracy") CHECK_FALSE(document.tables.front().rows.empty());
    }
  }
}

TEST_CASE("a change of rules is marked against the run before over the same targets") {
  Trend trend;
  trend.add({3, 0, "completed", "[\"a\"]", "new", "1", "k", 10, 9, 3});
  trend.add({2, 0, "completed", "[\"b\"]", "old", "1", "k", 10, 9, 3});
  trend.add({1, 0, "completed", "[\"a\"]", "old", "1", "k", 4, 1, 3});
  trend.add(1, 3, std::nullopt);
  trend.add(1, 1, 3);
  const Table table = trend.document().tables.front();
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].cells[3].text == "rules");
  CHECK(table.rows[1].cells[3].text == "first");
  CHECK(table.rows[2].cells[5].number == 2500);  // one of four read
  CHECK(table.rows[2].cells[7].number == 2);
  CHECK(table.rows[0].cells[8].number == 1);
  CHECK(table.rows[0].cells[9].number == 1);
}

TEST_CASE("the register tells what is undeclared from what is missing; art9 stands for all of it") {
  Groups groups;
  ItemFacts item = item_with_health(groups);
  Finding iban;
  iban.rule = "eu.iban";
  iban.category = "financial";
  item.found.add(iban, groups);
  Activity activity;
  activity.name = "Care";
  activity.paths = {"*"};
  activity.categories = {"art9", "contact"};
  Register found({activity}, groups, always);
  found.add(item);
  const Table table = found.document({{item.target, {"Lyon", "Host Ltd", "care"}}}).tables.front();
  const auto cell = [&](std::string_view id) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (table.columns[i].id == id) return table.rows.at(0).cells[i].text;
    return std::string("no such column");
  };
  CHECK(cell("undeclared") == "financial");
  CHECK(cell("not_found") == "contact");
  CHECK(cell("sensitive") == "yes");
  CHECK(cell("locations") == "Lyon");
  CHECK(cell("processors") == "Host Ltd");
  CHECK(cell("purpose") == "care");
  CHECK(table.rows[0].alarm);
}
