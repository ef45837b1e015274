// The index when its disk fails: every write, sync and open of its files may be the one that does,
// the process may die at any of them, and the disk may be full. Nothing crashes, nothing is lost
// without a word, and the next run ends like one that met no trouble.
#include <sys/mount.h>
#include <catch2/catch.hpp>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "e2e/index_state.hpp"
#include "index/check_index.hpp"

using namespace braque::test;

namespace {

/// BRAQUE_FAULTS=all tries every call; else a few of each kind.
bool try_all() {
  const char* text = std::getenv("BRAQUE_FAULTS");
  return text != nullptr && std::strcmp(text, "all") == 0;
}

struct Trial {
  Home home;
  std::string share;

  Trial() {
    for (int i = 0; i < 40; ++i)
      home.tree.file("share/" + std::to_string(i % 3) + "/" + std::to_string(i) + ".txt",
                     "courriel : p" + std::to_string(i) + "@labo-exemple.fr\n");
    std::string many;
    for (int i = 0; i < 3000; ++i) many += "p" + std::to_string(i) + "@labo-exemple.fr\n";
    home.tree.file("share/9/many.txt", many);
    share = home.tree.path("share");
  }

  std::vector<std::string> words(const std::string& index) const {
    return {"scan", share, "--format", "jsonl", "--jobs", "1", "--index", index};
  }

  ProgramResult run_with_fault(const std::string& index, const std::string& call, int at, bool on) {
    home.variables = {{"LD_PRELOAD", BRAQUE_FAILING_CALLS},
                      {"BRAQUE_FAIL_PATH", index},
                      {"BRAQUE_FAIL_CALL", call},
                      {"BRAQUE_FAIL_AT", std::to_string(at)}};
    if (on) home.variables["BRAQUE_FAIL_ON"] = "1";
    auto result = home.run(words(index));
    home.variables.clear();
    return result;
  }

  void check_sound(const std::string& index) const {
    for (const auto& check : braque::index::check_index(index)) {
      INFO(check.name << ": " << check.detail);
      CHECK(check.passed);
    }
  }
};

/// Whether the run went through to its end as if nothing had failed: there was no such call.
bool fault_at(Trial& trial, const Known& expected, const ProgramResult& reference,
              const std::string& call, int at, bool on) {
  INFO(call << " " << at << (on ? " and on" : ""));
  const std::string index =
      trial.home.tree.path("faulty/" + call + std::to_string(at) + (on ? "on" : "") + "/index.db");
  std::filesystem::create_directories(std::filesystem::path(index).parent_path());
  std::filesystem::permissions(std::filesystem::path(index).parent_path(),
                               std::filesystem::perms::owner_all);
  const auto first = trial.run_with_fault(index, call, at, on);
  const bool killed = first.exit_code == 128 + 9;
  if (call.starts_with("kill "))
    CHECK((killed || first.exit_code == reference.exit_code));
  else
    CHECK(first.exit_code < 128);
  if (first.exit_code == reference.exit_code && !killed) {
    const Known now = known(trial.home, index);
    CHECK(difference(now.findings, expected.findings) == "");
    CHECK(difference(now.items, expected.items) == "");
    CHECK(totals(first.out) == totals(reference.out));
    std::filesystem::remove_all(std::filesystem::path(index).parent_path());
    return true;
  }
  if (!killed) CHECK(first.error != "");
  const auto second = trial.home.run(trial.words(index));
  CHECK(second.exit_code == reference.exit_code);
  const bool one_run =
      json_lines(trial.home.run({"runs", "--format", "jsonl", "--index", index}).out).size() == 1;
  const Known now = known(trial.home, index, one_run);
  CHECK(difference(now.findings, expected.findings) == "");
  CHECK(difference(now.items, expected.items) == "");
  trial.check_sound(index);
  std::filesystem::remove_all(std::filesystem::path(index).parent_path());
  return false;
}

}  // namespace

TEST_CASE("whatever call on the index fails, or is the last one, nothing is lost") {
  Trial trial;
  const std::string whole = trial.home.tree.path("whole/index.db");
  const auto reference = trial.home.run(trial.words(whole));
  REQUIRE(reference.exit_code == 0);
  const Known expected = known(trial.home, whole);
  REQUIRE(expected.findings.size() > 40);
  for (const std::string call : {"kill sync", "kill write", "write", "sync", "open"}) {
    int tried = 0, unharmed = 0;
    // Some failures do no harm (the record of what is in flight): the end is where several in a row
    // do none.
    for (int at = 1; unharmed < 8 && at < 2000; at += try_all() ? 1 : 1 + at / 2, ++tried)
      unharmed = fault_at(trial, expected, reference, call, at, false) ? unharmed + 1 : 0;
    CHECK(tried > 3);
    if (!call.starts_with("kill ")) fault_at(trial, expected, reference, call, 4, true);
    if (try_all()) std::cout << call << ": " << tried << " tried\n";
  }
}

TEST_CASE(
    "a disk of 1 MiB for the index: the scan stops, says so, and goes on when there is room") {
  Trial trial;
  for (int i = 0; i < 30; ++i) {
    std::string text;
    for (int k = 0; k < 8000; ++k)
      text += "q" + std::to_string(i * 8000 + k) + "@labo-exemple.fr\n";
    trial.home.tree.file("share/full/" + std::to_string(i) + ".txt", text);
  }
  const std::string small = trial.home.tree.path("small");
  std::filesystem::create_directory(small);
  if (::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=1m,mode=0700") != 0) {
    std::cout << "skipped: no file system can be mounted here (" << std::strerror(errno) << ")\n";
    return;
  }
  const std::string whole = trial.home.tree.path("whole/index.db"), index = small + "/index.db";
  const auto reference = trial.home.run(trial.words(whole));
  const auto full = trial.home.run(trial.words(index));
  CHECK(full.exit_code == 7);
  CHECK(full.error.find("braque:") != std::string::npos);
  trial.check_sound(index);
  // More room: the same index, elsewhere.
  const std::string roomy = trial.home.tree.path("roomy");
  std::filesystem::copy(small, roomy, std::filesystem::copy_options::recursive);
  std::filesystem::permissions(roomy, std::filesystem::perms::owner_all);
  ::umount(small.c_str());
  const auto second = trial.home.run(trial.words(roomy + "/index.db"));
  CHECK(second.exit_code == reference.exit_code);
  const Known expected = known(trial.home, whole, false),
              now = known(trial.home, roomy + "/index.db", false);
  CHECK(difference(now.findings, expected.findings) == "");
  CHECK(difference(now.items, expected.items) == "");
}
