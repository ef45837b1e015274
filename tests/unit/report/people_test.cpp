#include "report/people.hpp"

#include <catch2/catch.hpp>

using namespace braque::report;

namespace {

/// `count` values from `first` on.
void add(std::vector<PersonValue>& values, std::uint32_t part, std::uint32_t finding, Family family,
         std::uint64_t first, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) values.push_back({part, finding, family, first + i});
}

bool within(const PeopleBounds& bounds, std::uint64_t number) {
  return bounds.lower <= number && number <= bounds.upper;
}

}  // namespace

TEST_CASE("a table's people are its rows, whatever each of them has") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::name, 0, 98);  // two namesakes among a hundred
  add(values, 1, 2, Family::email, 1000, 100);
  add(values, 1, 3, Family::phone, 2000, 100);
  const PeopleBounds bounds = estimate_people(values);
  CHECK(within(bounds, 100));
  CHECK(bounds.upper <= 106);
  CHECK(bounds.lower >= 90);
}

TEST_CASE("columns of first names and surnames count once") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::name, 0, 40);
  add(values, 1, 2, Family::name, 500, 90);
  add(values, 1, 3, Family::email, 1000, 100);
  CHECK(within(estimate_people(values), 100));
  CHECK(estimate_people(values).upper <= 106);
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

TEST_CASE("parts without the family that counts add their own people to the upper bound") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::email, 0, 100);
  add(values, 2, 1, Family::phone, 5000, 10);
  const PeopleBounds bounds = estimate_people(values);
  CHECK(bounds.upper >= 110);
  CHECK(bounds.upper <= 117);
  CHECK(within(bounds, 100));
}

TEST_CASE("nothing is nobody, and the same value twice is one") {
  std::vector<PersonValue> values;
  CHECK(estimate_people(values).upper == 0);
  CHECK(estimate_people(values).lower == 0);
  add(values, 1, 1, Family::name, 7, 1);
  add(values, 1, 1, Family::name, 7, 1);
  CHECK(estimate_people(values).upper <= 2);
  CHECK(estimate_people(values).lower == 1);
}

TEST_CASE("which findings tell people apart") {
  CHECK(family_of("intl.email", "contact") == Family::email);
  CHECK(family_of("fr.phone", "contact") == Family::phone);
  CHECK(family_of("fr.nir", "social_security") == Family::identifier);
  CHECK(family_of("eu.iban", "financial") == Family::account);
  CHECK_FALSE(family_of("intl.salary", "financial").has_value());
  CHECK_FALSE(family_of("pci.cvv", "financial").has_value());
  CHECK_FALSE(family_of("intl.dob", "demographic").has_value());
  CHECK_FALSE(family_of("cred.password", "credential").has_value());
}
