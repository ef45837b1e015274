#include "database/person_references.hpp"

#include <catch2/catch.hpp>

using namespace braque::database;

namespace {

std::vector<ListedTable> tables_named(std::initializer_list<const char*> names) {
  std::vector<ListedTable> tables;
  for (const char* name : names) {
    tables.emplace_back();
    tables.back().name.table = name;
  }
  return tables;
}

bool persons(const char* table, std::vector<std::string> columns) {
  return is_person_table(table, columns);
}

}  // namespace

TEST_CASE("a table of persons is told by names of its columns, and by its own beside them") {
  CHECK(persons("t1", {"id", "prenom", "nom"}));
  CHECK(persons("t1", {"id", "FirstName", "LastName"}));
  CHECK(persons("t1", {"Vorname", "geburtsdatum"}));
  CHECK(persons("t1", {"name", "date_of_birth"}));
  CHECK(persons("Salariés", {"id", "email"}));
  CHECK(persons("crm_customers", {"id", "customer_name"}));
  CHECK_FALSE(persons("visits", {"id", "first_day", "last_day"}));
  CHECK_FALSE(persons("products", {"id", "nom", "prix"}));
  CHECK_FALSE(persons("patients", {"id", "ward"}));
  CHECK_FALSE(persons("cities", {"name", "population"}));
  CHECK_FALSE(persons("", {}));
}

TEST_CASE("persons are carried along foreign keys, two steps far and not by who did something") {
  std::vector<ListedTable> tables =
      tables_named({"patients", "stays", "notes", "drugs", "articles", "pages"});
  References references;
  references.columns = {{"nom", "prenom"}, {"id", "ward"}, {"id", "body"}, {"id"}, {"id"}, {"id"}};
  references.all = {{1, 0, "ref"},   // stays of patients
                    {2, 1, "stay"},  // notes of stays
                    {3, 2, "note"},  // a third step
                    {4, 0, "created_by"}, {0, 0, "parent"}, {5, 4, "article"}, {5, 99, "nowhere"}};
  find_persons(references, tables);
  CHECK(persons_sentence(tables[0]).empty());
  CHECK(persons_sentence(tables[1]) == "rows lead to persons: ref (patients)");
  CHECK(persons_sentence(tables[2]) == "rows lead to persons: stay (stays)");
  CHECK(tables[3].persons.empty());
  CHECK(tables[4].persons.empty());
  CHECK(tables[5].persons.empty());
}

TEST_CASE("tables that point at each other end, and many columns are counted by a few") {
  std::vector<ListedTable> tables = tables_named({"users", "a", "b"});
  References references;
  references.columns = {{"login"}, {"id"}, {"id"}};
  references.all = {{1, 2, "b"}, {2, 1, "a"}};
  for (const char* name : {"u1", "u2", "u3", "u4", "u5"}) references.all.push_back({1, 0, name});
  find_persons(references, tables);
  CHECK(tables[1].persons.size() == 5);
  CHECK(tables[2].persons.size() == 1);
  CHECK(persons_sentence(tables[1]).ends_with(", ..."));
}
