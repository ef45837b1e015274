// What people decide about findings, and what the next nights make of it.
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "e2e/home.hpp"

using namespace braque::test;

namespace {

std::vector<nlohmann::json> records(const std::string& out, const std::string& kind) {
  std::vector<nlohmann::json> found;
  for (auto& line : json_lines(out))
    if (line["record"] == kind) found.push_back(line);
  return found;
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A home with a share of two files, scanned once.
struct Scanned : Home {
  std::string share;
  Scanned() {
    tree.file("share/clients.txt", "courriel : lea.martin@labo-exemple.fr\n");
    tree.file("share/essais/a.txt", "courriel : max.petit@labo-exemple.fr\n");
    share = tree.path("share");
    REQUIRE(run({"scan", share}).exit_code == 0);
  }
  std::size_t shown(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"findings", "--format", "jsonl"};
    words.insert(words.end(), more.begin(), more.end());
    return records(run(words).out, "finding").size();
  }
};

}  // namespace

TEST_CASE("a suppressed finding stays suppressed when lines are put above it, and is counted") {
  Scanned home;
  REQUIRE(home.shown() == 2);
  auto made = home.run({"suppress", "add", "--path", home.share + "/essais", "--reason",
                        "données d'essai", "--until", "2999-12-31", "--ticket", "DPO-12"});
  INFO(made.error);
  CHECK(made.exit_code == 0);
  CHECK(made.out == "suppression 1: 1 findings until 2999-12-31\n");
  CHECK(home.shown() == 1);
  CHECK(home.shown({"--suppressed"}) == 1);
  home.tree.file("share/essais/a.txt",
                 "\n\nune ligne de plus\ncourriel : max.petit@labo-exemple.fr\n");
  for (int night = 0; night < 2; ++night) {
    const auto out = home.run({"scan", home.share, "--format", "jsonl"}).out;
    CHECK(records(out, "finding").size() == 1);
    const auto summary = records(out, "summary").at(0);
    CHECK(summary["suppressed"]["findings"] == 1);
    CHECK(home.shown({"--suppressed"}) == 1);
  }
  const auto listed =
      records(home.run({"suppress", "list", "--format", "jsonl"}).out, "suppression");
  REQUIRE(listed.size() == 1);
  CHECK(listed[0]["findings"] == 1);
  CHECK(listed[0]["until"] == "2999-12-31");
  CHECK(listed[0]["state"] == "in force");
  CHECK(listed[0]["ticket"] == "DPO-12");
  CHECK(home.run({"suppress", "end", "1", "--reason", "mended"}).exit_code == 0);
  CHECK(home.shown() == 2);
  CHECK(home.run({"audit", "verify"}).out == "3 records, none changed\n");
}

TEST_CASE("a suppression needs a target, a reason and a day to come") {
  Scanned home;
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
      {{"--reason", "r", "--until", "2999-01-01"}, "say what to suppress"},
      {{"--rule", "intl.email", "--until", "2999-01-01"}, "needs a --reason"},
      {{"--rule", "intl.email", "--reason", "r"}, "--until"},
      {{"--rule", "intl.email", "--reason", "r", "--until", "2020-01-01"}, "is past"},
      {{"--rule", "intl.email", "--reason", "r", "--until", "2999-02-30"}, "must be a date"},
      {{"--finding", "12", "--reason", "r", "--until", "2999-01-01"}, "32 hexadecimal digits"},
  };
  for (const auto& [words, message] : cases) {
    std::vector<std::string> all{"suppress", "add"};
    all.insert(all.end(), words.begin(), words.end());
    const auto result = home.run(all);
    INFO(message);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.error, Catch::Contains(message));
  }
  CHECK(home.shown() == 2);
}

TEST_CASE("a baseline hides what was there, not what came or changed since") {
  Scanned home;
  const std::string first = home.tree.path("a.jsonl"), second = home.tree.path("b.jsonl");
  REQUIRE(home.run({"baseline", "write", first}).exit_code == 0);
  REQUIRE(home.run({"baseline", "write", second}).exit_code == 0);
  CHECK(contents(first) == contents(second));
  CHECK(contents(first).find("labo-exemple") == std::string::npos);
  CHECK(contents(first).find("clients") == std::string::npos);
  CHECK_THAT(home.run({"baseline", "show", first}).out, Catch::StartsWith("2 findings, key "));
  auto scan = [&] {
    const auto result = home.run({"scan", home.share, "--format", "jsonl", "--baseline", first});
    INFO(result.error);
    return records(result.out, "finding");
  };
  CHECK(scan().empty());
  home.tree.file("share/clients.txt",
                 "courriel : lea.martin@labo-exemple.fr, zoe.durand@labo-exemple.fr\n");
  const auto changed = scan();
  REQUIRE(changed.size() == 1);
  CHECK(changed[0]["presence"] == "changed");
  // Without it everything is shown: it is stored in no finding.
  CHECK(home.shown() == 2);
  CHECK(home.run({"scan", home.share, "--no-index", "--baseline", first}).exit_code == 2);
}

