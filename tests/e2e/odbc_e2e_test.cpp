// ODBC with SQLite's driver: a real driver manager and a real driver.
#include <sqlite3.h>
#include <catch2/catch.hpp>

#include "e2e/home.hpp"
#include "support/crm_sql.hpp"
#include "support/servers.hpp"

using namespace braque::test;
using nlohmann::json;

namespace {

std::string driver(const std::string& file = "libsqlite3odbc.so") {
  for (const char* folder : {"/usr/lib/x86_64-linux-gnu/odbc/", "/usr/lib/aarch64-linux-gnu/odbc/"})
    if (::access((folder + file).c_str(), R_OK) == 0) return folder + file;
  return {};
}

void sqlite(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
  char* fault = nullptr;
  sqlite3_exec(database, ("BEGIN;" + sql + ";COMMIT").c_str(), nullptr, nullptr, &fault);
  INFO((fault == nullptr ? "" : fault));
  REQUIRE(fault == nullptr);
  sqlite3_close(database);
}

/// A data source "crm" of this home. unixODBC does not look at HOME.
void add_source(Home& home, const std::string& file) {
  home.variables["ODBCINI"] = home.tree.path("odbc.ini");
  // The driver unloads libodbcinst, which leaves its cache of this file behind: no leak of ours.
  home.variables["LSAN_OPTIONS"] = "detect_leaks=0";
  home.tree.file("odbc.ini",
                 "[crm]\nDriver=" + driver() + "\nDatabase=" + file + "\nReadOnly=Yes\n");
}

std::vector<json> scan(const Home& home, std::vector<std::string> more, int exit_code = 0) {
  std::vector<std::string> words{"scan", "--format", "jsonl", "--no-index", "--ledger"};
  words.insert(words.end(), more.begin(), more.end());
  const ProgramResult run = home.run(words);
  INFO(run.error << run.out.substr(0, 3000));
  CHECK(run.exit_code == exit_code);
  return json_lines(run.out);
}

}  // namespace

TEST_CASE(
    "odbc: the columns of the customer database are found as the engine's own client finds them") {
  if (!installed_or_said(!driver().empty(), "libsqliteodbc")) return;
  Home home;
  const std::vector<CrmTable> tables = crm_tables(300);
  const std::string file = home.tree.path("crm.db");
  for (const CrmTable& table : tables)
    fill(table, Dialect::sqlite, [&](const std::string& sql) { sqlite(file, sql); });
  add_source(home, file);
  const std::vector<json> records = scan(home, {"odbc:crm", "--sample", "full"});
  const ColumnScore score = score_columns(tables, records);
  for (const std::string& fault : score.faults) UNSCOPED_INFO(fault);
  CHECK(score.recall() >= 0.98);
  CHECK(score.precision() >= 0.98);
  CHECK(found_columns(records) ==
        found_columns(scan(home, {"sqlite://" + file, "--sample", "full"})));
}

