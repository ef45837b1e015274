#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "e2e/home.hpp"

using namespace braque::test;

namespace {

/// A share with an address in two files, one of them a table, and something that cannot be read.
void make_share(const Home& home) {
  home.tree.file("share/a/mail.txt", "mail: lea.martin@acme.fr\n");
  home.tree.file("share/b/people.csv",
                 "ref,email\nr1,lea@acme.fr\nr2,max@acme.fr\nr3,ida@acme.fr\nr4,tom@acme.fr\n");
  home.tree.file("share/c/empty.txt", "nothing here\n");
}

std::vector<nlohmann::json> of_kind(const std::vector<nlohmann::json>& lines, const char* kind) {
  std::vector<nlohmann::json> found;
  for (const auto& line : lines)
    if (line["record"] == kind) found.push_back(line);
  return found;
}

std::set<std::string> ids(const std::vector<nlohmann::json>& lines) {
  std::set<std::string> found;
  for (const auto& line : of_kind(lines, "finding"))
    found.insert(line["finding_id"].get<std::string>());
  return found;
}

}  // namespace

TEST_CASE("scan prints findings and a summary whose totals add up") {
  Home home;
  make_share(home);
  auto result = home.run({"scan", home.tree.path("share"), "--no-index", "--format", "jsonl"});
  INFO(result.error);
  CHECK(result.exit_code == 0);
  auto lines = json_lines(result.out);
  auto findings = of_kind(lines, "finding");
  CHECK(findings.size() == 2);
  auto summary = of_kind(lines, "summary");
  REQUIRE(summary.size() == 1);
  CHECK(summary[0]["items"]["discovered"] == 3);
  CHECK(summary[0]["items"]["complete"] == 3);
  CHECK(summary[0]["findings"] == 2);
  CHECK(summary[0]["matches"] == 5);
  CHECK_FALSE(std::filesystem::exists(home.tree.path("state/braque")));
}

TEST_CASE("with the ledger every item is printed") {
  Home home;
  make_share(home);
  auto result =
      home.run({"scan", home.tree.path("share"), "--no-index", "--format", "jsonl", "--ledger"});
  CHECK(of_kind(json_lines(result.out), "item").size() == 3);
}

TEST_CASE("one thread or two, once or twice: the same findings with the same ids") {
  Home home;
  make_share(home);
  auto one =
      home.run({"scan", home.tree.path("share"), "--no-index", "--format", "jsonl", "--jobs", "1"});
  auto two =
      home.run({"scan", home.tree.path("share"), "--no-index", "--format", "jsonl", "--jobs", "2"});
  CHECK_FALSE(ids(json_lines(one.out)).empty());
  CHECK(ids(json_lines(one.out)) == ids(json_lines(two.out)));
}

TEST_CASE("the summary for people, in both languages") {
  Home home;
  make_share(home);
  auto english = home.run({"scan", home.tree.path("share"), "--no-index"});
  CHECK(english.exit_code == 0);
  CHECK_THAT(english.out,
             Catch::Contains("Coverage") && Catch::Contains("Everything found was read."));
  CHECK(english.error.empty());
  auto french = home.run({"scan", home.tree.path("share"), "--no-index", "--lang", "fr"});
  CHECK_THAT(french.out, Catch::Contains("Couverture") && Catch::Contains("occurrences"));
  CHECK(french.out.find('\x1b') == std::string::npos);
}

TEST_CASE("a target that is not there ends with 4, a wrong option with 2") {
  Home home;
  auto result = home.run({"scan", home.tree.path("nowhere"), "--no-index"});
  CHECK(result.exit_code == 4);
  CHECK_THAT(result.error, Catch::Contains("nowhere"));
  CHECK(home.run({"scan", home.tree.path(), "--samples", "many"}).exit_code == 2);
  CHECK(home.run({"scan"}).exit_code == 2);
  CHECK(home.run({"scan", "/a", "/b", "--as", "x"}).exit_code == 2);
}

