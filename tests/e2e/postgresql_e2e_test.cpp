// PostgreSQL: servers of the test's own, scanned by the program.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "e2e/home.hpp"
#include "support/crm_sql.hpp"
#include "support/servers.hpp"
#include "unit/extract/archive_support.hpp"

using namespace braque::test;
using nlohmann::json;

namespace {

std::vector<json> of_kind(const std::vector<json>& records, const std::string& kind) {
  std::vector<json> some;
  for (const json& record : records)
    if (record["record"] == kind) some.push_back(record);
  return some;
}

json item_of(const std::vector<json>& records, const std::string& end) {
  for (const json& record : records)
    if (record["record"] == "item" && std::string(record["item"]).ends_with(end) &&
        record["locator"].is_null())
      return record;
  return {};
}

std::string hex(const std::string& bytes) {
  std::string text = "'\\x";
  for (const char c : bytes) {
    char digits[4];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(c));
    text += digits;
  }
  return text + "'";
}

/// Every file below the place of the run, as one text.
std::string everything(const Home& home) {
  const ProgramResult all = run_program(
      {{"/bin/sh", "-c", "find " + home.tree.path() + " -type f -exec cat {} +"}, {}, {}});
  return all.out;
}

PostgresServer& server() {
  static PostgresServer one("log_statement = all\nlog_line_prefix = '%a|'\n");
  return one;
}

