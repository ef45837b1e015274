#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <string>

#include "database/engines.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;
using namespace braque::database;

TEST_CASE("sqlite: keys beyond the budget are a failure, not fewer keys") {
  const test::TemporaryTree tree;
  const std::string path = tree.path() + "/keys.db";
  sqlite3* made = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &made) == SQLITE_OK);
  CHECK(sqlite3_exec(made,
                     "CREATE TABLE people (id INTEGER PRIMARY KEY, surname TEXT);"
                     "CREATE TABLE visits (id INTEGER PRIMARY KEY, who REFERENCES people (id),"
                     " with_whom REFERENCES people (id))",
                     nullptr, nullptr, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_close(made) == SQLITE_OK);

  ConnectionOptions options;
  options.uri = *parse_uri("sqlite:" + path);
  for (const std::uint64_t most : {2, 1}) {
    CAPTURE(most);
    options.budget.database_references_max = most;
    const auto connection = make_sqlite(options);
    REQUIRE_FALSE(connection->open());
    std::vector<ListedTable> tables;
    REQUIRE_FALSE(connection->list(tables));
    References found;
    const auto failure = connection->references(tables, found);
    REQUIRE(failure.has_value() == (most == 1));
    if (failure) {
      CHECK(failure->reason == Reason::budget_entries);
      continue;
    }
    REQUIRE(found.all.size() == 2);
    CHECK(tables[found.all[0].to].name.table == "people");
    CHECK(found.columns[found.all[0].to] == std::vector<std::string>{"id", "surname"});
  }
}
