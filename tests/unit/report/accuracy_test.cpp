#include "report/accuracy.hpp"

#include <catch2/catch.hpp>

using namespace braque;
using namespace braque::report;

namespace {

struct Written {
  std::uint64_t line;
  std::uint8_t value;
};

Finding finding(const std::string& item, const std::string& rule, const std::string& category,
                std::vector<Written> values) {
  Finding made;
  made.item = item;
  made.rule = rule;
  made.category = category;
  made.distinct = values.size();
  for (const Written& one : values) {
    Sample sample;
    sample.line = one.line;
    sample.fingerprint = {one.value};
    made.samples.push_back(sample);
  }
  return made;
}

}  // namespace

TEST_CASE("one address with two birthdays is a contradiction, with both places and no value") {
  Accuracy accuracy;
  accuracy.add(finding("/a.csv", "intl.email", "contact", {{2, 1}, {3, 2}}));
  accuracy.add(finding("/a.csv", "intl.dob", "demographic", {{2, 11}, {3, 12}}));
  accuracy.add(finding("/b.csv", "intl.email", "contact", {{7, 1}, {8, 2}}));
  accuracy.add(finding("/b.csv", "intl.dob", "demographic", {{7, 99}, {8, 12}}));
  const Document document = accuracy.document();
  REQUIRE(document.tables[0].rows.size() == 1);
  const Row& row = document.tables[0].rows[0];
  CHECK(row.cells[0].text == "010000000000");
  CHECK(row.cells[2].text == "birth");
  CHECK(row.cells[4].text == "contradiction");
  CHECK(row.cells[5].number == 2);
  CHECK(row.cells[6].text == std::string("/a.csv:2\0/b.csv:7", 17));
  CHECK(row.alarm);
}

TEST_CASE("a letter about one person counts as a whole; one about several does not") {
  Accuracy accuracy;
  for (const auto& [path, birth, people] :
       {std::tuple{"/a.txt", 11, 1}, {"/b.txt", 12, 1}, {"/c.txt", 13, 2}}) {
    std::vector<Written> keys{{0, 1}};
    if (people == 2) keys.push_back({0, 2});
    accuracy.add(finding(path, "intl.email", "contact", keys));
    accuracy.add(finding(path, "intl.dob", "demographic", {{0, static_cast<std::uint8_t>(birth)}}));
  }
  const Document document = accuracy.document();
  REQUIRE(document.tables[0].rows.size() == 1);
  CHECK(document.tables[0].rows[0].cells[5].number == 2);
}

TEST_CASE("a mailbox of many is no person, and two numbers are to be checked only") {
  Accuracy accuracy;
  for (std::uint8_t i = 0; i < 10; ++i) {
    const std::string path = "/" + std::to_string(i);
    accuracy.add(finding(path, "intl.email", "contact", {{1, 1}}));
    accuracy.add(
        finding(path, "intl.dob", "demographic", {{1, static_cast<std::uint8_t>(20 + i)}}));
  }
  for (std::uint8_t i = 0; i < 2; ++i) {
    const std::string path = "/p" + std::to_string(i);
    accuracy.add(finding(path, "intl.email", "contact", {{1, 2}}));
    accuracy.add(finding(path, i == 0 ? "fr.phone" : "intl.phone", "contact",
                         {{1, static_cast<std::uint8_t>(50 + i)}}));
  }
  const Document document = accuracy.document();
  REQUIRE(document.tables[0].rows.size() == 1);
  CHECK(document.tables[0].rows[0].cells[2].text == "phone");
  CHECK_FALSE(document.tables[0].rows[0].alarm);
  CHECK(document.figures[3].value.cell.number == 1);
}
