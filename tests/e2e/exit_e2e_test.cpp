// Exit codes that need somebody else: a lock that is held, an account without a place for keys.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>

#include "e2e/home.hpp"

using namespace braque::test;

namespace {

void plant(const Home& home) {
  home.tree.directory("share");
  home.tree.file("share/a.txt", "IBAN : FR76 3000 6000 0112 3456 7890 189\n");
}

}  // namespace

TEST_CASE("a second run on the same index ends with 6 and changes nothing") {
  Home home;
  plant(home);
  REQUIRE(home.run({"scan", home.tree.path("share")}).exit_code == 0);
  const std::string lock = home.tree.path("state/braque/index.db.lock");
  const int held = ::open(lock.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(held >= 0);
  REQUIRE(::flock(held, LOCK_EX | LOCK_NB) == 0);
  const ProgramResult second = home.run({"scan", home.tree.path("share")});
  CHECK(second.exit_code == 6);
  CHECK(second.error.find("another run") != std::string::npos);
  ::close(held);
  CHECK(json_lines(home.run({"runs", "--format", "jsonl"}).out).size() == 1);
}

TEST_CASE("a target that is not there ends no run as completed, and nothing of it is gone") {
  Home home;
  plant(home);
  const std::string share = home.tree.path("share");
  REQUIRE(home.run({"scan", share}).exit_code == 0);
  std::filesystem::rename(share, share + ".away");
  CHECK(home.run({"scan", share}).exit_code == 4);
  const auto status = [&] {
    return json_lines(home.run({"runs", "--format", "jsonl"}).out).at(0)["status"];
  };
  CHECK(status() == "unreachable");
  CHECK(home.run({"runs", "--lang", "en"}).out.find("unreachable") != std::string::npos);
  const auto findings = json_lines(home.run({"findings", "--format", "jsonl"}).out);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0]["presence"] != "gone");

  std::filesystem::rename(share + ".away", share);
  CHECK(home.run({"scan", share}).exit_code == 0);
  CHECK(status() == "completed");
}

TEST_CASE("an account without a place for keys scans with keys for one run, and mixes nothing") {
  Home home;
  plant(home);
  // A file where the directory of the keys would have to be.
  home.tree.file("config", "in the way");
  home.tree.directory("own");
  const std::string index = home.tree.path("own/index.db");
  REQUIRE(::chmod(home.tree.path("own").c_str(), 0755) == 0);
  const ProgramResult first =
      home.run({"scan", home.tree.path("share"), "--index", index, "--format", "jsonl"});
  CHECK(first.exit_code == 0);
  CHECK(first.error.find("--key-file") != std::string::npos);
  CHECK(json_lines(first.out).at(0)["rule"] == "eu.iban");
  const ProgramResult second = home.run({"scan", home.tree.path("share"), "--index", index});
  CHECK(second.exit_code == 2);
  CHECK(second.error.find("--key-file") != std::string::npos);
}
