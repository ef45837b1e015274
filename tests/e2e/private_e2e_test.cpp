// Files that people mark as private: counted always, read as far as --private says, and nothing is
// kept of them that it forbids.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "e2e/share.hpp"

using namespace braque::test;

namespace {

/// All invented. Words of names and values that must not be seen.
constexpr std::array kSecrets = {"zqlettre", "zqavocat", "zqmail",     "zqmembre",
                                 "zqbis",    "zqobjet",  "30006000011234567890189"};
constexpr const char* kIban = "IBAN FR76 3000 6000 0112 3456 7890 189\n";

void make_private_share(const Home& home) {
  home.tree.file("share/public.txt", "courriel : ada@labo-exemple.fr\n");
  home.tree.file("share/Bob/Privé/zqlettre.txt",
                 std::string("courriel : zqmail.un@labo-exemple.fr\n") + kIban);
  home.tree.file("share/Bob/Privé/zqavocat/zqbis.txt",
                 "courriel : zqmail.deux@labo-exemple.fr\ncourriel : zqmail.trois@labo-exemple.fr\n");
  home.tree.file("share/Bob/perso.csv", "zqobjet;courriel\nx;zqmail.quatre@labo-exemple.fr\n");
  home.tree.file("share/box.zip", zip({{"Open/a.txt", "courriel : bob@labo-exemple.fr\n"},
                                       {"Private/zqmembre.txt",
                                        std::string("courriel : zqmail.cinq@labo-exemple.fr\n") +
                                            kIban}}));
}

ProgramResult scan(const Home& home, const std::string& mode, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"scan",     home.tree.path("share"), "--as",      "smb://fs/share",
                                 "--format", "jsonl",                 "--private", mode};
  words.insert(words.end(), more.begin(), more.end());
  return home.run(words);
}

nlohmann::json summary(const ProgramResult& result) {
  for (auto line : json_lines(result.out))
    if (line["record"] == "summary") return line;
  FAIL("no summary: " << result.error);
  return {};
}

std::string lower_without_blanks(std::string text) {
  std::string kept;
  for (const char c : text)
    if (c != ' ' && c != '\0') kept += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return kept;
}

std::string leaks(const std::string& text) {
  const std::string plain = lower_without_blanks(text);
  std::string found;
  for (const char* secret : kSecrets)
    if (plain.find(secret) != std::string::npos) found += std::string(secret) + " ";
  return found;
}

/// Every file that braque wrote, and everything that it prints of the index.
void check_nothing_is_kept(const Home& home) {
  for (const char* state : {"state", "config", "cache"}) {
    if (!std::filesystem::exists(home.tree.path(state))) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home.tree.path(state))) {
      if (!entry.is_regular_file()) continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      INFO(entry.path().string());
      CHECK(leaks({std::istreambuf_iterator<char>(stream), {}}) == "");
    }
  }
  const std::vector<std::vector<std::string>> commands = {
      {"findings", "--min-confidence", "low", "--format", "jsonl"},
      {"items", "--format", "jsonl"},
      {"issues", "--format", "jsonl"},
      {"export", "--format", "ocsf", "--masked", "--fingerprints"},
      {"report", "html"}};
  for (const auto& command : commands) {
    INFO(command[0]);
    CHECK(leaks(home.run(command).out) == "");
  }
}

/// Findings that are there, by item and rule: their number of matches.
std::map<std::string, std::uint64_t> matches(const Home& home, const std::string& presence = "") {
  std::map<std::string, std::uint64_t> found;
  std::vector<std::string> words{"findings", "--min-confidence", "low", "--format", "jsonl"};
  if (!presence.empty()) words.insert(words.end(), {"--presence", presence});
  for (const auto& line : json_lines(home.run(words).out)) {
    std::string item = line["item"];
    item.erase(0, home.tree.path("share/").size());
    found[item + " " + line["rule"].get<std::string>()] += line["count"].get<std::uint64_t>();
  }
  return found;
}

std::uint64_t of_rule(const std::map<std::string, std::uint64_t>& found, const std::string& rule,
                      const std::string& below = "") {
  std::uint64_t sum = 0;
  for (const auto& [place, count] : found)
    if (place.ends_with(" " + rule) && place.starts_with(below)) sum += count;
  return sum;
}

}  // namespace