std::vector<std::string> scan(const std::string& uri, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"scan", uri, "--format", "jsonl"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE(
    "postgresql: a customer database is told column by column, from a sample and from all of it") {
  if (!PostgresServer::installed()) return;
  PostgresServer& postgres = server();
  const std::vector<CrmTable> tables = crm_tables(400);
  postgres.sql("CREATE SCHEMA crm; GRANT USAGE ON SCHEMA crm TO reader");
  for (const CrmTable& table : tables)
    fill(table, Dialect::postgresql,
         [&](const std::string& sql) { postgres.sql("SET search_path = crm;\n" + sql); });
  postgres.sql("GRANT SELECT ON ALL TABLES IN SCHEMA crm TO reader");
  Home home;
  for (const char* sample : {"250", "full"}) {
    const ProgramResult run = home.run(scan(
        postgres.uri(), {"--no-index", "--sample", sample, "--ledger", "--include", "crm/**"}));
    INFO(run.error);
    CHECK(run.exit_code == 0);
    const std::vector<json> records = json_lines(run.out);
    const ColumnScore score = score_columns(tables, records);
    for (const std::string& fault : score.faults) UNSCOPED_INFO(fault);
    CHECK(score.recall() >= 0.98);
    CHECK(score.precision() >= 0.98);
    CHECK(of_kind(records, "item").size() >= tables.size());
    for (const json& column : of_kind(records, "column")) {
      CHECK(column["rows_read"] <= column["rows"]);
      if (std::string(sample) == "full") CHECK(column["rows_exact"] == true);
      CHECK(column["low"] <= column["ratio"]);
      CHECK(column["ratio"] <= column["high"]);
    }
  }
  // Nothing was written, every session was ours by name, and read-only.
  CHECK(postgres.sql("SELECT sum(n_tup_upd + n_tup_del) FROM pg_stat_user_tables") == "0\n");
}

TEST_CASE(
    "postgresql: types, files in cells, partitions, views and names that look like statements") {
  if (!PostgresServer::installed()) return;
  PostgresServer& postgres = server();
  const std::string packed = archive_test::build(
      archive_write_set_format_zip, nullptr,
      {{"list.csv", "nom;courriel\nA;ada@labo-exemple.fr\nB;bob@labo-exemple.fr\n"}});
  postgres.sql(
      "CREATE SCHEMA types; GRANT USAGE ON SCHEMA types TO reader; SET search_path = types;"
      "CREATE TABLE files (id int PRIMARY KEY, content bytea, note bytea);"
      "INSERT INTO files VALUES (1, " +
      hex(packed) + ", NULL), (2, NULL, " + hex("courriel : eva@labo-exemple.fr") +
      ");"
      "CREATE TABLE kinds (id int, list text[], doc jsonb, page xml, range int4range, at interval, "
      "secret varchar(30));"
      "INSERT INTO kinds VALUES (1, ARRAY['kim@labo-exemple.fr', 'x'], '{\"mail\": "
      "\"lea@labo-exemple.fr\"}',"
      " '<a mail=\"max@labo-exemple.fr\"/>', '[1,5)', '1 day', 'noa@labo-exemple.fr');"
      "CREATE TABLE parts (id int, mail text) PARTITION BY RANGE (id);"
      "CREATE TABLE parts_a PARTITION OF parts FOR VALUES FROM (0) TO (10);"
      "CREATE TABLE parts_b PARTITION OF parts FOR VALUES FROM (10) TO (100);"
      "INSERT INTO parts SELECT i, 'p' || i || '@labo-exemple.fr' FROM generate_series(1, 50) i;"
      "CREATE VIEW looking AS SELECT mail FROM parts;"
      "CREATE TABLE long (id int PRIMARY KEY, body text);"
      "INSERT INTO long VALUES (1, repeat('rien de rien, ', 40000) || ' zoe@labo-exemple.fr');"
      "CREATE TABLE closed (mail text); INSERT INTO closed VALUES ('non@labo-exemple.fr');"
      "GRANT SELECT ON ALL TABLES IN SCHEMA types TO reader; REVOKE SELECT ON closed FROM reader");
  Home home;
  const ProgramResult run =
      home.run(scan(postgres.uri(), {"--no-index", "--include", "types/**", "--ledger"}));
  INFO(run.error);
  const std::vector<json> records = json_lines(run.out);
  CHECK(run.exit_code == 3);  // `closed`
  std::multiset<std::string> places;
  for (const json& finding : of_kind(records, "finding")) {
    CHECK(finding["source"] == "postgresql");
    if (finding["rule"] != "intl.email") continue;
    std::string locator = finding["locator"];
    if (const std::size_t row = locator.find(" > row "); row != std::string::npos)
      locator.erase(row + 7, 16);
    places.insert(locator + " = " + std::to_string(static_cast<int>(finding["count"])));
  }
  const std::multiset<std::string> wanted{"crm > types > files > content > row  > list.csv = 2",
                                          "crm > types > files > note = 1",
                                          "crm > types > kinds > list = 1",
                                          "crm > types > kinds > doc = 1",
                                          "crm > types > kinds > page = 1",
                                          "crm > types > kinds > secret = 1",
                                          "crm > types > parts > mail = 50",
                                          "crm > types > long > body > row  = 1"};
  CHECK(places == wanted);
  CHECK(item_of(records, "types/closed")["reason"] == "permission_denied");
  CHECK(item_of(records, "types/looking")["reason"] == "excluded");
  CHECK(item_of(records, "types/parts_a").is_null());
}

TEST_CASE("postgresql: passwords are refused where others can see them, and appear nowhere") {
  if (!PostgresServer::installed()) return;
  PostgresServer& postgres = server();
  Home home;
  const std::string canary = "Kanarie7613Vogel";
  std::string uri = postgres.uri();
  uri.replace(uri.find("reader@"), 7, "reader:" + canary + "@");
  const ProgramResult in_uri = home.run(scan(uri));
  CHECK(in_uri.exit_code == 2);
  CHECK(in_uri.error.find("--credentials") != std::string::npos);
  home.variables["PGPASSWORD"] = canary;
  const ProgramResult in_environment = home.run(scan(postgres.uri()));
  CHECK(in_environment.exit_code == 2);
  home.variables.clear();
  home.tree.file("password", canary + "\n");
  ::chmod(home.tree.path("password").c_str(), 0644);
  const ProgramResult open_file =
      home.run(scan(postgres.uri(), {"--credentials", home.tree.path("password")}));
  CHECK(open_file.exit_code == 2);
  CHECK(open_file.error.find("0400") != std::string::npos);
  ::chmod(home.tree.path("password").c_str(), 0400);
  postgres.sql(
      "CREATE SCHEMA one; CREATE TABLE one.list (mail text); INSERT INTO one.list VALUES "
      "('uma@labo-exemple.fr');"
      "GRANT USAGE ON SCHEMA one TO reader; GRANT SELECT ON one.list TO reader");
  const ProgramResult run = home.run(
      scan(postgres.uri(), {"--credentials", home.tree.path("password"), "--include", "one/**"}));
  CHECK(run.exit_code == 0);
  CHECK(of_kind(json_lines(run.out), "finding").size() == 1);
  ::unlink(home.tree.path("password").c_str());
  for (const ProgramResult* one : {&in_uri, &in_environment, &open_file, &run}) {
    CHECK(one->out.find(canary) == std::string::npos);
    CHECK(one->error.find(canary) == std::string::npos);
  }
  CHECK(everything(home).find(canary) == std::string::npos);
  CHECK(everything(home).find("uma@labo") == std::string::npos);
  // The same table, not changed since: taken from the index.
  const std::vector<json> again =
      json_lines(home.run(scan(postgres.uri(), {"--include", "one/**"})).out);
  CHECK(of_kind(again, "finding").at(0)["presence"] == "seen");
  CHECK(of_kind(again, "summary").at(0)["items"]["unchanged"] == 1);
}

TEST_CASE("postgresql: an account that may write is told, and nothing is written") {
  if (!PostgresServer::installed()) return;
  PostgresServer& postgres = server();
  postgres.sql(
      "CREATE SCHEMA own; CREATE TABLE own.list (mail text); INSERT INTO own.list VALUES "
      "('ute@labo-exemple.fr')");
  Home home;
  const ProgramResult run =
      home.run(scan(postgres.uri("owner"), {"--no-index", "--include", "own/**"}));
  CHECK(run.exit_code == 0);
  const json summary = of_kind(json_lines(run.out), "summary").at(0);
  CHECK(std::string(summary["remarks"].at(0)).find("superuser") != std::string::npos);
  CHECK(home.run(scan(postgres.uri("owner"), {"--no-index", "--strict", "--include", "own/**"}))
            .exit_code == 4);
  const ProgramResult grants = home.run({"sources", "grants", "postgresql"});
  CHECK(grants.out.find("GRANT SELECT ON ALL TABLES") != std::string::npos);
  std::istringstream log(postgres.log());
  std::size_t ours = 0;
  for (std::string line; std::getline(log, line);) {
    if (!line.starts_with("braque|")) continue;
    ++ours;
    // What follows a statement (DETAIL: its parameters) is no statement.
    const std::size_t level = line.find("LOG:");
    if (level == std::string::npos) continue;
    if (const std::size_t statement = line.find(": ", level + 4); statement != std::string::npos) {
      const std::string verb =
          line.substr(statement + 2, line.find_first_of(" ;(", statement + 2) - statement - 2);
      INFO(line);
      CHECK((verb == "SELECT" || verb == "COPY" || verb == "WITH"));
      if (verb == "COPY") CHECK(line.find("TO STDOUT") != std::string::npos);
    }
  }
  CHECK(ours > 0);
}

TEST_CASE("postgresql: who can read a table is its exposure, by membership too") {
  if (!PostgresServer::installed()) return;
  PostgresServer& postgres = server();
  postgres.sql(
      "CREATE SCHEMA seen; GRANT USAGE ON SCHEMA seen TO PUBLIC; SET search_path = seen;"
      "CREATE ROLE team; CREATE ROLE lea LOGIN IN ROLE team; CREATE ROLE owner_of_it LOGIN;"
      "CREATE TABLE own (mail text); CREATE TABLE of_team (mail text); CREATE TABLE of_all (mail "
      "text); CREATE TABLE by_column (a int, mail text);"
      "INSERT INTO own VALUES ('a@labo-exemple.fr'); INSERT INTO of_team VALUES "
      "('a@labo-exemple.fr');"
      "INSERT INTO of_all VALUES ('a@labo-exemple.fr'); INSERT INTO by_column VALUES (1, "
      "'a@labo-exemple.fr');"
      "ALTER TABLE own OWNER TO owner_of_it; GRANT SELECT ON own, of_team, of_all, by_column TO "
      "reader;"
      "GRANT SELECT ON of_team TO team; GRANT SELECT ON of_all TO PUBLIC; GRANT SELECT (mail) ON "
      "by_column TO lea");
  Home home;
  const std::vector<json> records = json_lines(
      home.run(scan(postgres.uri(), {"--no-index", "--ledger", "--include", "seen/**"})).out);
  const std::map<std::string, std::pair<std::string, std::string>> wanted{
      {"/own", {"owner", ""}},
      {"/of_team", {"group", "1 other account may read it (lea)"}},
      {"/of_all", {"everybody", "every account may read it"}},
      {"/by_column", {"group", "1 other account may read it (lea)"}}};
  for (const auto& [table, exposure] : wanted) {
    const json item = item_of(records, table);
    INFO(item.dump());
    CHECK(item["risk"]["exposure"] == exposure.first);
    CHECK(item.value("note", "") == exposure.second);
    CHECK(item["risk"]["age"] == 0);  // unknown: how often a table changed is known, not when
  }
}

TEST_CASE("postgresql: an archive of pg_dump on a share holds the same columns as the database") {
  const std::string dump = PostgresServer::bin("pg_dump");
  if (!PostgresServer::installed() || !installed_or_said(!dump.empty(), "postgresql-client-15"))
    return;
  PostgresServer own;
  const std::vector<CrmTable> tables = crm_tables(100);
  for (const CrmTable& table : tables)
    fill(table, Dialect::postgresql, [&](const std::string& sql) { own.sql(sql); });
  Home home;
  home.tree.directory("share");
  for (const char* form : {"-Fc", "-Fp"}) {
    const std::string file = home.tree.path("share/crm" + std::string(form));
    const ProgramResult made =
        run_program({{dump, "-h", own.home(), "-U", "owner", form, "-f", file, "crm"}, {}, {}});
    REQUIRE(made.exit_code == 0);
    const ProgramResult run = home.run({"scan", file, "--format", "jsonl", "--no-index"});
    INFO(form << run.error);
    CHECK(run.exit_code == 0);
    const std::vector<json> records = json_lines(run.out);
    std::uint64_t found = 0, wanted = 0;
    for (const CrmTable& table : tables)
      for (const CrmColumn& column : table.columns) {
        if (column.rule.empty() || table.rows == 0) continue;
        ++wanted;
        const bool here = std::any_of(records.begin(), records.end(), [&](const json& record) {
          if (record["record"] != "finding" || record["column"].is_null()) return false;
          const std::string name = record["column"],
                            place = record["locator"].is_null()
                                        ? ""
                                        : record["locator"].get<std::string>();
          const bool right = std::string(form) == "-Fc"
                                 ? name == column.name && place.ends_with("." + table.name)
                                 : name == table.name + "." + column.name;
          return right && std::string(record["rule"]).find(column.rule) != std::string::npos;
        });
        if (!here) UNSCOPED_INFO("not found: " << table.name << "." << column.name);
        found += here ? 1 : 0;
      }
    std::printf("pg_dump %s: %llu of %llu columns\n", form, static_cast<unsigned long long>(found),
                static_cast<unsigned long long>(wanted));
    CHECK(static_cast<double>(found) >= 0.9 * static_cast<double>(wanted));
  }
}

TEST_CASE("postgresql: no server, no database, no account: a target that was not reached") {
  Home home;
  const ProgramResult nobody =
      home.run(scan("postgresql://reader@/crm?host=" + home.tree.path(), {"--no-index"}));
  CHECK(nobody.exit_code == 4);
  if (!PostgresServer::installed()) return;
  const ProgramResult refused = home.run(scan(server().uri("stranger"), {"--no-index"}));
  CHECK(refused.exit_code == 4);
  CHECK(refused.error.find("stranger") != std::string::npos);
}
