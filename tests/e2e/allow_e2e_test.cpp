#include <catch2/catch.hpp>

#include "e2e/home.hpp"

using namespace braque::test;

namespace {

/// Findings by rule with their counts, and the summary.
struct Outcome {
  std::map<std::string, std::uint64_t> counts;
  std::map<std::string, std::uint64_t> suppressed;
  nlohmann::json summary;
};

Outcome outcome_of(const std::string& out) {
  Outcome outcome;
  for (const auto& line : json_lines(out)) {
    if (line["record"] == "summary") outcome.summary = line;
    if (line["record"] != "finding") continue;
    outcome.counts[line["rule"]] += line["count"].get<std::uint64_t>();
    outcome.suppressed[line["rule"]] += line["suppressed"].get<std::uint64_t>();
  }
  return outcome;
}

}  // namespace

TEST_CASE("an allow list suppresses values, patterns and places; all of it is counted and kept") {
  Home home;
  home.tree.file("share/a.txt", "mail: lea.martin@acme.fr and info@acme.fr\n");
  home.tree.file("share/b.txt", "mail: info@acme.fr\n");
  home.tree.file("share/tests/c.txt", "mail: max.petit@acme.fr\n");
  const std::string share = home.tree.path("share");
  home.tree.file(
      "allow.toml",
      "[[allow]]\npattern = \"info@.*\"\nrules = [\"intl.email\"]\nreason = \"our own address\"\n"
      "[[allow]]\npath = \"tests/**\"\nreason = \"test data\"\n");
  auto plain = outcome_of(home.run({"scan", share, "--format", "jsonl", "--no-index"}).out);
  CHECK(plain.counts["intl.email"] == 4);
  CHECK(plain.summary["suppressed"]["matches"] == 0);

  // The second night takes the findings from the index.
  for (int night = 0; night < 2; ++night) {
    auto result =
        home.run({"scan", share, "--format", "jsonl", "--allow", home.tree.path("allow.toml")});
    INFO(result.error);
    auto allowed = outcome_of(result.out);
    CHECK(allowed.counts["intl.email"] == 1);
    CHECK(allowed.summary["findings"] == 1);
    CHECK(allowed.summary["suppressed"]["findings"] == 2);
    if (night == 0) {
      CHECK(allowed.suppressed["intl.email"] == 1);
      CHECK(allowed.summary["suppressed"]["matches"] == 3);
    }
  }
  CHECK(outcome_of(home.run({"findings", "--format", "jsonl"}).out).counts["intl.email"] == 1);
  CHECK(outcome_of(home.run({"findings", "--suppressed", "--format", "jsonl"}).out)
            .counts["intl.email"] == 2);
  // Without the list everything is back.
  auto back = outcome_of(home.run({"scan", share, "--format", "jsonl"}).out);
  CHECK(back.counts["intl.email"] == 4);
  CHECK(outcome_of(home.run({"findings", "--suppressed", "--format", "jsonl"}).out).counts.empty());
}

TEST_CASE("an allow list knows values by their fingerprints") {
  Home home;
  home.tree.file("share/a.txt", "mail: lea.martin@acme.fr\nmail: max.petit@acme.fr\n");
  const std::string share = home.tree.path("share");
  std::string fingerprint;
  for (const auto& line : json_lines(home.run({"scan", share, "--format", "jsonl"}).out))
    if (line["record"] == "finding") fingerprint = line["samples"][0]["fingerprint"];
  REQUIRE(fingerprint.size() == 32);
  home.tree.file("allow.toml",
                 "[[allow]]\nfingerprint = \"" + fingerprint + "\"\nreason = \"known\"\n");
  auto outcome = outcome_of(
      home.run({"scan", share, "--format", "jsonl", "--allow", home.tree.path("allow.toml")}).out);
  CHECK(outcome.counts["intl.email"] == 1);
  CHECK(outcome.suppressed["intl.email"] == 1);
}

TEST_CASE("every fault of an allow list is told with file and line") {
  Home home;
  home.tree.file("share/a.txt", "nothing\n");
  home.tree.file("allow.toml",
                 "[[allow]]\nfingerprint = \"12\"\nreason = \"r\"\n[[allow]]\npaht = \"x\"\n");
  auto result = home.run(
      {"scan", home.tree.path("share"), "--no-index", "--allow", home.tree.path("allow.toml")});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Catch::Contains("allow.toml:2: a fingerprint is 32"));
  CHECK_THAT(result.error, Catch::Contains("allow.toml:5: unknown key `paht`"));
  CHECK_THAT(result.error, Catch::Contains("allow.toml:4: `reason` is missing"));
}
