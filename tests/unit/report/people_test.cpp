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
  CHECK(estimate_people(same).upper <= 54);
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

namespace {

/// A finding of the part whose values all stand in these lines.
void add_on_lines(std::vector<PersonValue>& values, PersonColumns& columns, std::uint32_t finding,
                  Family family, std::vector<PersonColumn::Place> places) {
  for (const auto& place : places) values.push_back({1, finding, family, place.value});
  columns[finding].matches = places.size();
  columns[finding].places = std::move(places);
}

void in_column(PersonColumns& columns, std::uint32_t finding, std::uint32_t column,
               std::uint64_t cells) {
  columns[finding].column = column;
  columns[finding].cells = columns[finding].matches = cells;
}

Bounds exactly(std::uint64_t number) { return {number, number}; }

}  // namespace

namespace braque::report {
bool operator==(const Bounds& a, const Bounds& b) {
  return a.lower == b.lower && a.upper == b.upper;
}
}  // namespace braque::report

TEST_CASE("two addresses beside the same name are one person's") {
  std::vector<PersonValue> values;
  PersonColumns columns;
  add_on_lines(values, columns, 1, Family::name,
               {{2, 10, "J.D."}, {3, 11, "P.G."}, {7, 10, "J.D."}});
  add_on_lines(values, columns, 2, Family::email, {{2, 20}, {3, 21}, {7, 22}});
  CHECK(estimate_people(values, columns) == exactly(2));
  CHECK(estimate_people(values) == exactly(3));  // lines not known
}

TEST_CASE("in a letter, a name that is the beginning of another is the same") {
  std::vector<PersonValue> values;
  PersonColumns columns;
  add_on_lines(values, columns, 1, Family::name, {{2, 10, "J.D.M."}, {9, 11, "J.D."}});
  CHECK(estimate_people(values, columns) == exactly(1));
  add_on_lines(values, columns, 2, Family::name, {{12, 12, "J.P."}});
  CHECK(estimate_people(values, columns) == exactly(2));
}

TEST_CASE("a person has a passport and a tax number; a column of both counts them all") {
  std::vector<PersonValue> values;
  PersonColumns columns;
  add_on_lines(values, columns, 1, Family::identifier, {{4, 10}});
  add_on_lines(values, columns, 2, Family::identifier, {{5, 11}});
  CHECK(estimate_people(values, columns) == exactly(1));
  in_column(columns, 1, 1, 1);
  in_column(columns, 2, 1, 1);
  CHECK(estimate_people(values, columns) == exactly(2));
}

TEST_CASE("cards: a cell with the words of a name apart is one person, as the next column says") {
  std::vector<PersonValue> values;
  PersonColumns columns;
  add(values, 1, 1, Family::name, 0, 10);  // "Doe;Jane" five times
  in_column(columns, 1, 1, 5);
  add(values, 1, 2, Family::name, 100, 5);
  in_column(columns, 2, 2, 5);
  CHECK(estimate_people(values, columns) == exactly(5));
}

TEST_CASE("who logs in is somebody else than the address in settings, not in a table") {
  std::vector<PersonValue> values;
  PersonColumns columns;
  add_on_lines(values, columns, 1, Family::username, {{4, 10}});
  add_on_lines(values, columns, 2, Family::email, {{7, 20}});
  CHECK(estimate_people(values, columns) == exactly(2));
  add(values, 1, 1, Family::username, 11, 2);
  in_column(columns, 1, 1, 3);
  CHECK(estimate_people(values, columns) == exactly(3));
}

TEST_CASE("a chat tells of those who write in it, of few when it tells little") {
  std::vector<PersonValue> values;
  PersonColumns columns;
  add(values, 1, 1, Family::member, 0, 8);
  in_column(columns, 1, 1, 200);
  CHECK(within(estimate_people(values, columns), 8));
  add(values, 1, 2, Family::phone, 100, 5);
  in_column(columns, 2, 2, 40);
  CHECK(within(estimate_people(values, columns), 8));
  columns[2].matches = 6;
  CHECK(within(estimate_people(values, columns), 5));  // what six draws of eight bring
  CHECK(estimate_people(values, columns).upper < 7);
}

TEST_CASE("birthdays and addresses count where nothing else does") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::trait, 0, 1);
  CHECK(estimate_people(values) == exactly(1));
  add(values, 1, 2, Family::trait, 5, 3);
  add(values, 1, 3, Family::email, 9, 2);
  CHECK(estimate_people(values) == exactly(2));
}

