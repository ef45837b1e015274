// What a database of a usual size takes: two million rows, long values, and a server that has other
// work. The figures are printed; they are kept in bench/results.md.
#include <catch2/catch.hpp>
#include <cstdio>

#include "e2e/home.hpp"
#include "support/crm_sql.hpp"
#include "support/measured_run.hpp"
#include "support/servers.hpp"

using namespace braque::test;
using nlohmann::json;

namespace {

double seconds_of(const std::vector<std::string>& words) {
  const auto begun = std::chrono::steady_clock::now();
  const ProgramResult run = run_program({words, {}, {}});
  if (run.exit_code != 0) throw std::runtime_error(words[0] + ": " + run.error);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

MeasuredRun scan(const Home& home, const std::string& uri, const std::vector<std::string>& more) {
  std::vector<std::string> words{BRAQUE_PROGRAM, "scan", uri, "--no-index", "--format", "jsonl"};
  words.insert(words.end(), more.begin(), more.end());
  return run_measured({words, {}, home.environment()}, home.tree.path("out"));
}

std::vector<json> printed(const Home& home) {
  return json_lines(run_program({{"/bin/cat", home.tree.path("out")}, {}, {}}).out);
}

/// Milliseconds that pgbench says a transaction took on average.
double latency(const std::string& text) {
  const std::size_t at = text.find("latency average = ");
  return at == std::string::npos ? -1 : std::stod(text.substr(at + 18));
}

}  // namespace

TEST_CASE("two million rows: columns from the default sample, rows from all, and what it takes") {
  if (!PostgresServer::installed()) return;
  PostgresServer server("max_wal_size = 4GB\n");
  const std::vector<CrmTable> tables = crm_tables(100'000);
  std::uint64_t rows = 0;
  for (const CrmTable& table : tables) {
    fill(table, Dialect::postgresql, [&](const std::string& sql) { server.sql(sql); });
    rows += table.rows;
  }
  server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader; VACUUM ANALYZE");
  Home home;
  for (const char* sample : {"10000", "full"}) {
    const MeasuredRun run = scan(home, server.uri(), {"--sample", sample});
    const std::vector<json> records = printed(home);
    const ColumnScore score = score_columns(tables, records);
    std::printf(
        "%llu rows, sample %s: %.1f s, %.1f s of CPU, %.0f MB, columns: recall %.3f, precision "
        "%.3f\n",
        static_cast<unsigned long long>(rows), sample, run.seconds, run.cpu_seconds,
        static_cast<double>(run.peak_rss_bytes) / 1e6, score.recall(), score.precision());
    for (const std::string& fault : score.faults) UNSCOPED_INFO(fault);
    CHECK(run.exit_code == 0);
    CHECK(score.recall() >= 0.98);
    CHECK(score.precision() >= 0.98);
    if (std::string(sample) != "full") continue;
    std::uint64_t wanted = 0, found = 0;
    std::map<std::pair<std::string, std::string>, std::uint64_t> truth;
    for (const CrmTable& table : tables)
      for (const CrmColumn& column : table.columns)
        if (!column.rule.empty())
          for (std::uint64_t row = 1; row <= table.rows; ++row)
            truth[{table.name, column.name}] +=
                column.value(row).find_first_of("@0123456789") != std::string::npos ||
                        column.rule == "intl.person_name"
                    ? 1
                    : 0;
    for (const auto& [place, count] : truth) wanted += count;
    for (const json& column : records)
      if (column["record"] == "column" && !column["rule"].is_null()) {
        const std::string path = column["item"];
        for (const auto& [place, count] : truth)
          if (path.substr(path.rfind('/') + 1) == place.first && column["column"] == place.second)
            found += std::min<std::uint64_t>(count, column["hits"]);
      }
    std::printf("rows with something in them: %llu of %llu found\n",
                static_cast<unsigned long long>(found), static_cast<unsigned long long>(wanted));
  }
  const std::string copy = "COPY customers_fr TO STDOUT";
  const double plain = seconds_of({"/bin/sh", "-c",
                                   PostgresServer::bin("psql") + " -h " + server.home() +
                                       " -U owner -Xqc '" + copy + "' crm | wc -c"});
  const MeasuredRun ours =
      scan(home, server.uri(), {"--sample", "full", "--include", "public/customers_fr"});
  std::printf("one table: COPY | wc -c %.2f s, scan %.2f s (%.2f of its speed)\n", plain,
              ours.seconds, plain / ours.seconds);
}

TEST_CASE("200 seeds: the stated bounds hold what is there 19 times out of 20") {
  if (!PostgresServer::installed()) return;
  PostgresServer server;
  const std::map<std::string, int> every{{"a", 10'000}, {"b", 2000}, {"c", 1000}, {"d", 300},
                                         {"e", 100},    {"f", 10},   {"g", 2}};
  for (const auto& [name, step] : every)
    server.sql("CREATE TABLE " + name +
               " (id int PRIMARY KEY, note varchar(60));"
               "INSERT INTO " +
               name + " SELECT i, CASE WHEN i % " + std::to_string(step) +
               " = 0 THEN 'p' || i || '@labo-exemple.fr' ELSE 'rien' END FROM "
               "generate_series(1, 100000) i");
  server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader; VACUUM ANALYZE");
  Home home;
  std::map<std::string, int> held, rows;
  constexpr int kRuns = 200;
  for (int run = 0; run < kRuns; ++run) {
    CHECK(scan(home, server.uri(), {"--seed", std::to_string(run), "--ledger"}).exit_code == 0);
    for (const json& record : printed(home)) {
      if (record["record"] != "column" || record["column"] != "note") continue;
      const std::string item = record["item"], table = item.substr(item.rfind('/') + 1);
      const double truth = 1.0 / every.at(table);
      held[table] += record["low"] <= truth && truth <= record["high"] ? 1 : 0;
      rows[table] += record["rows_read"].get<int>();
    }
  }
  for (const auto& [name, step] : every) {
    std::printf("one row in %d: bounds hold in %d of %d, %d rows read\n", step, held[name], kRuns,
                rows[name] / kRuns);
    CHECK(held[name] >= kRuns * 95 / 100);
  }
}

TEST_CASE("a value of 256 MB takes no more memory than others") {
  if (!PostgresServer::installed()) return;
  PostgresServer server;
  server.sql(
      "CREATE TABLE long (id int PRIMARY KEY, body text);"
      "INSERT INTO long SELECT 1, repeat('rien de rien, ', 18000000) || ' zoe@labo-exemple.fr ' || "
      "repeat('encore rien, ', 1000000);"
      "GRANT SELECT ON long TO reader");
  Home home;
  const MeasuredRun run = scan(home, server.uri(), {"--sample", "full"});
  std::printf("a value of 265 MB: %.1f s, %.0f MB\n", run.seconds,
              static_cast<double>(run.peak_rss_bytes) / 1e6);
  CHECK(run.exit_code == 0);
  bool found = false;
  for (const json& record : printed(home))
    found = found || (record["record"] == "finding" && record["rule"] == "intl.email");
  CHECK(found);
  CHECK(run.peak_rss_bytes < 160'000'000);
}

TEST_CASE("a server with other work: what a scan costs it") {
  const std::string bench = PostgresServer::bin("pgbench");
  if (!PostgresServer::installed() || bench.empty()) return;
  PostgresServer server("log_lock_waits = on\ndeadlock_timeout = 100ms\n");
  const std::vector<std::string> common{bench, "-h", server.home(), "-U", "owner"};
  const auto run_bench = [&](std::vector<std::string> words) {
    std::vector<std::string> all = common;
    all.insert(all.end(), words.begin(), words.end());
    all.push_back("crm");
    return run_program({all, {}, {}}).out;
  };
  run_bench({"-i", "-s", "10", "-q"});
  server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
  Home home;
  const std::vector<std::string> load{"-R", "100", "-T", "20", "-c", "2"};
  run_bench({"-R", "100", "-T", "5", "-c", "2"});
  const double before = latency(run_bench(load));
  std::string during;
  std::thread working([&] { during = run_bench(load); });
  int scans = 0;
  const auto begun = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - begun < std::chrono::seconds(18)) {
    CHECK(scan(home, server.uri(), {}).exit_code == 0);
    ++scans;
  }
  working.join();
  const double after = latency(run_bench(load));
  std::printf("pgbench: %.2f ms before, %.2f ms during %d scans, %.2f ms after\n", before,
              latency(during), scans, after);
  CHECK(server.log().find("still waiting") == std::string::npos);
  CHECK(latency(during) > 0);
}
