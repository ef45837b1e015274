#include <sqlite3.h>

#include "../extract/archive_support.hpp"

using namespace braque;
using archive_test::Collector;
using archive_test::MemoryFile;

namespace {

constexpr std::size_t kPageBytes = 512;

/// The bytes of a database that the statements make.
std::string database(const std::string& sql) {
  sqlite3* base = nullptr;
  REQUIRE(sqlite3_open(":memory:", &base) == SQLITE_OK);
  const std::string all = "PRAGMA page_size=512;" + sql;
  REQUIRE(sqlite3_exec(base, all.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(base, "main", &size, 0);
  std::string content(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  sqlite3_close(base);
  return content;
}

std::string many_rows() {
  return "CREATE TABLE t(a INTEGER PRIMARY KEY, b);"
         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<400)"
         "INSERT INTO t SELECT i, 'ligne numero ' || i FROM n;";
}

Outcome read(const std::string& bytes, Collector& collector, const Budget& budget = {}) {
  const MemoryFile file(bytes);
  ContainerSpending spending;
  spending.depth = 1;
  return read_container("sqlite", file, "base.db", budget, spending, collector);
}

}  // namespace

TEST_CASE("the rows around a damaged page of a database are read") {
  std::string bytes = database(many_rows());
  // The page that holds row 200 becomes noise.
  const std::size_t row = bytes.find("ligne numero 200");
  REQUIRE(row != std::string::npos);
  const std::size_t page = row / kPageBytes * kPageBytes;
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(page), kPageBytes, '\xaa');
  Collector collector;
  const Outcome outcome = read(bytes, collector);
  CHECK(outcome.status == Status::partial);
  CHECK(outcome.reason == Reason::corrupt);
  const std::string& text = collector.at("t").content;
  CHECK(text.find("\tligne numero 1\n") != std::string::npos);
  CHECK(text.find("\tligne numero 150\n") != std::string::npos);
  CHECK(text.find("\tligne numero 200\n") == std::string::npos);
  CHECK(text.find("\tligne numero 250\n") != std::string::npos);
  CHECK(text.find("\tligne numero 400\n") != std::string::npos);
}

TEST_CASE("a database cut short keeps the rows before the cut") {
  const std::string bytes = database(many_rows());
  Collector collector;
  const Outcome outcome = read(bytes.substr(0, bytes.size() / 2), collector);
  CHECK(outcome.reason == Reason::corrupt);
  CHECK(collector.at("t").content.find("\tligne numero 100\n") != std::string::npos);
}

TEST_CASE("what only begins like a database hands over nothing") {
  Collector collector;
  const Outcome outcome =
      read(std::string("SQLite format 3\0", 16) + std::string(5'000, 'x'), collector);
  CHECK(outcome.reason == Reason::corrupt);
  CHECK(collector.members.empty());
}

TEST_CASE("nothing in a database is run") {
  Collector collector;
  const Outcome outcome =
      read(database("CREATE TABLE t(a, b AS (upper(a) || 'RUN'), c AS (upper(a) || 'KEPT') STORED);"
                    "INSERT INTO t(a) VALUES ('mot');"
                    "CREATE VIEW v AS SELECT upper(a) || 'RUN' AS x FROM t;"),
           collector);
  CHECK(outcome.status == Status::complete);
  REQUIRE(collector.members.size() == 1);
  CHECK(collector.at("t").content == "a\tc\nmot\tMOTKEPT\n");
}

TEST_CASE("a cell that is too large ends its table, not the database") {
  Budget budget;
  budget.cell_bytes_max = 10'000;
  Collector collector;
  const Outcome outcome =
      read(database("CREATE TABLE a(x); INSERT INTO a VALUES ('avant'), (zeroblob(20000));"
                    "CREATE TABLE b(x); INSERT INTO b VALUES ('après');"),
           collector, budget);
  CHECK(outcome.reason == Reason::budget_memory);
  CHECK(collector.at("a").content == "x\navant\n");
  CHECK(collector.at("b").content == "x\naprès\n");
}

TEST_CASE("the number of tables of a database is limited") {
  Budget budget;
  budget.entries_max = 2;
  Collector collector;
  const Outcome outcome =
      read(database("CREATE TABLE a(x); CREATE TABLE b(x); CREATE TABLE c(x);"), collector, budget);
  CHECK(outcome.reason == Reason::budget_entries);
  CHECK(collector.members.size() == 2);
}