TEST_CASE("--fail-on ends with 10 when a finding is that severe, and only then") {
  Home home;
  make_share(home);
  CHECK(home.run({"scan", home.tree.path("share"), "--no-index", "--fail-on", "info"}).exit_code ==
        10);
  CHECK(
      home.run({"scan", home.tree.path("share/c"), "--no-index", "--fail-on", "info"}).exit_code ==
      0);
}

TEST_CASE("--strict makes expected gaps count") {
  Home home;
  make_share(home);
  home.tree.symlink("a/mail.txt", "share/link");
  CHECK(home.run({"scan", home.tree.path("share"), "--no-index"}).exit_code == 0);
  CHECK(home.run({"scan", home.tree.path("share"), "--no-index", "--strict"}).exit_code == 3);
}

TEST_CASE("--output writes whole files with mode 0600 beside standard output") {
  Home home;
  make_share(home);
  auto result = home.run({"scan", home.tree.path("share"), "--no-index", "--output",
                          "jsonl=" + home.tree.path("out.jsonl"), "--output",
                          "csv=" + home.tree.path("out.csv")});
  CHECK(result.exit_code == 0);
  std::ifstream stream(home.tree.path("out.jsonl"));
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  CHECK(of_kind(json_lines(text), "finding").size() == 2);
  auto mode = std::filesystem::status(home.tree.path("out.csv")).permissions();
  CHECK((mode & std::filesystem::perms::mask) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  for (const auto& entry : std::filesystem::directory_iterator(home.tree.path()))
    CHECK_THAT(entry.path().filename().string(), !Catch::StartsWith("out.jsonl."));
}

TEST_CASE("--dry-run counts and reads nothing") {
  Home home;
  make_share(home);
  auto result = home.run({"scan", home.tree.path("share"), "--dry-run"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::Contains("would read 3 files"));
  CHECK_FALSE(std::filesystem::exists(home.tree.path("state")));
}

TEST_CASE("the index keeps what was found; a second run knows it, and what is gone") {
  Home home;
  make_share(home);
  std::string share = home.tree.path("share");
  auto first = home.run({"scan", share, "--format", "jsonl"});
  INFO(first.error);
  CHECK(first.exit_code == 0);
  auto stored = home.run({"findings", "--format", "jsonl"});
  CHECK(stored.exit_code == 0);
  CHECK(ids(json_lines(stored.out)) == ids(json_lines(first.out)));
  auto second = json_lines(home.run({"scan", share, "--format", "jsonl"}).out);
  CHECK(ids(second) == ids(json_lines(first.out)));
  CHECK(of_kind(second, "summary")[0]["items"]["unchanged"] == 3);
  CHECK(of_kind(second, "finding")[0]["presence"] == "seen");
  std::filesystem::remove(home.tree.path("share/a/mail.txt"));
  auto third = json_lines(home.run({"scan", share, "--format", "jsonl", "--changes"}).out);
  auto gone = of_kind(third, "finding");
  REQUIRE(gone.size() == 1);
  CHECK(gone[0]["presence"] == "gone");
  CHECK(json_lines(home.run({"runs", "--format", "jsonl"}).out).size() == 3);
  CHECK(json_lines(home.run({"items", "--format", "jsonl"}).out).size() == 2);
}

TEST_CASE("findings, items and issues are filtered and printed in every format") {
  Home home;
  make_share(home);
  home.tree.symlink("a/mail.txt", "share/link");
  home.run({"scan", home.tree.path("share")});
  CHECK(
      json_lines(home.run({"findings", "--rule", "intl.email", "--format", "jsonl"}).out).size() ==
      2);
  CHECK(home.run({"findings", "--rule", "fr.nir"}).out.empty());
  CHECK(json_lines(home.run({"findings", "--path", "*people*", "--format", "jsonl"}).out).size() ==
        1);
  CHECK_THAT(home.run({"findings"}).out, Catch::Contains("people.csv"));
  CHECK_THAT(home.run({"findings", "--format", "csv"}).out, Catch::StartsWith("record,item"));
  CHECK_THAT(home.run({"issues", "--lang", "fr"}).out, Catch::Contains("lien symbolique"));
  CHECK_THAT(home.run({"issues", "--reason", "simlink"}).error,
             Catch::Contains("did you mean symlink"));
  CHECK_THAT(home.run({"items"}).out, Catch::Contains("complete"));
  CHECK(home.run({"findings", "--index", home.tree.path("none.db")}).exit_code == 2);
}

TEST_CASE("a planted value occurs in no output, index, key or cache") {
  Home home;
  const std::string canary = "zq.canary.8731";
  home.tree.file("share/a.txt", "mail: " + canary + "@acme.fr\n");
  home.tree.file("share/b.csv", "mail\n" + canary + "@acme.fr\nx@acme.fr\n");
  std::string printed;
  for (const char* format : {"human", "jsonl", "csv"}) {
    auto result = home.run({"scan", home.tree.path("share"), "--format", format, "--full",
                            "--explain", "--samples", "all", "--output",
                            "jsonl=" + home.tree.path(std::string("out-") + format)});
    printed += result.out + result.error;
  }
  for (const char* command : {"findings", "items", "issues", "runs", "doctor"}) {
    auto result = home.run({command});
    printed += result.out + result.error;
  }
  CHECK_THAT(printed, Catch::Contains("intl.email"));
  CHECK(printed.find(canary) == std::string::npos);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(home.tree.path())) {
    if (!entry.is_regular_file() || entry.path().string().find("/share/") != std::string::npos)
      continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    INFO(entry.path());
    CHECK(bytes.find(canary) == std::string::npos);
    ++files;
  }
  CHECK(files >= 5);
}

TEST_CASE("names that were made to deceive are printed as escapes") {
  Home home;
  home.tree.file("share/a\x1b[2J\n\xe2\x80\xae\xff.txt", "mail: lea@acme.fr\n");
  auto human = home.run({"scan", home.tree.path("share"), "--no-index"});
  CHECK(human.out.find('\x1b') == std::string::npos);
  CHECK(human.out.find("\xe2\x80\xae") == std::string::npos);
  auto lines = json_lines(
      home.run({"scan", home.tree.path("share"), "--no-index", "--format", "jsonl"}).out);
  CHECK(of_kind(lines, "finding")[0].contains("item_b64"));
}

TEST_CASE("a profile looks for its rules only, and what it did not look for is not gone") {
  Home home;
  home.tree.file("share/a.txt", "mail: lea.martin@acme.fr, carte bancaire 4111 1111 1111 1111\n");
  const std::string share = home.tree.path("share");
  auto rules_of = [](const std::vector<nlohmann::json>& lines) {
    std::set<std::string> rules;
    for (const auto& line : of_kind(lines, "finding"))
      rules.insert(line["rule"].get<std::string>());
    return rules;
  };
  auto all = home.run({"scan", share, "--format", "jsonl"});
  CHECK(rules_of(json_lines(all.out)) == std::set<std::string>{"intl.email", "pci.visa"});
  // Twice: read again because the rules are others, then known from the index.
  for (int night = 0; night < 2; ++night) {
    auto cards = home.run({"scan", share, "--format", "jsonl", "--profile", "pci"});
    INFO(cards.error);
    CHECK(rules_of(json_lines(cards.out)) == std::set<std::string>{"pci.visa"});
  }
  auto stored = home.run({"findings", "--format", "jsonl"});
  CHECK(rules_of(json_lines(stored.out)) == std::set<std::string>{"intl.email", "pci.visa"});

  auto unknown = home.run({"scan", share, "--profile", "gdrp"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.error, Catch::Contains("gdpr"));
  home.tree.file("mine.toml",
                 "name = \"mine\"\ndescription = \"d\"\nrules = "
                 "[\"intl.email\"]\n[thresholds]\n\"*\" = \"high\"\n");
  auto mine = home.run(
      {"scan", share, "--no-index", "--format", "jsonl", "--profile", home.tree.path("mine.toml")});
  INFO(mine.error);
  CHECK(rules_of(json_lines(mine.out)) == std::set<std::string>{"intl.email"});
}
