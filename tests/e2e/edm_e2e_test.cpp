// Lists of known people: made, refused, found; and no value of them anywhere but where it was.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/ascii.hpp"
#include "e2e/home.hpp"

using namespace braque::test;

namespace {

constexpr const char* kCustomers =
    "customer_no;first;last;email;phone;iban\n"
    "C-700301;Odile;Zanquart;o.zanquart@example.org;06 39 98 52 61;FR76 3006 6109 4700 0201 7380 "
    "473\n"
    "C-700302;Th\xC3\xA9odore;van Quillem;tq@example.net;+49 30 901820;DE89 3704 0044 0532 0130 "
    "00\n"
    "C-700303;\"Lia \"\"Li\"\"\";Brixtow;;;\n";

ProgramResult build(const Home& home, std::vector<std::string> more = {}) {
  home.tree.file("customers.csv", kCustomers);
  std::vector<std::string> words{"edm",
                                 "build",
                                 home.tree.path("customers.csv"),
                                 "--columns",
                                 "customer_no,first+last,email,phone,iban",
                                 "-o",
                                 home.tree.path("c.edm"),
                                 "--region",
                                 "FR"};
  words.insert(words.end(), more.begin(), more.end());
  return home.run(words);
}

ProgramResult scan(const Home& home, std::vector<std::string> more = {}) {
  std::vector<std::string> words{
      "scan", home.tree.path("share"), "--edm", home.tree.path("c.edm"), "--format", "jsonl"};
  words.insert(words.end(), more.begin(), more.end());
  return home.run(words);
}

/// "FILE RULE KEYS" of each finding of a list.
std::set<std::string> found(const ProgramResult& result) {
  std::set<std::string> lines;
  for (const auto& line : json_lines(result.out)) {
    if (line["record"] != "finding" || !line.contains("edm")) continue;
    std::string keys;
    for (const auto& key : line["edm"]["rows"]) keys += " " + key.get<std::string>();
    const std::string item = line["item"];
    lines.insert(item.substr(item.rfind('/') + 1) + " " + line["rule"].get<std::string>() + keys);
  }
  return lines;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("edm: names in either order and numbers in prose and tables are found by row") {
  Home home;
  auto built = build(home);
  INFO(built.error);
  REQUIRE(built.exit_code == 0);
  CHECK_THAT(built.out, Catch::Contains("3 rows"));
  home.tree.file("share/letter.txt",
                 "Dear Odile Zanquart,\nwe wrote to ZANQUART Odile on Monday.\n");
  home.tree.file("share/visit.txt",
                 "La visite de Th\xC3\xA9odore van Quillem, client C700302, a eu lieu.\n");
  home.tree.file("share/table.csv",
                 "id,name,city\n1,\"Brixtow, Lia Li\",Oslo\n2,Someone Else,Rome\n3,Nobody "
                 "There,Bern\n4,Odile Brixtow,Bonn\n");
  home.tree.file("share/bank.txt",
                 "Please pay to DE89 3704 0044 0532 0130 00 and call +33 6 39 98 52 61.\n");
  home.tree.file("share/mail.txt", "From: <TQ@example.net>\n");
  home.tree.file("share/other.txt",
                 "Odile Quillem, client C-700309, nobody@example.net, 06 39 98 52 62.\n");
  auto result = scan(home, {"--no-index"});
  INFO(result.error);
  CHECK(result.exit_code == 0);
  CHECK(found(result) == std::set<std::string>{
                             "letter.txt edm.customers.first_last 1",
                             "visit.txt edm.customers.first_last 2",
                             "visit.txt edm.customers.customer_no 2",
                             "table.csv edm.customers.first_last 3",
                             "bank.txt edm.customers.iban 2",
                             "bank.txt edm.customers.phone 1",
                             "mail.txt edm.customers.email 2",
                         });
  for (const auto& line : json_lines(result.out))
    if (line.contains("edm") && line["rule"] == "edm.customers.first_last" &&
        line["item"].get<std::string>().ends_with("table.csv"))
      CHECK(line["column"] == "name");
}

TEST_CASE("edm: a key column names the rows; people read how many were found") {
  Home home;
  REQUIRE(build(home, {"--key", "customer_no", "--name", "clients"}).exit_code == 0);
  home.tree.file("share/letter.txt", "Odile Zanquart and Lia Li Brixtow met.\n");
  CHECK(found(scan(home, {"--no-index"})) ==
        std::set<std::string>{"letter.txt edm.clients.first_last C-700301 C-700303"});
  auto human =
      home.run({"scan", home.tree.path("share"), "--edm", home.tree.path("c.edm"), "--no-index"});
  CHECK_THAT(human.out, Catch::Contains("Of the list clients: 2 of 3 rows, in 1 files"));
}

TEST_CASE("edm: no value of the list is in its file, in outputs or in the index") {
  Home home;
  REQUIRE(build(home).exit_code == 0);
  struct stat status {};
  REQUIRE(::stat(home.tree.path("c.edm").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  home.tree.file("share/all.txt",
                 "Odile Zanquart, C-700301, phone 06 39 98 52 61, FR76 3006 6109 4700 0201 "
                 "7380 473, o.zanquart@example.org\n");
  auto machine = scan(home, {"--explain", "--samples", "all"});
  auto human = home.run(
      {"scan", home.tree.path("share"), "--edm", home.tree.path("c.edm"), "--full", "--explain"});
  CHECK(found(machine).size() == 5);
  std::string everything = machine.out + machine.error + human.out + human.error;
  everything += bytes_of(home.tree.path("c.edm"));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(home.tree.path("state")))
    if (entry.is_regular_file()) everything += bytes_of(entry.path());
  for (char& c : everything) c = braque::ascii::lower(c);
  for (const char* secret :
       {"zanquart", "odile", "700301", "399852", "3006610947", "3006 6109 47", "39 98 52"}) {
    INFO(secret);
    CHECK(everything.find(secret) == std::string::npos);
  }
}

TEST_CASE("edm: a later scan without the list does not call its findings gone") {
  Home home;
  REQUIRE(build(home).exit_code == 0);
  home.tree.file("share/mail.txt", "From: <TQ@example.net>\n");
  REQUIRE(found(scan(home)).size() == 1);
  REQUIRE(home.run({"scan", home.tree.path("share")}).exit_code == 0);
  auto gone = home.run({"findings", "--presence", "gone", "--format", "jsonl"});
  CHECK(gone.exit_code == 0);
  CHECK(gone.out.empty());
  auto kept = home.run({"findings", "--rule", "edm.customers.email", "--format", "jsonl"});
  CHECK(found(kept) == std::set<std::string>{"mail.txt edm.customers.email 2"});
}

TEST_CASE("edm: on a second night the rows come from the index") {
  Home home;
  REQUIRE(build(home).exit_code == 0);
  home.tree.file("share/mail.txt", "From: <TQ@example.net>\n");
  const auto first = found(scan(home));
  CHECK(first.size() == 1);
  CHECK(found(scan(home)) == first);
}

TEST_CASE("edm: a list of another key, a damaged one and wrong columns are refused") {
  Home home, other;
  REQUIRE(build(other).exit_code == 0);
  home.tree.file("share/mail.txt", "From: <TQ@example.net>\n");
  auto refused =
      home.run({"scan", home.tree.path("share"), "--no-index", "--edm", other.tree.path("c.edm")});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.error, Catch::Contains("another fingerprint key"));
  REQUIRE(build(home).exit_code == 0);
  std::filesystem::resize_file(home.tree.path("c.edm"), 4000);
  CHECK(scan(home, {"--no-index"}).exit_code == 2);
  auto column = home.run({"edm", "build", home.tree.path("customers.csv"), "--columns", "mail",
                          "-o", home.tree.path("d.edm")});
  CHECK(column.exit_code == 2);
  CHECK_THAT(column.error, Catch::Contains("no column \"mail\"") && Catch::Contains("customer_no"));
  CHECK_FALSE(std::filesystem::exists(home.tree.path("d.edm")));
}