TEST_CASE(
    "odbc: long values come in pieces, files in cells are files, and samples are drawn by keys") {
  if (!installed_or_said(!driver().empty(), "libsqliteodbc")) return;
  Home home;
  const std::string file = home.tree.path("long.db");
  add_source(home, "");
  sqlite(file,
         "CREATE TABLE longs (id INTEGER PRIMARY KEY, body TEXT, data BLOB);"
         "INSERT INTO longs VALUES (1, (SELECT group_concat('rien de rien é ', '') FROM (WITH "
         "RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<20000) SELECT i FROM n)) "
         "|| ' zoe@labo-exemple.fr', NULL),"
         "(2, 'court', CAST('From: a@labo-exemple.fr' || char(10) || 'Subject: Bonjour' || "
         "char(10) || char(10) || 'lea@labo-exemple.fr' || char(10) AS BLOB));"
         "CREATE TABLE many (id INTEGER PRIMARY KEY, mail VARCHAR(60));"
         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<30000) INSERT INTO "
         "many SELECT i*3, 'p' || i || '@labo-exemple.fr' FROM n;"
         "CREATE TABLE \"odd \"\"name]\" (\"a b\" VARCHAR(60)); INSERT INTO \"odd \"\"name]\" "
         "VALUES ('eva@labo-exemple.fr');"
         "CREATE VIEW seen AS SELECT * FROM many");
  home.tree.file("secret", "connection = Driver=" + driver() + ";Database=" + file +
                               ";Canary=chouette-hulotte\n");
  ::chmod(home.tree.path("secret").c_str(), 0400);
  const std::vector<std::string> from{"odbc:", "--as", "odbc:long", "--credentials",
                                      home.tree.path("secret")};
  std::vector<std::string> words = from;
  words.insert(words.end(), {"--sample", "full"});
  std::map<std::string, int> counts;
  const std::vector<json> records = scan(home, words);
  for (const json& record : records) {
    CHECK(record.dump().find("chouette") == std::string::npos);
    if (record["record"] != "finding" || record["rule"] != "intl.email") continue;
    std::string locator = record["locator"];
    if (const std::size_t row = locator.find(" > row "); row != std::string::npos)
      locator.resize(row);
    counts[locator] += record["count"].get<int>();
  }
  CHECK(counts == std::map<std::string, int>{{"longs > body", 1},
                                             {"longs > data", 2},
                                             {"many > mail", 30000},
                                             {"odd \"name] > a b", 1}});
  words = from;
  words.insert(words.end(), {"--sample", "2000", "--include", "many"});
  for (const json& record : scan(home, words)) {
    if (record["record"] != "column" || record["column"] != "mail") continue;
    CHECK(record["rows_read"].get<int>() > 1700);
    CHECK(record["rows_read"].get<int>() < 2300);
    CHECK(std::abs(record["rows"].get<double>() - 30000) < 4000);
  }
}

TEST_CASE("odbc: a real server, PostgreSQL, in pages of the key, and nothing is written") {
  const std::string psql = driver("psqlodbcw.so");
  if (!PostgresServer::installed() || !installed_or_said(!psql.empty(), "odbc-postgresql")) return;
  PostgresServer server("log_statement = all\n");
  server.sql(
      "CREATE SCHEMA shop; CREATE TABLE shop.people (id int PRIMARY KEY, mail text, \"n° sécu\" "
      "text, body text, data bytea);"
      "INSERT INTO shop.people SELECT i * 2, 'p' || i || '@labo-exemple.fr', 'Élodie', NULL, NULL "
      "FROM generate_series(1, 12000) i;"
      "UPDATE shop.people SET body = repeat('rien de rien, ', 20000) || 'zoe@labo-exemple.fr' "
      "WHERE id = 4;"
      "GRANT USAGE ON SCHEMA shop TO reader; GRANT SELECT ON shop.people TO reader");
  Home home;
  home.variables["ODBCINI"] = home.tree.path("odbc.ini");
  home.tree.file("odbc.ini", "[shop]\nDriver=" + psql + "\nServername=" + server.home() +
                                 "\nDatabase=crm\nUsername=reader\n");
  std::map<std::string, int> counts;
  for (const json& record : scan(home, {"odbc:shop", "--sample", "full"})) {
    if (record["record"] != "finding" || record["rule"] != "intl.email") continue;
    std::string locator = record["locator"];
    if (const std::size_t row = locator.find(" > row "); row != std::string::npos)
      locator.resize(row);
    counts[locator] += record["count"].get<int>();
  }
  CHECK(counts == std::map<std::string, int>{{"shop > shop > people > mail", 12000},
                                             {"shop > shop > people > body", 1}});
  std::istringstream log(server.log());
  for (std::string line; std::getline(log, line);) {
    const bool ours = line.find("shop\".\"people\"") != std::string::npos;
    INFO(line);
    CHECK((!ours || line.find("SELECT ") != std::string::npos));
  }
}

TEST_CASE("odbc: a source that is not there is a target that was not reached") {
  Home home;
  add_source(home, "");
  scan(home, {"odbc:nobody"}, 4);
  scan(home, {"odbc:"}, 4);
}