TEST_CASE("what people mark as private is counted, and read like all else unless told otherwise") {
  Home home;
  make_private_share(home);
  const auto first = summary(scan(home, "scan"));
  CHECK(first["private"] == nlohmann::json{{"mode", "scan"}, {"items", 3}});
  CHECK(first["items"]["complete"] == 5);
  CHECK(matches(home).contains("Bob/Privé/zqlettre.txt eu.iban"));
  const auto second = summary(scan(home, "scan"));
  CHECK(second["items"]["unchanged"] == 5);
  CHECK(second["private"]["items"] == 3);
  const auto human = home.run({"scan", home.tree.path("share"), "--lang", "fr"});
  CHECK_THAT(human.out, Catch::Contains("3 dans des dossiers privés"));
}

TEST_CASE("what is skipped is not opened, and is in the ledger, one by one") {
  Home home;
  make_private_share(home);
  const auto result = scan(home, "skip");
  CHECK(result.exit_code == 0);
  CHECK(leaks(result.out) == "");
  const auto told = summary(result);
  CHECK(told["items"]["discovered"] == 5);
  CHECK(told["items"]["complete"] == 1);
  CHECK(told["items"]["partial"] == 1);
  CHECK(told["items"]["skipped"] == 3);
  CHECK(told["reasons"]["private"] == 5);  // three files, a member, and the archive for it
  CHECK(told["private"]["items"] == 3);
  std::size_t skipped = 0;
  for (const auto& line : json_lines(result.out))
    if (line["record"] == "item" && line["status"] == "skipped" && line["locator"].is_null()) {
      CHECK(line["reason"] == "private");
      ++skipped;
    }
  CHECK(skipped == 3);
  check_nothing_is_kept(home);
  // Nothing is read again, and nothing comes or goes.
  const auto second = scan(home, "skip", {"--changes"});
  CHECK(summary(second)["items"]["unchanged"] == 2);
  CHECK(summary(second)["items"]["skipped"] == 3);
  for (const auto& line : json_lines(second.out)) CHECK(line["record"] != "finding");
  CHECK(summary(home.run({"scan", home.tree.path("share"), "--private", "skip", "--private-names",
                          "Bob", "--no-index", "--format", "jsonl"}))["items"]["skipped"] == 3);
}

TEST_CASE("of what is only totalled there is neither name nor place nor sample") {
  Home home;
  make_private_share(home);
  const auto all = scan(home, "totals", {"--samples", "all", "--ledger", "--no-index"});
  CHECK(leaks(all.out) == "");
  const auto result = scan(home, "totals", {"--ledger"});
  CHECK(result.exit_code == 0);
  CHECK(leaks(result.out) == "");
  CHECK(summary(result)["items"]["complete"] == 5);
  check_nothing_is_kept(home);
  const auto found = matches(home);
  CHECK(of_rule(found, "intl.email", "Bob/Privé/private-") == 3);
  CHECK(of_rule(found, "eu.iban", "Bob/Privé/private-") == 1);
  CHECK(of_rule(found, "intl.email", "Bob/private-") == 1);
  CHECK(of_rule(found, "intl.email", "box.zip") == 2);
  CHECK(of_rule(found, "eu.iban", "box.zip") == 1);
  for (const auto& line : json_lines(home.run({"findings", "--format", "jsonl"}).out)) {
    if (line["item"].get<std::string>().find("/private-") == std::string::npos) continue;
    CHECK(line["samples"].empty());
    CHECK(line["locator"].is_null());
    CHECK(line["column"].is_null());
  }
  const auto second = scan(home, "totals");
  CHECK(leaks(second.out) == "");
  CHECK(summary(second)["items"]["unchanged"] == 5);
  CHECK(summary(second)["private"]["items"] == 3);
  CHECK(matches(home) == found);
  // A private file that changes is read again under the same keyed name.
  home.tree.file("share/Bob/Privé/zqavocat/zqbis.txt", "courriel : zqmail.six@labo-exemple.fr\n");
  CHECK(summary(scan(home, "totals"))["items"]["unchanged"] == 4);
  CHECK(of_rule(matches(home), "intl.email", "Bob/Privé/private-") == 2);
  CHECK(matches(home, "gone").empty());
  std::filesystem::remove(home.tree.path("share/Bob/Privé/zqlettre.txt"));
  REQUIRE(scan(home, "totals").exit_code == 0);
  CHECK(of_rule(matches(home, "gone"), "eu.iban", "Bob/Privé/private-") == 1);
  check_nothing_is_kept(home);
}

