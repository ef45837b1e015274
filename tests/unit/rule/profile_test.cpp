#include "rule/profile.hpp"

#include <catch2/catch.hpp>

namespace braque {
namespace {

Rule rule(std::string id, std::string category) {
  Rule made;
  made.id = std::move(id);
  made.category = std::move(category);
  return made;
}

std::vector<RuleFault> faults_of(const std::string& text) {
  std::vector<RuleFault> faults;
  CHECK_FALSE(parse_profile({"p.toml", text}, faults));
  return faults;
}

}  // namespace

TEST_CASE("a pattern's star stands for anything, and category: for a category") {
  const Rule iban = rule("eu.iban", "financial");
  for (const char* pattern : {"*", "eu.*", "eu.iban", "*.iban", "e*n", "**", "eu.iban*",
                              "category:financial", "category:fin*"}) {
    CAPTURE(pattern);
    CHECK(fits_rule(pattern, iban));
  }
  for (const char* pattern :
       {"", "eu", "eu.ibans", "*.bic", "eu.*x", "category:health", "financial"}) {
    CAPTURE(pattern);
    CHECK_FALSE(fits_rule(pattern, iban));
  }
}

TEST_CASE("a profile chooses rules and sets thresholds; the last entry that fits holds") {
  std::vector<RuleFault> faults;
  const auto profile = parse_profile({"p.toml", R"(
name = "x"
description = "An example"
rules = ["fr.*", "category:financial"]
without = ["fr.siren"]
[thresholds]
"*" = "low"
"fr.nir" = "high"
)"},
                                     faults);
  REQUIRE(profile);
  CHECK(faults.empty());
  CHECK(profile->chooses(rule("fr.nir", "social_security")));
  CHECK(profile->chooses(rule("eu.iban", "financial")));
  CHECK_FALSE(profile->chooses(rule("fr.siren", "company")));
  CHECK_FALSE(profile->chooses(rule("de.idnr", "tax_id")));
  CHECK(profile->threshold(rule("fr.nir", "")) == "high");
  CHECK(profile->threshold(rule("eu.iban", "")) == "low");
}

TEST_CASE("every fault of a profile has its line") {
  auto faults = faults_of("name = 1\nrule = []\n[thresholds]\n\"*\" = \"middle\"\n");
  REQUIRE(faults.size() >= 4);
  bool unknown = false, level = false, type = false;
  for (const RuleFault& fault : faults) {
    unknown |= fault.line == 2 && fault.message.find("did you mean \"rules\"") != std::string::npos;
    level |= fault.line == 4 && fault.message.find("middle") != std::string::npos;
    type |= fault.line == 1 && fault.message.find("text in quotes") != std::string::npos;
  }
  CHECK(unknown);
  CHECK(level);
  CHECK(type);
  CHECK(faults_of("name = [").size() == 1);
}

TEST_CASE("a pattern that fits no rule is a fault") {
  std::vector<RuleFault> faults;
  const auto profile =
      parse_profile({"p.toml", "name='x'\ndescription='d'\nrules=['fr.nri']\n"}, faults);
  REQUIRE(profile);
  const std::vector<Rule> rules = {rule("fr.nir", "")};
  check_profile(*profile, rules, faults);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message.find("fr.nri") != std::string::npos);
}

TEST_CASE("the built-in profiles are sound") {
  ParsedRules parsed = parse_rules(embedded_rules());
  std::vector<std::string> names;
  for (const RuleFile& file : embedded_profiles()) {
    CAPTURE(file.name);
    std::vector<RuleFault> faults;
    const auto profile = parse_profile(file, faults);
    REQUIRE(profile);
    check_profile(*profile, parsed.rules, faults);
    CHECK(faults.empty());
    CHECK(file.name == "rules/profiles/" + profile->name + ".toml");
    CHECK_FALSE(profile->description_fr.empty());
    names.push_back(profile->name);
  }
  CHECK(names == std::vector<std::string>{"all", "france", "gdpr", "health", "pci", "secrets"});
}

}  // namespace braque
