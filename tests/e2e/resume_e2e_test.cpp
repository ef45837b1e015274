// A scan that is killed, wherever that may be, and started again ends like one that was not.
#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>

#include "e2e/index_state.hpp"
#include "e2e/share.hpp"
#include "index/check_index.hpp"

using namespace braque::test;

namespace {

/// More on demand: BRAQUE_KILLS=200.
int kills() {
  const char* text = std::getenv("BRAQUE_KILLS");
  return text != nullptr ? std::atoi(text) : 6;
}

}  // namespace

TEST_CASE("a scan that is killed and started again leaves the index of one that was not") {
  Home home;
  make_mixed_share(home);
  for (int i = 0; i < 300; ++i)
    home.tree.file("share/petits/" + std::to_string(i) + ".txt",
                   "courriel : p" + std::to_string(i) + "@labo-exemple.fr\n");
  const std::string share = home.tree.path("share");
  const auto scan = [&](const std::string& index) {
    return std::vector<std::string>{"scan", share, "--format", "jsonl", "--index", index};
  };
  const std::string whole = home.tree.path("whole/index.db");
  REQUIRE(home.run(scan(home.tree.path("warm/index.db"))).exit_code <= 3);
  const auto begin = std::chrono::steady_clock::now();
  const auto reference = home.run(scan(whole));
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
                        std::chrono::steady_clock::now() - begin)
                        .count();
  const Known expected = known(home, whole);
  REQUIRE(expected.findings.size() > 300);
  int killed = 0;
  for (int i = 0; i < kills(); ++i) {
    const std::string index = home.tree.path("killed" + std::to_string(i) + "/index.db");
    const auto moment = static_cast<int>(1 + took * (2 * i + 1) / (2 * kills()));
    INFO("killed after " << moment << " of " << took << " ms");
    const auto first = home.run_and_kill(scan(index), moment);
    killed += first.exit_code == 128 + 9 ? 1 : 0;
    const auto second = home.run(scan(index));
    CHECK(second.exit_code == reference.exit_code);
    // One that was killed when all was written had ended: the second is a run of its own.
    const bool resumed =
        json_lines(home.run({"runs", "--format", "jsonl", "--index", index}).out).size() == 1;
    const Known now = known(home, index, resumed);
    CHECK(difference(now.findings, expected.findings) == "");
    CHECK(difference(now.items, expected.items) == "");
    if (first.exit_code == 128 + 9 && resumed) CHECK(totals(second.out) == totals(reference.out));
    for (const auto& check : braque::index::check_index(index)) {
      INFO(check.name << ": " << check.detail);
      CHECK(check.passed);
    }
  }
  CHECK(killed > 0);
}