TEST_CASE("what was found stays when private folders are opened no more, without its detail") {
  Home home;
  make_private_share(home);
  REQUIRE(scan(home, "scan").exit_code == 0);
  const auto before = matches(home);
  const auto closed = scan(home, "skip", {"--changes"});
  for (const auto& line : json_lines(closed.out)) CHECK(line["record"] != "finding");
  CHECK(summary(closed)["items"]["skipped"] == 3);
  CHECK(matches(home, "gone").empty());
  CHECK(matches(home).size() == before.size());
  CHECK(of_rule(matches(home), "intl.email") == of_rule(before, "intl.email"));
  check_nothing_is_kept(home);
  // Opened again: each one has its name again, and none is new.
  const auto open = scan(home, "scan");
  CHECK(summary(open)["items"]["complete"] == 5);
  CHECK(matches(home) == before);
  CHECK(matches(home, "new").empty());
  CHECK(matches(home, "gone").empty());
}

TEST_CASE("what was found becomes totals, and its detail leaves the index") {
  Home home;
  make_private_share(home);
  REQUIRE(scan(home, "scan").exit_code == 0);
  const auto before = matches(home);
  const auto result = scan(home, "totals");
  CHECK(leaks(result.out) == "");
  // Only what is private was read again, and the archive with a private folder.
  CHECK(summary(result)["items"]["unchanged"] == 1);
  check_nothing_is_kept(home);
  CHECK(of_rule(matches(home), "intl.email") == of_rule(before, "intl.email"));
  CHECK(of_rule(matches(home), "eu.iban", "Bob/Privé/private-") == 1);
  // The others are gone for whoever was told of them.
  CHECK(of_rule(matches(home, "gone"), "eu.iban") == 2);
  const auto back = scan(home, "scan");
  CHECK(summary(back)["items"]["unchanged"] == 1);
  CHECK(matches(home) == before);
}

TEST_CASE("what was skipped is read when it may be") {
  Home home;
  make_private_share(home);
  REQUIRE(scan(home, "skip").exit_code == 0);
  CHECK(of_rule(matches(home), "eu.iban") == 0);
  CHECK(summary(scan(home, "totals"))["items"]["complete"] == 5);
  CHECK(of_rule(matches(home), "eu.iban") == 2);
  check_nothing_is_kept(home);
  REQUIRE(scan(home, "skip").exit_code == 0);
  CHECK(of_rule(matches(home), "eu.iban") == 2);
  CHECK(matches(home, "gone").empty());
  CHECK(summary(scan(home, "scan"))["items"]["complete"] == 5);
  CHECK(matches(home).contains("Bob/Privé/zqlettre.txt eu.iban"));
}

TEST_CASE("a scan of private totals that is killed goes on and keeps no name") {
  Home home;
  for (int i = 0; i < 300; ++i)
    home.tree.file("share/Bob/Privé/zqlettre" + std::to_string(i) + ".txt",
                   "courriel : zqmail." + std::to_string(i) + "@labo-exemple.fr\n");
  REQUIRE(scan(home, "totals", {"--index", home.tree.path("state/whole.db")}).exit_code == 0);
  for (const int moment : {60, 120, 200}) {
    const std::vector<std::string> words{
        "scan",     home.tree.path("share"), "--as",      "smb://fs/share",
        "--format", "jsonl",                 "--private", "totals"};
    const auto killed = home.run_and_kill(words, moment);
    check_nothing_is_kept(home);
    REQUIRE(scan(home, "totals").exit_code == 0);
    CHECK(of_rule(matches(home), "intl.email", "Bob/Privé/private-") == 300);
    check_nothing_is_kept(home);
    std::filesystem::remove_all(home.tree.path("state/braque"));
  }
}
