// MariaDB, SQLite and Redis: servers of the test's own, and the same data in each.
#include <sqlite3.h>
#include <catch2/catch.hpp>

#include "e2e/home.hpp"
#include "support/crm_sql.hpp"
#include "support/mariadb_server.hpp"

using namespace braque::test;
using nlohmann::json;

namespace {

std::vector<json> of_kind(const std::vector<json>& records, const std::string& kind) {
  std::vector<json> some;
  for (const json& record : records)
    if (record["record"] == kind) some.push_back(record);
  return some;
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

MariadbServer& mariadb() {
  static MariadbServer one;
  return one;
}

std::vector<std::string> scan(const std::string& uri, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"scan", uri, "--format", "jsonl", "--no-index"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("the same data give the same findings from PostgreSQL, MariaDB and SQLite") {
  const std::vector<CrmTable> tables = crm_tables(300);
  Home home;
  std::vector<std::pair<std::string, std::string>> places;
  const std::string file = home.tree.path("crm.db");
  for (const CrmTable& table : tables)
    fill(table, Dialect::sqlite, [&](const std::string& sql) { sqlite(file, sql); });
  places.emplace_back("sqlite", "sqlite://" + file);
  if (MariadbServer::installed()) {
    for (const CrmTable& table : tables)
      fill(table, Dialect::mariadb, [&](const std::string& sql) { mariadb().sql(sql, "crm"); });
    places.emplace_back("mysql", mariadb().uri());
  }
  PostgresServer* postgres = nullptr;
  if (PostgresServer::installed()) {
    static PostgresServer one;
    postgres = &one;
    for (const CrmTable& table : tables)
      fill(table, Dialect::postgresql, [&](const std::string& sql) { one.sql(sql); });
    one.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    places.emplace_back("postgresql", postgres->uri());
  }
  std::set<std::tuple<std::string, std::string, std::string>> first;
  for (const auto& [engine, uri] : places) {
    const ProgramResult run = home.run(scan(uri, {"--sample", "full"}));
    INFO(engine << " " << run.error);
    CHECK(run.exit_code == 0);
    const std::vector<json> records = json_lines(run.out);
    const ColumnScore score = score_columns(tables, records);
    for (const std::string& fault : score.faults) UNSCOPED_INFO(fault);
    CHECK(score.recall() >= 0.98);
    CHECK(score.precision() >= 0.98);
    for (const json& finding : of_kind(records, "finding")) CHECK(finding["source"] == engine);
    if (first.empty()) first = found_columns(records);
    for (const auto& [table, column, rule] : found_columns(records))
      if (!first.contains({table, column, rule}))
        UNSCOPED_INFO("here only: " + table + "." + column + " " + rule);
    for (const auto& [table, column, rule] : first)
      if (!found_columns(records).contains({table, column, rule}))
        UNSCOPED_INFO("not here: " + table + "." + column + " " + rule);
    CHECK((found_columns(records) == first));
    const ColumnScore sampled =
        score_columns(tables, json_lines(home.run(scan(uri, {"--sample", "200"})).out));
    CHECK(sampled.recall() >= 0.98);
  }
}

TEST_CASE("a sample ends where enough is known, the same way each time; full never does") {
  Home home;
  const std::string rows =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) ";
  sqlite(home.tree.path("shop.db"),
         "CREATE TABLE plain (id INTEGER PRIMARY KEY, mail TEXT, state TEXT);"
         "CREATE TABLE rare (id INTEGER PRIMARY KEY, note TEXT, state TEXT);"
         "INSERT INTO plain " +
             rows +
             "SELECT i, 'p' || i || '@labo-exemple.fr', 'open' FROM n;"
             "INSERT INTO rare " +
             rows +
             "SELECT i, iif(i % 100 = 0, 'p' || i || '@labo-exemple.fr', 'rien'), 'open' FROM n");
  const std::string uri = "sqlite://" + home.tree.path("shop.db");
  const auto columns = [&](std::vector<std::string> more) {
    more.push_back("--ledger");
    std::map<std::string, json> found;
    for (const json& record : json_lines(home.run(scan(uri, more)).out)) {
      if (record["record"] == "column") {
        const std::string item = record["item"];
        found[item.substr(item.rfind('/') + 1) + "." + std::string(record["column"])] = record;
      }
    }
    return found;
  };
  auto sampled = columns({"--seed", "5"});
  CHECK(sampled["plain.mail"]["rows_read"].get<double>() == Approx(3000).epsilon(0.1));
  CHECK(sampled["plain.mail"]["low"].get<double>() > 0.99);
  CHECK(sampled["plain.state"]["high"].get<double>() < 0.0025);
  CHECK(sampled["plain.mail"]["rows"].get<double>() == Approx(60'000).epsilon(0.1));
  CHECK(sampled["rare.note"]["rows_read"].get<double>() == Approx(10'000).epsilon(0.1));
  CHECK(sampled["rare.note"]["low"].get<double>() < 0.01);
  CHECK(sampled["rare.note"]["high"].get<double>() > 0.01);
  CHECK(columns({"--seed", "5"}) == sampled);
  CHECK(columns({"--seed", "6"}) != sampled);
  CHECK(columns({"--sample", "20%"})["plain.mail"]["rows_read"].get<double>() ==
        Approx(12'000).epsilon(0.1));
  auto full = columns({"--sample", "full"});
  CHECK(full["plain.mail"]["rows_read"] == 60'000);
  CHECK(full["rare.note"]["hits"] == 600);
}

namespace {

/// A clinic: consultations point at patients by a name that says nothing; leaflets at shelves.
const char* const kClinic =
    "CREATE TABLE malades (no int PRIMARY KEY, nom varchar(40), prenom varchar(40));"
    "CREATE TABLE rayons (no int PRIMARY KEY, etage varchar(40));"
    "CREATE TABLE consultations (id int PRIMARY KEY, ref_a int, motif varchar(200),"
    " FOREIGN KEY (ref_a) REFERENCES malades (no));"
    "CREATE TABLE notices (id int PRIMARY KEY, ref_b int, motif varchar(200),"
    " FOREIGN KEY (ref_b) REFERENCES rayons (no));"
    "INSERT INTO malades VALUES (1, 'Ferrand', 'Achille'), (2, 'Petit', 'Jeanne');"
    "INSERT INTO rayons VALUES (1, 'premier'), (2, 'second');";

std::string clinic() {
  const char* const texts[] = {
      "Traitement de la bronchite par antibiotiques pendant une semaine au moins, puis repos",
      "Suivi du diabète de type 2, avec insuline le soir et un dosage chaque mois",
      "Séance de chimiothérapie reportée de quelques jours, la fièvre étant revenue",
      "Lombalgie sévère depuis plusieurs mois, une radiographie est prévue en mars"};
  std::string sql = kClinic;
  for (const char* table : {"consultations", "notices"})
    for (int i = 0; i < 40; ++i)
      sql += "INSERT INTO " + std::string(table) + " VALUES (" + std::to_string(i) + ", " +
             std::to_string(1 + i % 2) + ", '" + texts[i % 4] + "');";
  return sql;
}

}  // namespace

TEST_CASE("foreign keys carry persons: what refers to a patient is about that patient") {
  Home home;
  std::vector<std::string> uris{"sqlite://" + home.tree.path("clinic.db")};
  sqlite(home.tree.path("clinic.db"), clinic());
  if (MariadbServer::installed()) {
    mariadb().sql("CREATE DATABASE clinic; GRANT SELECT ON clinic.* TO reader@localhost");
    mariadb().sql("SET NAMES utf8mb4;" + clinic(), "clinic");
    uris.push_back(mariadb().uri());
    uris.back().replace(uris.back().find("/crm"), 4, "/clinic");
  }
  std::optional<PostgresServer> postgres;
  if (PostgresServer::installed()) {
    postgres.emplace();
    postgres->sql(clinic() + "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    uris.push_back(postgres->uri());
  }
  for (const std::string& uri : uris) {
    const ProgramResult run =
        home.run(scan(uri, {"--ledger", "--explain", "--min-confidence", "low"}));
    INFO(uri << run.error << run.out);
    CHECK(run.exit_code == 0);
    std::set<std::pair<std::string, std::string>> levels;
    for (const json& finding : of_kind(json_lines(run.out), "finding")) {
      if (finding["rule"] != "art9.health" || finding["column"] != "motif") continue;
      const std::string locator = finding["locator"];
      const bool refers = locator.find("consultations") != std::string::npos;
      levels.emplace(refers ? "consultations" : "notices", finding["level"]);
      const bool told = finding["evidence"].dump().find("rows lead to persons: ref_a (malades)") !=
                        std::string::npos;
      CHECK(told == refers);
    }
    CHECK(levels == std::set<std::pair<std::string, std::string>>{{"consultations", "person"},
                                                                  {"notices", "vocabulary"}});
    for (const json& item : of_kind(json_lines(run.out), "item")) {
      const bool refers = std::string(item["item"]).ends_with("consultations");
      CHECK((item.value("note", "").find("rows lead to persons: ref_a (malades)") !=
             std::string::npos) == refers);
    }
  }
}

TEST_CASE(
    "sqlite: nothing is made beside the file, and what is no database is a target not reached") {
  Home home;
  const std::string file = home.tree.path("one/shop.db");
  home.tree.directory("one");
  sqlite(file,
         "CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, data BLOB);"
         "INSERT INTO people VALUES (1, 'ada@labo-exemple.fr', NULL), (7, 'bob@labo-exemple.fr', "
         "x'0001');"
         "CREATE TABLE apart (mail TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO apart VALUES "
         "('eva@labo-exemple.fr');"
         "CREATE VIEW looking AS SELECT * FROM people");
  const ProgramResult run = home.run(scan("sqlite://" + file, {"--ledger"}));
  INFO(run.error);
  CHECK(run.exit_code == 0);
  std::map<std::string, int> counts;
  for (const json& finding : of_kind(json_lines(run.out), "finding"))
    counts[finding["locator"]] = finding["count"];
  CHECK(counts ==
        std::map<std::string, int>{{"shop.db > apart > mail", 1}, {"shop.db > people > mail", 2}});
  const ProgramResult beside = run_program({{"/bin/ls", home.tree.path("one")}, {}, {}});
  CHECK(beside.out == "shop.db\n");
  home.tree.file("one/text.db", "no database at all, only a text of some length\n");
  CHECK(home.run(scan("sqlite://" + home.tree.path("one/text.db"))).exit_code == 4);
  CHECK(home.run(scan("sqlite://" + home.tree.path("one/none.db"))).exit_code == 4);
}

TEST_CASE("mariadb: keys of all kinds, long values, and an account that may write") {
  if (!MariadbServer::installed()) return;
  mariadb().sql("CREATE DATABASE types; GRANT SELECT ON types.* TO reader@localhost");
  mariadb().sql(
      "CREATE TABLE pairs (a int, b varchar(20), mail varchar(60), PRIMARY KEY (a, b));"
      "CREATE TABLE heap (mail varchar(60));"
      "CREATE TABLE bytes (id binary(4) PRIMARY KEY, mail varchar(60));"
      "CREATE TABLE longs (id int PRIMARY KEY, body longtext, file longblob, twice varchar(60) AS "
      "(concat(id, '')) VIRTUAL);"
      "INSERT INTO longs (id, body, file) VALUES (1, concat(repeat('rien de rien, ', 20000), "
      "'zoe@labo-exemple.fr'), NULL), (2, 'court', x'0102');"
      "CREATE VIEW looking AS SELECT * FROM heap",
      "types");
  std::string rows;
  for (int i = 0; i < 3000; ++i) {
    const std::string mail = "'p" + std::to_string(i) + "@labo-exemple.fr'";
    rows += "INSERT INTO pairs VALUES (" + std::to_string(i / 7) + ", 'k''" +
            std::to_string(i % 7) + "', " + mail + ");\n";
    rows += "INSERT INTO heap VALUES (" + mail + "); INSERT INTO bytes VALUES (unhex(lpad(hex(" +
            std::to_string(i) + "), 8, '0')), " + mail + ");\n";
  }
  mariadb().sql("BEGIN;" + rows + "COMMIT;", "types");
  Home home;
  std::string uri = mariadb().uri();
  uri.replace(uri.find("/crm"), 4, "/types");
  const ProgramResult run = home.run(scan(uri, {"--sample", "full"}));
  INFO(run.error);
  CHECK(run.exit_code == 0);
  std::map<std::string, int> counts;
  for (const json& finding : of_kind(json_lines(run.out), "finding")) {
    std::string locator = finding["locator"];
    if (const std::size_t row = locator.find(" > row "); row != std::string::npos)
      locator.resize(row);
    if (finding["rule"] == "intl.email") counts[locator] = finding["count"];
  }
  CHECK(counts == std::map<std::string, int>{{"types > pairs > mail", 3000},
                                             {"types > heap > mail", 3000},
                                             {"types > bytes > mail", 3000},
                                             {"types > longs > body", 1}});
  const std::vector<json> records = json_lines(run.out);
  CHECK_FALSE(of_kind(records, "summary").at(0).contains("remarks"));
  const json writer =
      of_kind(json_lines(home.run(scan(mariadb().uri("root"), {"--include", "none"})).out),
              "summary")
          .at(0);
  CHECK(std::string(writer["remarks"].at(0)).find("INSERT") != std::string::npos);
}

TEST_CASE("mariadb: who can read a table is its exposure, where the account may know") {
  if (!MariadbServer::installed()) return;
  mariadb().sql(
      "CREATE DATABASE se_en; CREATE TABLE se_en.of_role (mail varchar(60)); CREATE TABLE "
      "se_en.of_one (mail varchar(60)); CREATE TABLE se_en.own (mail varchar(60));"
      "INSERT INTO se_en.of_role VALUES ('a@labo-exemple.fr'); INSERT INTO se_en.of_one VALUES "
      "('a@labo-exemple.fr'); INSERT INTO se_en.own VALUES ('a@labo-exemple.fr');"
      "CREATE USER auditor@localhost, lea@localhost, bob@localhost; CREATE ROLE team, inner_team; "
      "GRANT team TO inner_team; GRANT inner_team TO lea@localhost;"
      "GRANT SELECT ON se_en.of_role TO team; GRANT SELECT (mail) ON se_en.of_one TO bob@localhost;"
      "GRANT SELECT ON se_en.* TO auditor@localhost; GRANT SELECT ON `se\\_en`.* TO "
      "reader@localhost; GRANT SELECT ON mysql.* TO auditor@localhost");
  Home home;
  const auto exposures = [&](const std::string& user) {
    std::string uri = mariadb().uri(user);
    uri.replace(uri.find("/crm"), 4, "/se_en");
    std::map<std::string, std::string> found;
    for (const json& item : of_kind(json_lines(home.run(scan(uri, {"--ledger"})).out), "item")) {
      const std::string path = item["item"];
      if (item["locator"].is_null())
        found[path.substr(path.rfind('/') + 1)] =
            std::string(item["risk"]["exposure"]) + " " + item.value("note", "");
    }
    return found;
  };
  CHECK(exposures("auditor") ==
        std::map<std::string, std::string>{
            {"of_role",
             "group 2 other accounts may read it ('lea'@'localhost', 'reader'@'localhost')"},
            {"of_one",
             "group 2 other accounts may read it ('bob'@'localhost', 'reader'@'localhost')"},
            {"own", "group 1 other account may read it ('reader'@'localhost')"}});
  CHECK(exposures("reader")["own"] == "unknown ");
}

TEST_CASE("redis: documents of every type, by kinds of keys") {
  if (!RedisServer::installed()) return;
  RedisServer redis;
  std::string commands;
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    commands += "HSET user:" + n + " email p" + n + "@labo-exemple.fr visits " + n + "\n";
    commands += "SET session:" + n + ":token abc" + n + "\n";
  }
  commands +=
      "RPUSH news ada@labo-exemple.fr bob@labo-exemple.fr\nSADD team eva@labo-exemple.fr\nZADD "
      "best 3 kim@labo-exemple.fr\n"
      "XADD events * mail lea@labo-exemple.fr\n";
  redis.ask(commands);
  Home home;
  const ProgramResult run = home.run(scan(redis.uri(), {"--sample", "full"}));
  INFO(run.error << run.out);
  CHECK(run.exit_code == 0);
  std::map<std::string, int> counts;
  for (const json& finding : of_kind(json_lines(run.out), "finding"))
    if (finding["rule"] == "intl.email") counts[finding["column"]] = finding["count"];
  CHECK(counts ==
        std::map<std::string, int>{
            {"user:*.email", 50}, {"news", 2}, {"team", 1}, {"best", 1}, {"events.mail", 1}});
  CHECK(home.run(scan("redis://localhost/0")).exit_code == 4);  // no TLS, and none was waived
}
