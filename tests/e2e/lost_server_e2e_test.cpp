// What becomes of a scan when its server, its rights or its table go away in the middle.
#include <catch2/catch.hpp>

#include "support/background_run.hpp"

using namespace braque::test;
using nlohmann::json;

namespace {

constexpr int kRows = 300'000;

json only(const std::vector<json>& records, const std::string& kind) {
  json found;
  for (const json& record : records)
    if (record["record"] == kind) found = record;
  return found;
}

/// A server with one long table, and a scan of it that stands still in its middle.
struct Stopped {
  Home home;
  PostgresServer server;
  std::unique_ptr<BackgroundRun> run;

  Stopped() {
    server.sql(
        "CREATE TABLE list (id int PRIMARY KEY, mail text, filler text);"
        "INSERT INTO list SELECT i, 'p' || i || '@labo-exemple.fr', repeat('rien ', 30) FROM "
        "generate_series(1, " +
        std::to_string(kRows) + ") i; GRANT SELECT ON list TO reader");
    run = std::make_unique<BackgroundRun>(
        home, std::vector<std::string>{"scan", server.uri(), "--no-index", "--sample", "full"});
    wait_until(
        [this] {
          return server.sql(
                     "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'braque' AND "
                     "query LIKE 'COPY%ctid >= %'") != "0\n";
        },
        "a scan in the middle of the table");
    run->pause();
  }
};

}  // namespace

TEST_CASE(
    "postgresql: a server that comes back is read from where it was, without loss or repetition") {
  if (!PostgresServer::installed()) return;
  Stopped scan;
  scan.server.kill();
  scan.server.start();
  scan.run->go_on();
  const int code = scan.run->finish();
  INFO(scan.run->log());
  CHECK(code == 0);
  const json finding = only(scan.run->records(), "finding");
  CHECK(finding["count"] == kRows);
  CHECK(finding["distinct"] == kRows);
  CHECK(only(scan.run->records(), "column")["rows_read"] == kRows);
}

TEST_CASE(
    "postgresql: a server that stays away leaves a partial table, and the exit code says so") {
  if (!PostgresServer::installed()) return;
  Stopped scan;
  scan.server.kill();
  scan.run->go_on();
  CHECK(scan.run->finish() == 3);
  const std::vector<json> records = scan.run->records();
  CHECK(only(records, "item")["status"] == "partial");
  CHECK(only(records, "item")["reason"] == "io_error");
  CHECK(only(records, "finding")["count"] < kRows);
  CHECK(only(records, "finding")["count"] > 0);
}

TEST_CASE(
    "postgresql: rights that are taken away, and a table that is dropped, in the middle of it") {
  if (!PostgresServer::installed()) return;
  {
    Stopped scan;
    scan.server.sql("REVOKE SELECT ON list FROM reader");
    scan.run->go_on();
    CHECK(scan.run->finish() == 3);
    CHECK(only(scan.run->records(), "item")["reason"] == "permission_denied");
  }
  Stopped scan;
  // It waits for the statement that is under way, and the scan's next one waits for it.
  std::thread dropping([&] { scan.server.sql("DROP TABLE list"); });
  wait_until(
      [&] { return scan.server.sql("SELECT count(*) FROM pg_locks WHERE NOT granted") != "0\n"; },
      "DROP TABLE");
  scan.run->go_on();
  scan.run->finish();
  dropping.join();
  CHECK(only(scan.run->records(), "item")["status"] == "partial");
  CHECK(only(scan.run->records(), "item")["reason"] == "vanished");
}