TEST_CASE("triage is set by finding and shown with its history") {
  Scanned home;
  const auto finding = records(home.run({"findings", "--format", "jsonl"}).out, "finding").at(0);
  const std::string id = finding["finding_id"];
  REQUIRE(home.run({"triage", id, "--state", "accepted", "--note", "contrat"}).exit_code == 0);
  const auto history = records(home.run({"triage", id, "--format", "jsonl"}).out, "triage");
  REQUIRE(history.size() == 1);
  CHECK(history[0]["triage"] == "accepted");
  CHECK(history[0]["note"] == "contrat");
  // The next night keeps it.
  REQUIRE(home.run({"scan", home.share, "--full"}).exit_code == 0);
  CHECK(records(home.run({"triage", id, "--format", "jsonl"}).out, "triage").size() == 1);
  CHECK(home.run({"triage", std::string(32, '0'), "--state", "fixed"}).exit_code == 2);
}

TEST_CASE("what is purged is no more in the file, and the copy made before still has it") {
  Scanned home;
  const std::string index = home.tree.path("state/braque/index.db");
  const std::string copy = home.tree.path("copy/index.db");
  home.tree.file("copy/.keep", "");
  REQUIRE(::chmod(home.tree.path("copy").c_str(), 0700) == 0);
  REQUIRE(home.run({"backup", copy}).exit_code == 0);
  CHECK(home.run({"backup", copy}).exit_code == 2);
  REQUIRE(::unlink((home.share + "/clients.txt").c_str()) == 0);
  REQUIRE(home.run({"scan", home.share}).exit_code == 0);
  CHECK(home.shown({"--presence", "gone"}) == 1);
  const auto purged =
      home.run({"purge", "--gone-before", "2999-01-01", "--runs-before", "2999-01-01"});
  INFO(purged.error);
  CHECK(purged.out == "forgotten: 1 items, 1 findings, 1 runs\n");
  CHECK(home.shown({"--presence", "gone"}) == 0);
  CHECK(home.shown() == 1);
  CHECK(contents(index).find("clients.txt") == std::string::npos);
  CHECK(contents(index + "-wal").find("clients.txt") == std::string::npos);
  CHECK(home.shown({"--index", copy}) == 2);
  CHECK(home.run({"purge"}).exit_code == 2);
  CHECK(home.run({"purge", "--target", "nobody"}).exit_code == 2);
  CHECK(home.run({"doctor"}).exit_code == 0);
  CHECK(home.run({"audit", "verify"}).out == "2 records, none changed\n");
}

TEST_CASE("a new fingerprint key makes new fingerprints, and ids stay") {
  Scanned home;
  const auto listed = [&] {
    std::map<std::string, std::string> fingerprints;
    for (const auto& line : records(home.run({"findings", "--format", "jsonl"}).out, "finding"))
      fingerprints[line["finding_id"]] = line["samples"][0]["fingerprint"];
    return fingerprints;
  };
  const auto before = listed();
  const std::string baseline = home.tree.path("a.jsonl");
  REQUIRE(home.run({"baseline", "write", baseline}).exit_code == 0);
  REQUIRE(home.run({"keys", "rotate"}).exit_code == 0);
  CHECK(home.run({"scan", home.share, "--baseline", baseline}).exit_code == 2);
  REQUIRE(home.run({"scan", home.share}).exit_code == 0);
  const auto after = listed();
  REQUIRE(after.size() == before.size());
  for (const auto& [id, fingerprint] : before) {
    REQUIRE(after.contains(id));
    CHECK(after.at(id) != fingerprint);
  }
}

TEST_CASE("what the index knew on a day, and what two runs differ in") {
  Scanned home;
  home.tree.file("share/neuf.txt", "courriel : zoe.durand@labo-exemple.fr\n");
  REQUIRE(home.run({"scan", home.share}).exit_code == 0);
  const auto diff =
      records(home.run({"runs", "diff", "1", "2", "--format", "jsonl"}).out, "finding");
  REQUIRE(diff.size() == 1);
  CHECK(diff[0]["presence"] == "new");
  CHECK(home.run({"runs", "diff", "2", "1"}).exit_code == 2);
  CHECK(home.run({"runs", "diff", "1", "9"}).exit_code == 2);
  CHECK(home.shown({"--as-of", "2999-01-01"}) == 3);
  CHECK(home.run({"findings", "--as-of", "2001-01-01"}).exit_code == 2);
}
