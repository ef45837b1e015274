#include "report/people.hpp"

#include <catch2/catch.hpp>

using namespace braque::report;

namespace {

/// `count` values from `first` on.
void add(std::vector<PersonValue>& values, std::uint32_t part, std::uint32_t finding, Family family,
         std::uint64_t first, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) values.push_back({part, finding, family, first + i});
}

bool within(const Bounds& bounds, std::uint64_t number) {
  return bounds.lower <= number && number <= bounds.upper;
}

}  // namespace

TEST_CASE("a table's people are its rows, whatever each of them has") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::name, 0, 98);  // two namesakes among a hundred
  add(values, 1, 2, Family::email, 1000, 100);
  add(values, 1, 3, Family::phone, 2000, 100);
  const Bounds bounds = estimate_people(values);
  CHECK(within(bounds, 100));
  CHECK(bounds.upper <= 107);
  CHECK(bounds.lower >= 90);
}

TEST_CASE("columns of first names and surnames count where nothing else does") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::name_part, 0, 40);
  add(values, 1, 2, Family::name_part, 500, 90);
  CHECK(within(estimate_people(values), 90));
  CHECK(estimate_people(values).upper <= 97);
  add(values, 1, 3, Family::email, 1000, 100);
  CHECK(within(estimate_people(values), 100));
  CHECK(estimate_people(values).lower >= 93);
}

TEST_CASE("one kind of value recognises people whatever else they have there") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::phone, 0, 200);
  add(values, 1, 2, Family::email, 1000, 200);
  add(values, 2, 1, Family::phone, 150, 100);   // 50 of them are the same people,
  add(values, 2, 2, Family::email, 5000, 100);  // with other addresses
  CHECK(within(estimate_people(values), 250));
  CHECK(estimate_people(values).upper <= 268);
}

TEST_CASE("the same people in two files are counted once, other people twice") {
  std::vector<PersonValue> same, other;
  for (std::uint32_t part : {1U, 2U}) {
    add(same, part, 1, Family::email, 0, 50);
    add(other, part, 1, Family::email, part * 1000, 50);
  }
  CHECK(within(estimate_people(same), 50));
  CHECK(estimate_people(same).upper <= 53);
  CHECK(within(estimate_people(other), 100));
}

TEST_CASE("parts that have nothing in common are added up") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::email, 0, 100);
  add(values, 2, 1, Family::phone, 5000, 10);
  CHECK(within(estimate_people(values), 110));
}

TEST_CASE("bounds are never further apart than they promise, and few are counted exactly") {
  for (std::uint64_t number = 0; number < 3000; ++number) {
    const Bounds bounds = Bounds::around(static_cast<double>(number), 0.07);
    CHECK(within(bounds, number));
    CHECK(static_cast<double>(bounds.upper - bounds.lower) <= 0.15 * static_cast<double>(number));
  }
  CHECK(Bounds::around(5, 0.07).lower == 5);
  CHECK(Bounds::around(5, 0.07).upper == 5);
}

TEST_CASE("nothing is nobody, and the same value twice is one") {
  std::vector<PersonValue> values;
  CHECK(estimate_people(values).upper == 0);
  CHECK(estimate_people(values).lower == 0);
  add(values, 1, 1, Family::name, 7, 1);
  add(values, 1, 1, Family::name, 7, 1);
  CHECK(estimate_people(values).upper == 1);
  CHECK(estimate_people(values).lower == 1);
}

TEST_CASE("which findings tell people apart") {
  CHECK(family_of("intl.email", "contact") == Family::email);
  CHECK(family_of("fr.phone", "contact") == Family::phone);
  CHECK(family_of("fr.nir", "social_security") == Family::identifier);
  CHECK(family_of("eu.iban", "financial") == Family::bank);
  CHECK(family_of("pci.visa", "financial") == Family::card);
  CHECK_FALSE(family_of("intl.salary", "financial").has_value());
  CHECK_FALSE(family_of("pci.cvv", "financial").has_value());
  CHECK_FALSE(family_of("intl.dob", "demographic").has_value());
  CHECK_FALSE(family_of("cred.password", "credential").has_value());
}

namespace {

braque::Finding names(std::vector<std::string> masks, std::uint64_t count,
                      std::optional<std::string> column) {
  braque::Finding finding;
  finding.rule = "intl.person_name";
  finding.count = count;
  finding.column = std::move(column);
  for (std::size_t i = 0; i < masks.size(); ++i) {
    braque::Sample sample;
    sample.masked = masks[i];
    sample.fingerprint[7] = static_cast<std::uint8_t>(i + 1);
    finding.samples.push_back(sample);
  }
  return finding;
}

}  // namespace

TEST_CASE("a given name alone tells nobody apart, a column of them counts") {
  const PersonFinding letter = person_finding(names({"L.", "E.J.", "E.J."}, 3, std::nullopt));
  CHECK(letter.family == Family::name);
  CHECK(letter.nobody == std::vector<std::uint64_t>{1});
  REQUIRE(letter.all.has_value());
  CHECK(*letter.all == std::vector<std::uint64_t>{2, 3});
  CHECK(person_finding(names({"L.", "E.", "A.", "B.", "C."}, 40, "last_name")).family ==
        Family::name_part);
  CHECK_FALSE(
      person_finding(names({"L.", "E.", "A.", "B.", "C."}, 40, std::nullopt)).family.has_value());
  CHECK_FALSE(person_finding(names({"L.M."}, 40, "name")).all.has_value());
}
