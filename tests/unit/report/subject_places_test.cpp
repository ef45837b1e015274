#include "report/subject_places.hpp"

#include <catch2/catch.hpp>

using namespace braque;
using namespace braque::report;

namespace {

Finding finding_at(std::uint8_t id, std::string item, std::string rule) {
  Finding finding;
  finding.id = {id};
  finding.item = std::move(item);
  finding.rule = std::move(rule);
  return finding;
}

AttributeForm form(std::size_t attribute, FormKind kind = FormKind::whole, std::uint8_t word = 0,
                   std::uint8_t words = 0) {
  return {attribute, kind, word, words, {9}};
}

const std::vector<AttributeKind> kPerson{AttributeKind::email, AttributeKind::name,
                                         AttributeKind::birth};

}  // namespace

TEST_CASE("several attributes in one place are surer than one") {
  SubjectPlaces places(kPerson);
  places.add(form(1), finding_at(1, "/a", "intl.person_name"), "s");
  places.add(form(1), finding_at(2, "/b", "intl.person_name"), "s");
  places.add(form(0), finding_at(3, "/b", "intl.email"), "s");
  const auto list = places.places(Confidence::low);
  REQUIRE(list.size() == 2);
  CHECK(list[0].item == "/b");
  CHECK(list[0].attributes == std::vector<std::size_t>{0, 1});
  CHECK(list[0].confidence == Confidence::high);
  CHECK(list[0].findings.size() == 2);
  CHECK(list[1].item == "/a");
  CHECK(list[1].confidence == Confidence::medium);
  CHECK(list[0].score == Approx(1 - (1 - 0.97) * (1 - 0.80)));
}

TEST_CASE("a birthday or an initial alone is little, the same part once more is no more") {
  SubjectPlaces places(kPerson);
  places.add(form(2), finding_at(1, "/a", "intl.dob"), "s");
  places.add(form(2), finding_at(1, "/a", "intl.dob"), "s");
  places.add(form(1, FormKind::initial), finding_at(2, "/b", "intl.person_name"), "s");
  const auto list = places.places(Confidence::low);
  REQUIRE(list.size() == 2);
  CHECK(list[0].confidence == Confidence::low);
  CHECK(list[1].findings.size() == 1);
  CHECK(places.places(Confidence::medium).empty());
}

TEST_CASE("words of a name count when all of them stand in the part") {
  SubjectPlaces places(kPerson);
  places.add(form(1, FormKind::word, 0, 2), finding_at(1, "/first", "intl.person_name"), "s");
  places.add(form(1, FormKind::word, 0, 2), finding_at(2, "/both", "intl.person_name"), "s");
  places.add(form(1, FormKind::word, 1, 2), finding_at(3, "/both", "intl.person_name"), "s");
  const auto list = places.places(Confidence::low);
  REQUIRE(list.size() == 1);
  CHECK(list[0].item == "/both");
  CHECK(list[0].score == Approx(0.5));
}

TEST_CASE(
    "parts of one item are places of their own, what is gone is none, the line comes from the "
    "sample") {
  SubjectPlaces places(kPerson);
  Finding one = finding_at(1, "/a.zip", "intl.email");
  one.locator = "x.csv";
  one.column = "mail";
  one.samples = {{3, 0, 5, "*", {1}, {}}, {17, 40, 5, "*", {9}, {}}};
  Finding two = finding_at(2, "/a.zip", "intl.email");
  two.locator = "y.csv";
  Finding gone = finding_at(3, "/b", "intl.email");
  gone.presence = Presence::gone;
  for (const Finding* each : {&one, &two, &gone}) places.add(form(0), *each, "s");
  const auto list = places.places(Confidence::low);
  REQUIRE(list.size() == 2);
  CHECK(list[0].locator == "x.csv");
  CHECK(list[0].findings.at(0).line == 17);
  CHECK(list[0].findings.at(0).column == "mail");
  CHECK(list[1].findings.at(0).line == 0);
}
