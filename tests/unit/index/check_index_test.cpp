#include "index/check_index.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

/// Names of the checks that did not pass.
std::vector<std::string> failing(const std::string& index) {
  std::vector<std::string> names;
  for (const IndexCheck& check : check_index(index))
    if (!check.passed) names.push_back(check.name);
  return names;
}

void damage(const std::string& index, const std::string& sql) {
  auto database = Database::open(index, OpenMode::read_write);
  auto done = database->execute(sql);
  if (!done) FAIL(done.error().message);
}

}  // namespace

TEST_CASE("doctor tells a sound index from a damaged one") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  ItemRecord one = record("a");
  one.findings.push_back(finding(one, "intl.email"));
  one.findings.push_back(finding(one, "intl.phone"));
  run_scan(index, {one});
  CHECK(check_index(index).size() == 8);
  CHECK(failing(index).empty());
  damage(index, "UPDATE run_items SET bits = x'03'");
  CHECK(failing(index) == std::vector<std::string>{"bitmaps"});
  damage(index, "UPDATE samples SET block = substr(block, 1, 9)");
  CHECK(failing(index) == std::vector<std::string>{"bitmaps", "samples"});
  damage(index, "UPDATE segment_blocks SET max_prefix = max_prefix + 1");
  CHECK(failing(index) == std::vector<std::string>{"bitmaps", "samples", "fingerprints"});
  damage(index, "UPDATE findings SET finding_id = x'00'");
  CHECK(failing(index) == std::vector<std::string>{"ids", "bitmaps", "samples", "fingerprints"});
  damage(index, "PRAGMA foreign_keys = OFF; DELETE FROM items");
  CHECK(failing(index).front() == "references");
  damage(index, "PRAGMA user_version = 77");
  CHECK(failing(index) == std::vector<std::string>{"schema"});
  REQUIRE(::chmod(index.c_str(), 0644) == 0);
  CHECK(failing(index) == std::vector<std::string>{"permissions"});
}