TEST_CASE("people are met again by different values in different parts") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::phone, 0, 100);     // a list of telephone numbers
  add(values, 2, 1, Family::email, 1000, 100);  // a log; people 50 to 149 of the staff
  add(values, 3, 1, Family::phone, 50, 100);
  add(values, 3, 2, Family::email, 1000, 100);
  // All of the third part were met in the second; not only the half that the first one shows.
  CHECK(within(estimate_people(values), 200));
  CHECK(estimate_people(values).upper < 220);
}

TEST_CASE("how often telephone numbers are known again is learnt from who is surely the same") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::email, 0, 400);  // customers
  add(values, 1, 2, Family::phone, 20000, 400);
  add(values, 2, 1, Family::email, 0, 400);  // the same, a tenth of the numbers read as others
  add(values, 2, 2, Family::phone, 20000, 360);
  add(values, 2, 3, Family::phone, 30000, 40);
  add(values, 3, 1, Family::email, 10000, 400);  // again, with other addresses
  add(values, 3, 2, Family::phone, 20000, 360);
  add(values, 3, 3, Family::phone, 40000, 40);
  CHECK(within(estimate_people(values), 400));
  CHECK(estimate_people(values).upper <= 435);

  // Where nobody is surely the same, a number that is not known is somebody else's.
  std::erase_if(values, [](const PersonValue& value) { return value.part == 2; });
  CHECK(within(estimate_people(values), 440));
  CHECK(estimate_people(values).upper >= 465);
}

TEST_CASE("of people half of whom are new, as many are counted as there are") {
  std::vector<PersonValue> values;
  add(values, 1, 1, Family::email, 0, 400);
  add(values, 1, 2, Family::phone, 20000, 400);
  add(values, 2, 1, Family::email, 0, 400);  // the same, three numbers of ten read as others
  add(values, 2, 2, Family::phone, 20000, 280);
  add(values, 2, 3, Family::phone, 30000, 120);
  add(values, 3, 1, Family::email, 10000, 300);  // 150 of them, as their addresses do not say
  add(values, 3, 2, Family::phone, 20000, 105);  // 45 more numbers are read as others
  add(values, 3, 3, Family::phone, 40000, 195);
  const Bounds bounds = estimate_people(values);
  CHECK(within(bounds, 550));
  CHECK(bounds.lower + bounds.upper >= 2 * 535);
  CHECK(bounds.lower + bounds.upper <= 2 * 565);
}

TEST_CASE("a copy of a file brings nobody new, and does not hide who is") {
  std::vector<PersonValue> values;
  for (const std::uint32_t copy : {1U, 2U, 3U}) add(values, copy, 1, Family::email, 0, 100);
  add(values, 4, 1, Family::email, 50, 100);
  CHECK(within(estimate_people(values), 150));
}

TEST_CASE("which findings tell people apart") {
  CHECK(family_of("intl.email", "contact") == Family::email);
  CHECK(family_of("fr.phone", "contact") == Family::phone);
  CHECK(family_of("fr.nir", "social_security") == Family::identifier);
  CHECK(family_of("eu.iban", "financial") == Family::bank);
  CHECK(family_of("pci.visa", "financial") == Family::card);
  CHECK_FALSE(family_of("intl.salary", "financial").has_value());
  CHECK_FALSE(family_of("pci.cvv", "financial").has_value());
  CHECK(family_of("intl.dob", "demographic") == Family::trait);
  CHECK(family_of("fr.passport", "document") == Family::identifier);
  CHECK(family_of("intl.username", "contact") == Family::username);
  CHECK(family_of("intl.slack_user", "contact") == Family::member);
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

TEST_CASE("lone words and few cells that only look like names are strays") {
  braque::Finding words = names({"L.", "M."}, 2, std::nullopt);
  words.confidence = braque::Confidence::medium;
  CHECK(are_stray_names(words));
  words.samples[1].masked = "M.K.";
  CHECK_FALSE(are_stray_names(words));
  braque::Finding cells = names({"L.M.", "A.B."}, 3, "description");
  cells.confidence = braque::Confidence::medium;
  cells.column_filled = 1000;
  cells.column_passing = 3;
  CHECK(are_stray_names(cells));
  cells.confidence = braque::Confidence::high;
  CHECK_FALSE(are_stray_names(cells));
}
