// What a second night costs and says: what is read again, and why.
#include <sys/mount.h>
#include <sys/stat.h>
#include <catch2/catch.hpp>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "e2e/index_state.hpp"

using namespace braque::test;

namespace {

nlohmann::json summary(const ProgramResult& result) {
  for (auto line : json_lines(result.out))
    if (line["record"] == "summary") return line;
  FAIL("no summary: " << result.error);
  return {};
}

void make_files(const Home& home) {
  for (int i = 0; i < 12; ++i)
    home.tree.file("share/" + std::to_string(i % 3) + "/" + std::to_string(i) + ".txt",
                   "courriel : p" + std::to_string(i) +
                       "@labo-exemple.fr, IBAN FR7630006000011234567890189\n");
}

std::vector<std::string> scan(const Home& home, std::vector<std::string> more = {}) {
  std::vector<std::string> words{
      "scan", home.tree.path("share"), "--as", "smb://fs/share", "--format", "jsonl"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("one changed file among unchanged ones is the one that is read") {
  Home home;
  make_files(home);
  REQUIRE(home.run(scan(home)).exit_code == 0);
  home.tree.file("share/1/4.txt", "courriel : autre@labo-exemple.fr\n");
  const auto second = home.run(scan(home));
  CHECK(summary(second)["items"]["unchanged"] == 11);
  CHECK(summary(second)["items"]["discovered"] == 12);
  home.tree.file("share/2/0new.txt", "rien\n");
  std::filesystem::remove(home.tree.path("share/0/3.txt"));
  CHECK(summary(home.run(scan(home)))["items"]["unchanged"] == 11);
  CHECK(summary(home.run(scan(home)))["items"]["unchanged"] == 12);
}

TEST_CASE("a touched file is opened and not matched again") {
  Home home;
  make_files(home);
  REQUIRE(home.run(scan(home)).exit_code == 0);
  std::filesystem::last_write_time(
      home.tree.path("share/1/4.txt"),
      std::filesystem::file_time_type::clock::now() - std::chrono::hours(48));
  const auto second = summary(home.run(scan(home)));
  CHECK(second["items"]["unchanged"] == 11);
  CHECK(second["items"]["same_content"] == 1);
  CHECK(second["findings"] == 24);
  const auto third = summary(home.run(scan(home)));
  CHECK(third["items"]["unchanged"] == 12);
}

namespace {

/// The same files, with their times, on another file system; false when there is none.
bool move_to_another_device(const std::string& from, const std::string& to) {
  struct stat here {
  }, there{};
  if (::stat(from.c_str(), &here) != 0 || ::stat(to.c_str(), &there) != 0 ||
      here.st_dev == there.st_dev)
    return false;
  std::filesystem::copy(from, to + "/share", std::filesystem::copy_options::recursive);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(from))
    std::filesystem::last_write_time(
        std::filesystem::path(to) / "share" / std::filesystem::relative(entry.path(), from),
        entry.last_write_time());
  std::filesystem::remove_all(from);
  return true;
}

/// Nothing new, changed or gone in the tree of make_files() when it is scanned there.
nlohmann::json scan_moved(const Home& home, const std::string& path) {
  const auto moved =
      home.run({"scan", path, "--as", "smb://fs/share", "--format", "jsonl", "--changes"});
  CHECK(moved.exit_code == 0);
  for (const auto& line : json_lines(moved.out)) CHECK(line["record"] != "finding");
  std::size_t there = 0;
  for (const auto& line : json_lines(home.run({"findings", "--format", "jsonl"}).out)) {
    CHECK(line["presence"] == "seen");
    CHECK(line["item"].get<std::string>().starts_with(path + "/"));
    ++there;
  }
  CHECK(there == 24);
  return summary(moved);
}

}  // namespace

TEST_CASE("a tree that is moved to another file system keeps its history under its lasting name") {
  Home home;
  make_files(home);
  REQUIRE(home.run(scan(home)).exit_code == 0);
  const TemporaryTree memory(TemporaryTree::Place::memory);
  if (!move_to_another_device(home.tree.path("share"), memory.path())) {
    std::cout << "skipped: /dev/shm is no file system of its own\n";
    return;
  }
  // Other inodes and ctimes, the same mtimes: the content is compared and nothing is matched again.
  const auto second = scan_moved(home, memory.path("share"));
  CHECK(second["items"]["discovered"] == 12);
  CHECK(second["items"]["same_content"] == 12);
  CHECK(scan_moved(home, memory.path("share"))["items"]["unchanged"] == 12);
}

TEST_CASE("a tree that is mounted elsewhere keeps its history under its lasting name") {
  Home home;
  make_files(home);
  REQUIRE(home.run(scan(home)).exit_code == 0);
  const std::string elsewhere = home.tree.path("elsewhere");
  std::filesystem::create_directory(elsewhere);
  if (::mount(home.tree.path("share").c_str(), elsewhere.c_str(), nullptr, MS_BIND, nullptr) != 0) {
    std::cout << "skipped: nothing can be mounted here (" << std::strerror(errno) << ")\n";
    return;
  }
  const auto second = scan_moved(home, elsewhere);
  ::umount(elsewhere.c_str());
  CHECK(second["items"]["unchanged"] == 12);
}

TEST_CASE(
    "findings have the label of their item, on the first night, on the second, and from the "
    "index") {
  Home home;
  make_files(home);
  const auto labels = [](const ProgramResult& result) {
    std::map<std::string, nlohmann::json> found;
    for (const auto& line : json_lines(result.out))
      if (line["record"] == "finding") found[line["finding_id"]] = line["label"];
    return found;
  };
  const auto first = labels(home.run(scan(home)));
  REQUIRE(first.size() == 24);
  std::map<std::string, nlohmann::json> of_items;
  for (const auto& line : json_lines(home.run({"items", "--format", "jsonl"}).out))
    of_items[line["item"]] = line["label"];
  for (const auto& line : json_lines(home.run({"findings", "--format", "jsonl"}).out)) {
    REQUIRE(line["label"].is_string());
    CHECK(line["label"] == of_items.at(line["item"]));
    CHECK(line["label"] == first.at(line["finding_id"]));
  }
  CHECK(labels(home.run(scan(home))) == first);
}

TEST_CASE("a renamed file's findings name what they were before") {
  Home home;
  make_files(home);
  REQUIRE(home.run(scan(home)).exit_code == 0);
  std::string before;
  const std::string old_path = home.tree.path("share/1/4.txt");
  for (const auto& line :
       json_lines(home.run({"findings", "--format", "jsonl", "--path", old_path}).out))
    if (line["rule"] == "intl.email") before = line["finding_id"];
  REQUIRE(before.size() == 32);
  std::filesystem::rename(old_path, home.tree.path("share/2/renamed.txt"));
  REQUIRE(home.run(scan(home)).exit_code == 0);
  bool named = false;
  for (const auto& line :
       json_lines(home.run({"findings", "--format", "jsonl", "--path", "*/renamed.txt"}).out))
    if (line["rule"] == "intl.email") {
      CHECK(line["finding_id"] != before);
      CHECK(line["previous"] == before);
      named = true;
    }
  CHECK(named);
}

TEST_CASE("other rules: what was added is looked for everywhere, what was left out costs nothing") {
  Home home;
  make_files(home);
  REQUIRE(home.run(scan(home)).exit_code == 0);
  // Rules that are not chosen: nothing is read again.
  const auto fewer = summary(home.run(scan(home, {"--profile", "pci"})));
  CHECK(fewer["items"]["unchanged"] == 12);
  CHECK_FALSE(fewer.contains("rules"));
  // One more: all is, and the run says why, against the run that comes nearest.
  home.tree.file(
      "rules/own.toml",
      "[[rule]]\nid = \"own.code\"\nname = \"Own code\"\ncategory = \"company\"\n"
      "gdpr = \"not_personal_alone\"\npattern = \"\\\\bZZ-\\\\d{6}\\\\b\"\nliterals = [\"ZZ-\"]\n"
      "examples = [\"ZZ-123456\"]\ncounterexamples = [\"ZZ-12\"]\n");
  const auto more = summary(home.run(scan(home, {"--rules", home.tree.path("rules")})));
  CHECK(more["items"]["unchanged"] == 0);
  REQUIRE(more.contains("rules"));
  CHECK(more["rules"].get<std::string>().find("own.code") != std::string::npos);
  // The rule goes: it was found nowhere, so nothing is read.
  CHECK(summary(home.run(scan(home)))["items"]["unchanged"] == 12);
  CHECK(summary(home.run(scan(home, {"--full"})))["items"]["unchanged"] == 0);
}

TEST_CASE("another sensitivity of a rule rates what was found without reading it again") {
  Home home;
  make_files(home);
  home.tree.file("share/1/code.txt", "ZZ-123456\n");
  const auto with_sensitivity = [&](int sensitivity) {
    home.tree.file("rules/own.toml",
                   "[[rule]]\nid = \"own.code\"\nname = \"Code of " + std::to_string(sensitivity) +
                       "\"\ncategory = \"company\"\ngdpr = \"not_personal_alone\"\npattern = "
                       "\"\\\\bZZ-\\\\d{6}\\\\b\"\n"
                       "prior = 0.95\nliterals = [\"ZZ-\"]\nsensitivity = " +
                       std::to_string(sensitivity) +
                       "\nexamples = [\"ZZ-123456\"]\ncounterexamples = [\"ZZ-12\"]\n");
    return summary(home.run(scan(home, {"--rules", home.tree.path("rules")})));
  };
  const auto own = [&] {
    const auto lines =
        json_lines(home.run({"findings", "--rule", "own.code", "--format", "jsonl"}).out);
    REQUIRE(lines.size() == 1);
    return lines[0];
  };
  with_sensitivity(3);
  CHECK(own()["severity"] == "low");
  CHECK(with_sensitivity(5)["items"]["unchanged"] == 13);
  CHECK(own()["severity"] == "high");
  CHECK(own()["presence"] == "changed");
  CHECK(own()["name"] == "Code of 5");
  CHECK(with_sensitivity(5)["items"]["unchanged"] == 13);
  CHECK(own()["presence"] == "seen");
  CHECK(own()["severity"] == "high");
}

TEST_CASE("an item that braque dies of three times is put into quarantine") {
  Home home;
  make_files(home);
  home.tree.file("share/1/5.txt", "dangereux");
  const std::string index = home.tree.path("state/braque/index.db");
  // The process ends at the write that says which item is in flight: the one after those before it.
  for (int i = 0; i < 3; ++i) {
    home.variables = {{"LD_PRELOAD", BRAQUE_FAILING_CALLS},
                      {"BRAQUE_FAIL_PATH", index + ".flight"},
                      {"BRAQUE_FAIL_CALL", "kill write"},
                      {"BRAQUE_FAIL_AT", "3"}};
    CHECK(home.run(scan(home, {"--jobs", "1"})).exit_code == 128 + 9);
    home.variables.clear();
  }
  const auto after = home.run(scan(home, {"--jobs", "1"}));
  CHECK(after.exit_code == 3);
  CHECK(after.out.find("in quarantine") != std::string::npos);
  CHECK(summary(after)["reasons"]["parser_crash"] == 1);
  CHECK(home.run(scan(home, {"--full"})).exit_code == 0);
}

TEST_CASE("a run that was stopped goes on by its number, and a window that is shut reads nothing") {
  Home home;
  make_files(home);
  const auto first = home.run_and_kill(scan(home, {"--throttle", "1"}), 1);
  if (first.exit_code == 128 + 9 &&
      std::filesystem::exists(home.tree.path("state/braque/index.db"))) {
    const auto runs = json_lines(home.run({"runs", "--format", "jsonl"}).out);
    if (!runs.empty()) {
      const auto again = home.run(
          {"scan", "--resume", std::to_string(runs[0]["run"].get<int>()), "--format", "jsonl"});
      CHECK(again.exit_code == 0);
      CHECK(summary(again)["items"]["discovered"] == 12);
    }
  }
  REQUIRE(home.run(scan(home)).exit_code == 0);
  const auto ended = home.run({"scan", "--resume", "1"});
  CHECK(ended.exit_code == 2);
  CHECK(home.run({"scan"}).exit_code == 2);
  CHECK(home.run(scan(home, {"--window", "25:00-06:00"})).exit_code == 2);
}

namespace {

void write_badge_rule(const Home& home, const std::string& judgement) {
  home.tree.file("rules/badge.toml",
                 "[[rule]]\nid = \"acme.badge\"\nname = \"Badge\"\ncategory = \"document\"\n"
                 "gdpr = \"personal\"\ntemplates = [\"AA 999999\"]\nseparators = \"-\"\n" +
                     judgement +
                     "references = [\"https://intranet.example.org\"]\n"
                     "examples = [\"AB-104233\", \"XK-884120\"]\n"
                     "counterexamples = [\"AB-10423\", \"AB-1042331\"]\n");
}

std::size_t badges(const ProgramResult& result) {
  std::size_t found = 0;
  for (const auto& line : json_lines(result.out))
    found += line["record"] == "finding" && line["rule"] == "acme.badge" ? 1 : 0;
  return found;
}

}  // namespace

TEST_CASE("a rule that is weighed otherwise reads only the files with something of its form") {
  Home home;
  make_files(home);
  home.tree.file("share/1/badge.txt", "entry AB-104233 of the day\n");
  home.tree.file("share/2/badges.txt", "entries XK-884120 and QT-551908 of the day\n");
  const auto night = [&] {
    return home.run(scan(home, {"--rules", home.tree.path("rules"), "--min-confidence", "low"}));
  };
  write_badge_rule(home, "prior = 0.02\n");
  const auto first = night();
  REQUIRE(first.exit_code == 0);
  CHECK(badges(first) == 0);
  CHECK(summary(night())["items"]["unchanged"] == 14);
  // What was too little is enough now, in the two files that have it.
  write_badge_rule(home, "prior = 0.95\n");
  const auto raised = night();
  CHECK(badges(raised) == 2);
  CHECK(summary(raised)["items"]["unchanged"] == 12);
  CHECK_THAT(summary(raised)["rules"].get<std::string>(),
             Catch::Contains("1 weighed otherwise (acme.badge)") &&
                 Catch::Contains(": 2 unchanged files"));
  CHECK(summary(night())["items"]["unchanged"] == 14);
  // A word that speaks for it, and nothing without it.
  write_badge_rule(home, "prior = 0.1\nneeds_context = true\ncontext = [\"entries\"]\n");
  const auto spoken = night();
  CHECK(summary(spoken)["items"]["unchanged"] == 12);
  CHECK(badges(spoken) == 1);
  write_badge_rule(home, "prior = 0.001\n");
  const auto lowered = night();
  CHECK(summary(lowered)["items"]["unchanged"] == 12);
  CHECK(badges(lowered) == 0);
}

TEST_CASE("a rule whose form changes reads all files") {
  Home home;
  make_files(home);
  const auto night = [&] {
    return home.run(scan(home, {"--rules", home.tree.path("rules"), "--min-confidence", "low"}));
  };
  write_badge_rule(home, "prior = 0.9\n");
  REQUIRE(night().exit_code == 0);
  write_badge_rule(home, "prior = 0.9\ncapitals = false\n");
  const auto second = summary(night());
  CHECK(second["items"]["unchanged"] == 0);
  CHECK_THAT(second["rules"].get<std::string>(), Catch::Contains("1 rules new or changed"));
}
