#include "rule/check_rules.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <limits>

using namespace braque;

namespace {

Rule good_rule() {
  Rule rule;
  rule.id = "xx.staff";
  rule.name = "Staff number";
  rule.category = "national_id";
  rule.templates = {"99 999"};
  rule.examples = {"12 345"};
  rule.counterexamples = {"1234"};
  rule.origin = {"staff.toml", 3};
  return rule;
}

std::vector<RuleFault> faults_of(const Rule& rule) {
  RuleLines lines;
  lines.rule = 3;
  lines.keys = {{"templates", 7}, {"check", 9}};
  std::vector<RuleFault> faults;
  check_rule(rule, lines, faults);
  return faults;
}

std::size_t faults_with_templates(std::vector<std::string> templates) {
  Rule rule = good_rule();
  rule.templates = std::move(templates);
  return faults_of(rule).size();
}

std::size_t faults_with_sum(WeightedSum sum) {
  Rule rule = good_rule();
  rule.templates = {"99 999"};
  rule.sum = std::move(sum);
  return faults_of(rule).size();
}

}  // namespace

TEST_CASE("a good rule has no faults") { CHECK(faults_of(good_rule()).empty()); }

TEST_CASE("what is missing is named, one fault each") {
  Rule rule;
  rule.templates = {"999"};
  auto faults = faults_of(rule);
  REQUIRE(faults.size() == 5);
  CHECK(faults[0].message.find("`id` is missing") != std::string::npos);
  CHECK(faults[1].message.find("`name` is missing") != std::string::npos);
  CHECK(faults[2].message.find("`category` is missing") != std::string::npos);
  CHECK(faults[3].message.find("`examples` is missing") != std::string::npos);
  CHECK(faults[4].message.find("`counterexamples` is missing") != std::string::npos);
  for (const auto& fault : faults) CHECK(fault.line == 3);
}

TEST_CASE("ids have the form family.name") {
  for (const char* id : {"fr.nir", "icao.mrz_td1", "intl.ipv4", "f2.n_2"}) {
    Rule rule = good_rule();
    rule.id = id;
    INFO(id);
    CHECK(faults_of(rule).empty());
  }
  for (const char* id :
       {"nir", "fr.", ".nir", "fr.nir.x", "FR.nir", "fr.n-r", "fr.nír", "1.a", "fr. a", "fr.1a"}) {
    Rule rule = good_rule();
    rule.id = id;
    INFO(id);
    CHECK(faults_of(rule).size() == 1);
  }
}

TEST_CASE("exactly one way of saying what to look for") {
  Rule rule = good_rule();
  rule.shape = "email";
  CHECK(faults_of(rule).size() == 1);
  rule.pattern = "a";
  CHECK(faults_of(rule).size() == 1);
  rule.templates.clear();
  rule.shape.clear();
  CHECK(faults_of(rule).empty());
  rule.pattern.clear();
  CHECK(faults_of(rule).size() == 1);
}

TEST_CASE("shapes have known names") {
  Rule rule = good_rule();
  rule.templates.clear();
  for (const char* shape : {"email", "ipv4", "ipv6", "mac", "date", "mrz_td1", "mrz_td3"}) {
    rule.shape = shape;
    CHECK(faults_of(rule).empty());
  }
  rule.shape = "emial";
  REQUIRE(faults_of(rule).size() == 1);
  CHECK(faults_of(rule)[0].message.find("did you mean \"email\"") != std::string::npos);
}

TEST_CASE("templates are made of their few signs") {
  CHECK(faults_with_templates(
            {"9", "9 99 99 99 999 999 99", "AAAAAA99A99A999A", "+99 N[NNN]", "99[9 9]"}) == 0);
  for (const char* text : {"", "FR 99", "99-99", "9a", "9\t9", "9\xc3\xa9", "9+9", "[99]", "9[9",
                           "9]9", "9[9]9", "9[9][9]", "9]9[", " 99", "99 ", "+", "[+9]"}) {
    INFO(text);
    CHECK(faults_with_templates({"99", text}) == 1);
  }
  CHECK(faults_with_templates({"9x", "9y"}) == 2);
}

