// What holds for every run, whatever the share holds: the totals add up to what was discovered, and
// the findings depend on the share and the keys alone.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "e2e/share.hpp"

using namespace braque::test;

namespace {

struct Run {
  int exit_code = -1;
  nlohmann::json summary;
  std::vector<std::string> records;            ///< all but the summary, as printed
  std::map<std::string, std::uint64_t> items;  ///< ledger lines of items, by status
  std::map<std::string, std::uint64_t> reasons;
};

Run scan(const Home& home, std::vector<std::string> options) {
  options.insert(options.begin(), {"scan", home.tree.path("share"), "--format", "jsonl"});
  auto result = home.run(options);
  INFO(result.error);
  Run run;
  run.exit_code = result.exit_code;
  std::istringstream stream(result.out);
  for (std::string line; std::getline(stream, line);) {
    const auto record = nlohmann::json::parse(line);
    if (record["record"] == "summary") {
      run.summary = record;
      continue;
    }
    run.records.push_back(line);
    if (record["record"] != "item") continue;
    if (record["locator"].is_null()) ++run.items[record["status"].get<std::string>()];
    if (record["reason"].is_string()) ++run.reasons[record["reason"].get<std::string>()];
  }
  REQUIRE(run.summary.is_object());
  return run;
}

std::uint64_t items(const Run& run, const char* what) { return run.summary["items"][what]; }

void check_totals(const Run& run) {
  CHECK(items(run, "discovered") ==
        items(run, "complete") + items(run, "partial") + items(run, "skipped"));
  for (const char* status : {"complete", "partial", "skipped"}) {
    auto listed = run.items.find(status);
    INFO(status);
    CHECK((listed == run.items.end() ? 0 : listed->second) == items(run, status));
  }
  std::map<std::string, std::uint64_t> reasons = run.summary["reasons"];
  CHECK(reasons == run.reasons);
}

std::uint64_t entries_below(const std::string& path) {
  std::uint64_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
    count += !entry.is_directory() || entry.is_symlink();
  return count;
}

}  // namespace

TEST_CASE("totals add up in a share full of trouble") {
  Home home;
  make_trouble(home);
  std::filesystem::permissions(home.tree.path("share/t/locked"), std::filesystem::perms::none);
  const Run run = scan(home, {"--ledger", "--exclude", "*.tmp"});
  std::filesystem::permissions(home.tree.path("share/t/locked"), std::filesystem::perms::owner_all);
  check_totals(run);
  CHECK(run.exit_code == 3);  // containers too deep, and one that is a bomb
  for (const char* reason :
       {"corrupt", "budget_depth", "needs_ocr", "symlink", "special_file", "excluded"}) {
    INFO(reason);
    CHECK(run.reasons.contains(reason));
  }
  // The recycle folder is one entry, whatever it holds; so is a directory that may not be listed.
  CHECK(items(run, "discovered") == entries_below(home.tree.path("share")));
  const Run again = scan(home, {"--ledger", "--exclude", "*.tmp"});
  check_totals(again);
  CHECK(items(again, "discovered") == items(run, "discovered"));
  const Run full = scan(home, {"--ledger", "--exclude", "*.tmp", "--full"});
  check_totals(full);
}

TEST_CASE("totals add up whether or not the time was enough, and the next run has the rest") {
  Home home;
  make_mixed_share(home);
  const Run run = scan(home, {"--ledger", "--max-time", "1s"});
  check_totals(run);
  CHECK(run.exit_code == (run.summary["interrupted"] == true ? 7 : 0));
  const Run rest = scan(home, {"--ledger"});
  check_totals(rest);
  CHECK(rest.exit_code == 0);
  CHECK(items(rest, "discovered") == entries_below(home.tree.path("share")));
}

TEST_CASE("one thread or two, one run or two: the same records") {
  Home home;
  make_mixed_share(home);
  make_trouble(home);
  const std::vector<std::string> options{"--no-index",       "--samples", "all",       "--ledger",
                                         "--min-confidence", "low",       "--explain", "--jobs"};
  auto with_jobs = [&](const char* jobs) {
    std::vector<std::string> words = options;
    words.push_back(jobs);
    return scan(home, words);
  };
  const Run one = with_jobs("1");
  const Run two = with_jobs("2");
  const Run once_more = with_jobs("2");
  check_totals(one);
  CHECK(one.records.size() > 500);
  // Compared one by one, because a difference printed whole would be megabytes.
  REQUIRE(one.records.size() == two.records.size());
  REQUIRE(two.records.size() == once_more.records.size());
  for (std::size_t i = 0; i < one.records.size(); ++i) {
    CHECK(one.records[i] == two.records[i]);
    CHECK(two.records[i] == once_more.records[i]);
  }
  nlohmann::json left = one.summary, right = two.summary;
  for (const char* clock : {"seconds", "cpu_seconds"}) left.erase(clock), right.erase(clock);
  CHECK(left == right);
}
