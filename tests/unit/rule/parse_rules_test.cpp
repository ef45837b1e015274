#include "rule/parse_rules.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace braque;

namespace {

ParsedRules parse(std::string text) {
  std::vector<RuleFile> files = {{"test.toml", std::move(text)}};
  return parse_rules(files);
}

/// A complete rule but for what a test adds; its keys stand on lines 1 to 6.
std::string rule_with(std::string_view id, std::string_view further) {
  return "[[rule]]\nid = \"" + std::string(id) +
         "\"\nname = \"Staff number\"\ncategory = \"national_id\"\nexamples = [\"12345\"]\n"
         "counterexamples = [\"1234\"]\n" +
         std::string(further);
}

/// Line and a part of the message of each fault.
bool has_fault(const ParsedRules& parsed, int line, std::string_view part) {
  return std::any_of(parsed.faults.begin(), parsed.faults.end(), [&](const RuleFault& fault) {
    return fault.line == line && fault.message.find(part) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a rule with every key is read as written") {
  ParsedRules parsed = parse(R"([[rule]]
id = "xx.badge"
name = "Badge"
name_fr = "Badge d'accès"
category = "document"
gdpr = "personal"
kind = "xx.person"
templates = ["99 999", "AA9[99]"]
separators = " -"
separators_anywhere = true
weak_templates = ["999 999"]
weak_prior = 0.25
capitals = false
check = { sum = [3, -2, 1, 1], mod = 11, map = "0-987654321" }
prior = 0.25
needs_context = true
context = ["badge", "carte d'accès"]
mask = "length"
sensitivity = 4
examples = ["badge 12 345"]
counterexamples = ["badge 12 346", "price 12 345"]
references = ["https://example.org/badge"]
)");
  REQUIRE(parsed.faults.empty());
  REQUIRE(parsed.rules.size() == 1);
  const Rule& rule = parsed.rules[0];
  CHECK(rule.id == "xx.badge");
  CHECK(rule.name == "Badge");
  CHECK(rule.name_fr == "Badge d'accès");
  CHECK(rule.category == "document");
  CHECK(rule.gdpr == "personal");
  CHECK(rule.kind == "xx.person");
  CHECK(rule.templates == std::vector<std::string>{"99 999", "AA9[99]"});
  CHECK(rule.separators == " -");
  CHECK(rule.separators_anywhere);
  CHECK(rule.weak_templates == std::vector<std::string>{"999 999"});
  CHECK(rule.weak_prior == 0.25);
  CHECK_FALSE(rule.capitals);
  CHECK(rule.check.empty());
  CHECK(rule.sum.weights == std::vector<int>{3, -2, 1, 1});
  CHECK(rule.sum.modulus == 11);
  CHECK(rule.sum.map == "0-987654321");
  CHECK(rule.prior == Approx(0.25));
  CHECK(rule.needs_context);
  CHECK(rule.context == std::vector<std::string>{"badge", "carte d'accès"});
  CHECK(rule.mask == MaskStyle::length);
  CHECK(rule.sensitivity == 4);
  CHECK(rule.examples.size() == 1);
  CHECK(rule.counterexamples.size() == 2);
  CHECK(rule.references.size() == 1);
  CHECK(rule.origin.file == "test.toml");
  CHECK(rule.origin.line == 1);
}

TEST_CASE("a pattern rule keeps its literals and window, and needs none") {
  ParsedRules parsed = parse(rule_with("xx.key",
                                       "pattern = '''key=(\\w+)'''\nliterals = [\"key=\"]\n"
                                       "window = 64\ncheck = \"luhn\"\n") +
                             rule_with("xx.plain", "pattern = '[0-9]{5}'\n"));
  REQUIRE(parsed.faults.empty());
  REQUIRE(parsed.rules.size() == 2);
  CHECK(parsed.rules[0].pattern == "key=(\\w+)");
  CHECK(parsed.rules[0].literals == std::vector<std::string>{"key="});
  CHECK(parsed.rules[0].window == 64);
  CHECK(parsed.rules[0].check == "luhn");
  CHECK(parsed.rules[0].kind == "xx.key");
  CHECK(parsed.rules[1].literals.empty());
  CHECK(parsed.rules[1].origin.line == 11);
}

TEST_CASE("every mask has its name") {
  const std::vector<std::pair<std::string, MaskStyle>> masks = {
      {"last4", MaskStyle::last4},     {"email", MaskStyle::email}, {"name", MaskStyle::name},
      {"address", MaskStyle::address}, {"year", MaskStyle::year},   {"secret", MaskStyle::secret},
      {"length", MaskStyle::length}};
  for (const auto& [written, style] : masks) {
    ParsedRules parsed =
        parse(rule_with("xx.a", "shape = \"email\"\nmask = \"" + written + "\"\n"));
    REQUIRE(parsed.rules.size() == 1);
    CHECK(parsed.rules[0].mask == style);
  }
  CHECK(has_fault(parse(rule_with("xx.a", "shape = \"email\"\nmask = \"lenght\"\n")), 8,
                  "did you mean \"length\""));
}

TEST_CASE("an unknown key is a fault with its line and a suggestion") {
  ParsedRules parsed =
      parse(rule_with("xx.a", "shape = \"email\"\ncounter_examples = [\"x\"]\nzebra = 1\n"));
  CHECK(parsed.rules.empty());
  REQUIRE(parsed.faults.size() == 2);
  CHECK(has_fault(parsed, 8, "unknown key `counter_examples` (did you mean \"counterexamples\"?)"));
  CHECK(has_fault(parsed, 9, "unknown key `zebra`"));
  CHECK(parsed.faults[1].message.find("did you mean") == std::string::npos);
  CHECK(parsed.faults[0].file == "test.toml");
}

TEST_CASE("an unknown key inside check is a fault") {
  ParsedRules parsed = parse(rule_with(
      "xx.a", "templates = [\"999\"]\ncheck = { sum = [1, 1, 1], mod = 10, maps = \"0\" }\n"));
  CHECK(has_fault(parsed, 8, "did you mean \"map\""));
}

TEST_CASE("a wrong type is one fault, for every key") {
  const std::vector<std::pair<std::string, std::string>> wrong = {{"name_fr", "3"},
                                                                  {"gdpr", "true"},
                                                                  {"kind", "[\"a\"]"},
                                                                  {"templates", "\"999\""},
                                                                  {"separators", "1"},
                                                                  {"separators_anywhere", "1"},
                                                                  {"capitals", "\"yes\""},
                                                                  {"shape", "1"},
                                                                  {"pattern", "[]"},
                                                                  {"literals", "\"a\""},
                                                                  {"window", "\"64\""},
                                                                  {"window", "1.5"},
                                                                  {"window", "-1"},
                                                                  {"window", "99999999999"},
                                                                  {"check", "5"},
                                                                  {"prior", "\"0.5\""},
                                                                  {"needs_context", "1"},
                                                                  {"context", "\"nir\""},
                                                                  {"context", "[\"nir\", 2]"},
                                                                  {"mask", "1"},
                                                                  {"sensitivity", "3.0"},
                                                                  {"references", "1"}};
  for (const auto& [key, value] : wrong) {
    const bool is_shape = key == "templates" || key == "shape" || key == "pattern";
    ParsedRules parsed = parse(rule_with("xx.a", (is_shape            ? ""
                                                  : key == "literals" ? "pattern = 'a'\n"
                                                                      : "shape = \"email\"\n") +
                                                     key + " = " + value + "\n"));
    INFO(key << " = " << value);
    CHECK(parsed.rules.empty());
    REQUIRE(parsed.faults.size() == 1);
    CHECK(parsed.faults[0].line == (is_shape ? 7 : 8));
    CHECK(parsed.faults[0].message.find('`' + key + '`') != std::string::npos);
  }
}

TEST_CASE("a required key of a wrong type is not also called missing") {
  ParsedRules parsed = parse(
      "[[rule]]\nid = \"xx.a\"\nname = 4\ncategory = \"c\"\nshape = \"email\"\n"
      "examples = [\"a\"]\ncounterexamples = [\"b\"]\n");
  REQUIRE(parsed.faults.size() == 1);
  CHECK(has_fault(parsed, 3, "`name` must be a text"));
}

TEST_CASE("faults of all rules and files are listed in order, good rules stay") {
  std::vector<RuleFile> files = {
      {"a.toml", "[[rule]]\nname = \"only a name\"\n" + rule_with("xx.good", "shape = \"mac\"\n")},
      {"b.toml", "this is no TOML\n"},
      {"c.toml", rule_with("xx.better", "shape = \"mac\"\nprior = 1.5\n") +
                     rule_with("xx.best", "templates = [\"99\"]\n")},
  };
  ParsedRules parsed = parse_rules(files);
  REQUIRE(parsed.rules.size() == 2);
  CHECK(parsed.rules[0].id == "xx.good");
  CHECK(parsed.rules[1].id == "xx.best");
  // a.toml: id, category, shape, examples and counterexamples; b.toml: syntax; c.toml: prior.
  REQUIRE(parsed.faults.size() == 7);
  for (int i = 0; i < 5; ++i) CHECK(parsed.faults[static_cast<std::size_t>(i)].file == "a.toml");
  CHECK(parsed.faults[5].file == "b.toml");
  CHECK(parsed.faults[5].line == 1);
  CHECK(parsed.faults[5].message.find("not valid TOML") == 0);
  CHECK(parsed.faults[6].file == "c.toml");
  CHECK(parsed.faults[6].line == 8);
}

TEST_CASE("an id may be used once over all files, and both places are named") {
  std::vector<RuleFile> files = {{"a.toml", rule_with("xx.a", "shape = \"mac\"\n")},
                                 {"b.toml", "\n\n" + rule_with("xx.a", "shape = \"ipv4\"\n")}};
  ParsedRules parsed = parse_rules(files);
  REQUIRE(parsed.rules.size() == 1);
  CHECK(parsed.rules[0].shape == "mac");
  REQUIRE(parsed.faults.size() == 1);
  CHECK(parsed.faults[0].file == "b.toml");
  CHECK(parsed.faults[0].line == 4);
  CHECK(parsed.faults[0].message.find("a.toml:1") != std::string::npos);
}

TEST_CASE("a file holds [[rule]] tables and nothing else") {
  CHECK(has_fault(parse("title = \"x\"\n"), 1, "unknown key `title`"));
  CHECK(has_fault(parse("\n[rule]\nid = \"xx.a\"\n"), 2, "two brackets"));
  CHECK(has_fault(parse("rule = [1]\n"), 1, "tables only"));
  CHECK(parse("").faults.empty());
  CHECK(parse("\xef\xbb\xbf" + rule_with("xx.a", "shape = \"mac\"\n")).rules.size() == 1);
  CHECK(parse(rule_with("xx.a", "shape = \"mac\"\ncontext = [\"\\uFE7F\", \"\xef\xb7\xb2\"]\n"))
            .rules.size() == 1);
  CHECK(parse("# nothing\n").rules.empty());
}

TEST_CASE("hostile text ends in a fault") {
  CHECK(parse("a = " + std::string(100'000, '[')).faults.size() == 1);
  CHECK(parse(std::string("a = 1\n[\0", 8)).faults.size() == 1);
  // Met by fuzzing: toml++ 3.3 ended the program at these.
  CHECK(parse("[(a = 1").faults.size() == 1);
  CHECK(parse("\xc2\xae = 1").faults.size() == 1);
  CHECK(parse("a = \xc3\xa9").faults.size() == 1);
  CHECK(has_fault(parse("a = 1\nb =\xef\xb9\xbf]"), 2, "U+FE20"));
  CHECK(has_fault(parse("a = 1\nb =\xef\xb8\xa0]"), 2, "U+FE20"));
  CHECK(has_fault(parse("a = 1\nb =\xef\xbb\xbf]"), 2, "U+FE20"));
  CHECK(parse("# \x7f").faults.size() == 1);
  CHECK(parse("id = \"\xff\xfe\"").faults.size() == 1);
  CHECK(parse("[[rule]]\nid = \"a\nid = 2").faults.size() == 1);
}

TEST_CASE("a check is a name or a complete sum") {
  auto faults_of = [](std::string_view check) {
    return parse(rule_with("xx.a", "templates = [\"9999\"]\ncheck = " + std::string(check) + "\n"));
  };
  CHECK(faults_of("{ sum = [1, 2, 3], mod = 4, map = \"0123\" }").faults.empty());
  CHECK(faults_of("{ sum = [1, 2, 3, 4], mod = 11 }").faults.empty());
  CHECK(has_fault(faults_of("{ mod = 4 }"), 8, "no `sum`"));
  CHECK(has_fault(faults_of("{ sum = [1] }"), 8, "no `mod`"));
  CHECK(has_fault(faults_of("{ sum = [], mod = 4 }"), 8, "`sum` must be"));
  CHECK(has_fault(faults_of("{ sum = [1, \"2\"], mod = 4 }"), 8, "`sum` must be"));
  CHECK(has_fault(faults_of("{ sum = [1], mod = \"4\" }"), 8, "`mod` must be"));
  CHECK(has_fault(faults_of("{ sum = [1], mod = 4, map = 3 }"), 8, "`map` must be"));
  CHECK(has_fault(faults_of("{ sum = [1], mod = 4, map = \"\" }"), 8, "`map` is empty"));
}