TEST_CASE("letters and digits are no separators") {
  Rule rule = good_rule();
  rule.separators = " .-/\xc2\xa0";
  CHECK(faults_of(rule).empty());
  rule.separators = " x";
  CHECK(faults_of(rule).size() == 1);
}

TEST_CASE("a sum fits its modulus, its map and the templates") {
  CHECK(faults_with_sum({{1, 2, 3, 4}, 11, "0123456789X"}) == 0);
  CHECK(faults_with_sum({{1, 2, 3, 4, 5}, 11, ""}) == 0);
  CHECK(faults_with_sum({{1'000'000, 100'000, 10, 1}, 23, ""}) == 0);
  CHECK(faults_with_sum({{1, 2, 3, 4}, 11, "0123456789"}) == 1);  // one remainder without character
  CHECK(faults_with_sum({{1, 2, 3, 4}, 11, "0123456789x"}) == 1);  // lower case
  CHECK(faults_with_sum({{1, 2, 3, 4, 5}, 2, "01"}) == 1);    // no place for the check character
  CHECK(faults_with_sum({{1, 2, 3, 4, 5, 6}, 10, ""}) == 1);  // longer than the template
  CHECK(faults_with_sum({{1, 2, 3}, 1, ""}) == 1);
  CHECK(faults_with_sum({{1, 2, 3}, 0, ""}) == 1);
  CHECK(faults_with_sum({{1, 2, 3}, 10'001, ""}) == 1);
  CHECK(faults_with_sum({{1, 2, 3}, -5, ""}) == 1);
  CHECK(faults_with_sum({{0, 0}, 10, ""}) == 1);
  CHECK(faults_with_sum({{1, std::numeric_limits<int>::max()}, 10, ""}) == 1);
}

TEST_CASE("numbers stay in their ranges") {
  for (double prior : {0.0, 1.0, -0.5, 2.0, std::numeric_limits<double>::quiet_NaN()}) {
    Rule rule = good_rule();
    rule.prior = prior;
    CHECK(faults_of(rule).size() == 1);
  }
  for (int sensitivity : {0, 6, -1}) {
    Rule rule = good_rule();
    rule.sensitivity = sensitivity;
    CHECK(faults_of(rule).size() == 1);
  }
  for (std::uint32_t window : {0U, 65'537U}) {
    Rule rule = good_rule();
    rule.window = window;
    CHECK(faults_of(rule).size() == 1);
  }
}

TEST_CASE("context words have two bytes at least, and needs_context has words") {
  Rule rule = good_rule();
  rule.context = {"no", "n", ""};
  CHECK(faults_of(rule).size() == 2);
  rule.context.clear();
  rule.needs_context = true;
  CHECK(faults_of(rule).size() == 1);
}

TEST_CASE("literals go with a pattern") {
  Rule rule = good_rule();
  rule.literals = {"AKIA"};
  CHECK(faults_of(rule).size() == 1);
}

TEST_CASE("faults stand at the line of their key") {
  Rule rule = good_rule();
  rule.templates = {"x"};
  rule.sum = {{1, 2}, 1, ""};
  auto faults = faults_of(rule);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].line == 7);
  CHECK(faults[1].line == 9);
  CHECK(faults[2].line == 9);
  CHECK(faults[0].file == "staff.toml");
  CHECK(faults[0].message.find("xx.staff: ") == 0);
}

TEST_CASE("the nearest word is a slip away, not any word") {
  constexpr std::array<std::string_view, 4> known = {"pattern", "prior", "name", "name_fr"};
  CHECK(nearest("patern", known) == "pattern");
  CHECK(nearest("nmae", known).empty());
  CHECK(nearest("nam", known) == "name");
  CHECK(nearest("piror", known) == "prior");
  CHECK(nearest("zebra", known).empty());
  CHECK(nearest("", known).empty());
  CHECK(nearest(std::string(100'000, 'n'), known).empty());
  CHECK(did_you_mean("zebra", known).empty());
}
