#include "match/matcher.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "classify/score.hpp"
#include "support/unit.hpp"

using namespace braque;
using test::prose;

namespace {

Rule base_rule(std::string id, double prior) {
  Rule rule;
  rule.id = rule.kind = std::move(id);
  rule.prior = prior;
  return rule;
}

/// Nine digits with a Luhn check digit; weak, so it needs a word.
Rule weak_number() {
  Rule rule = base_rule("xx.number", 0.1);
  rule.templates = {"999 999 999"};
  rule.check = "luhn";
  rule.needs_context = true;
  rule.context = {"num\xC3\xA9ro de client", "badge"};
  return rule;
}

Rule token_rule() {
  Rule rule = base_rule("xx.token", 0.95);
  rule.pattern = "tok_[a-z0-9]{8}";
  rule.literals = {"tok_"};
  return rule;
}

Rule email_rule() {
  Rule rule = base_rule("intl.email", 0.97);
  rule.shape = "email";
  return rule;
}

std::unique_ptr<const RuleSet> compile(std::vector<Rule> rules) {
  std::vector<RuleFault> faults;
  auto set = RuleSet::compile(std::move(rules), nullptr, faults);
  for (const RuleFault& fault : faults) FAIL_CHECK(fault.message);
  REQUIRE(set);
  return set;
}

std::vector<Match> match_all(const RuleSet& set, const std::string& text) {
  Matcher matcher(set);
  TextUnit unit = prose(text);
  const auto found = matcher.match(unit);
  return {found.begin(), found.end()};
}

std::string value(const std::string& text, const Match& match) {
  return text.substr(match.start, match.end - match.start);
}

}  // namespace

TEST_CASE("a weak number is low or nothing without a word, and more with one") {
  const auto set = compile({weak_number()});
  CHECK(match_all(*set, "order 732829320 of today").empty());
  for (const char* text :
       {"Badge : 732829320", "badge no 732 829 320", "NUM\xC3\x89RO DE CLIENT 732829320",
        "numero_de_client=732829320", "num\xC3\xA9ro-de-client\t732829320"}) {
    INFO(text);
    const auto matches = match_all(*set, text);
    REQUIRE(matches.size() == 1);
    CHECK(has(matches[0].evidence, Evidence::label));
    CHECK(probability_of(matches[0].logit) >= 0.6);
  }
  CHECK(match_all(*set, "Badge : 732829321").empty());
  CHECK(match_all(*set, "badger 732829320").empty());
}

TEST_CASE("a weak form has its own prior and no digits behind it") {
  Rule rule = base_rule("xx.prefixed", 0.95);
  rule.templates = {"AA 999 999 999"};
  rule.weak_templates = {"999 999 999"};
  rule.weak_prior = 0.1;
  rule.context = {"badge"};
  const auto set = compile({rule});
  REQUIRE(match_all(*set, "order XX 732 829 325").size() == 1);
  CHECK(probability_of(match_all(*set, "order XX 732 829 325")[0].logit) > 0.9);
  CHECK(match_all(*set, "order 732 829 325").empty());
  REQUIRE(match_all(*set, "badge 732 829 325 too").size() == 1);
  CHECK(probability_of(match_all(*set, "badge 732 829 325 too")[0].logit) < 0.9);
  CHECK(match_all(*set, "badge 732829325-77").empty());
}

TEST_CASE("literals and regular expressions are confirmed in their windows") {
  Rule open = base_rule("xx.open", 0.9);
  open.pattern = "z{3}([0-9]{2})q";
  const auto set = compile({token_rule(), open});
  const std::string text = "x tok_abcd1234 tok_short TOK_ABCD zzz42q";
  const auto matches = match_all(*set, text);
  REQUIRE(matches.size() == 2);
  CHECK(value(text, matches[0]) == "tok_abcd1234");
  CHECK(value(text, matches[1]) == "42");
}

TEST_CASE("each value is found once, wherever the owned range is cut") {
  const auto set = compile({weak_number(), token_rule(), email_rule()});
  const std::string text =
      "badge 732829320, tok_abcd1234 and anne.roy@mairie.example; badge 732 829 320.";
  Matcher matcher(*set);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    std::map<std::string, int> seen;
    for (int half = 0; half < 2; ++half) {
      TextUnit unit = prose(text);
      unit.owned_begin = half == 0 ? 0 : cut;
      unit.owned_end = half == 0 ? cut : text.size();
      for (const Match& match : matcher.match(unit)) ++seen[value(text, match)];
    }
    INFO("cut at " << cut);
    REQUIRE(seen.size() == 4);
    for (const auto& [what, count] : seen) REQUIRE(count == 1);
  }
}

TEST_CASE("two rules want the same bytes across a cut: one value is found once") {
  const auto set = compile({token_rule(), email_rule()});
  const std::string text = "write to x.tok_abcd1234@mairie.example";
  Matcher matcher(*set);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    std::size_t found = 0;
    for (int half = 0; half < 2; ++half) {
      TextUnit unit = prose(text);
      unit.owned_begin = half == 0 ? 0 : cut;
      unit.owned_end = half == 0 ? cut : text.size();
      found += matcher.match(unit).size();
    }
    INFO("cut at " << cut);
    REQUIRE(found == 1);
  }
}

TEST_CASE("a value is found at every offset in a long text") {
  const auto set = compile({weak_number(), token_rule(), email_rule()});
  for (const std::string& sample : {std::string("badge 732829320"), std::string("tok_abcd1234"),
                                    std::string("a.b@c.example")}) {
    for (std::size_t before = 0; before < 300; ++before) {
      const std::string text =
          std::string(before, '.') + " " + sample + " " + std::string(before % 7, '.');
      INFO(sample << " behind " << before);
      REQUIRE(match_all(*set, text).size() == 1);
    }
  }
}

TEST_CASE("a column's header speaks for its cells and for no other column") {
  Rule rule = weak_number();
  rule.needs_context = false;
  const auto set = compile({rule});
  const std::string text = "732829320;732829320\n";
  const std::vector<ContextEntry> headers = {{ContextRole::header, "badge"},
                                             {ContextRole::header, "total"}};
  test::FixedCells cells({{0, 0, 0, 9}, {0, 1, 10, 19}});
  TextUnit unit = prose(text);
  unit.kind = UnitKind::cells;
  unit.context = headers;
  unit.cell_reader = &cells;
  Matcher matcher(*set);
  const auto matches = matcher.match(unit);
  REQUIRE(matches.size() == 2);  // tables keep everything for the column to judge
  CHECK(matches[0].column == 0);
  CHECK(has(matches[0].evidence, Evidence::header));
  CHECK(matches[1].column == 1);
  CHECK_FALSE(has(matches[1].evidence, Evidence::header));
  CHECK(matches[0].logit > matches[1].logit + 2);
  CHECK(matcher.cells().size() == 2);
}

TEST_CASE("a weak number that needs context is kept in the columns that speak for it only") {
  const auto set = compile({weak_number()});
  const std::string text = "732829320;732829320;badge of 732829320\n";
  const std::vector<ContextEntry> headers = {{ContextRole::header, "badge"},
                                             {ContextRole::header, "total"},
                                             {ContextRole::header, "note"}};
  test::FixedCells cells({{0, 0, 0, 9}, {0, 1, 10, 19}, {0, 2, 20, 38}});
  TextUnit unit = prose(text);
  unit.kind = UnitKind::cells;
  unit.context = headers;
  unit.cell_reader = &cells;
  Matcher matcher(*set);
  const auto matches = matcher.match(unit);
  REQUIRE(matches.size() == 2);
  CHECK(matches[0].column == 0);
  CHECK(has(matches[0].evidence, Evidence::header));
  CHECK(matches[1].column == 2);
  CHECK(has(matches[1].evidence, Evidence::label));
  CHECK(matcher.cells().size() == 3);  // all count, whatever was found in them
  matcher.set_keep_all(true);
  CHECK(matcher.match(unit).size() == 3);
}

TEST_CASE("who asks for everything gets what lost against another as well") {
  Rule other = weak_number();
  other.id = other.kind = "yy.number";
  other.context = {"membre"};
  const auto set = compile({weak_number(), other});
  const std::string text = "badge 732829320";
  CHECK(match_all(*set, text).size() == 1);
  Matcher matcher(*set);
  matcher.set_keep_all(true);
  TextUnit unit = prose(text);
  const auto matches = matcher.match(unit);
  REQUIRE(matches.size() == 2);
  CHECK(matches[0].rule == 0);
  CHECK(matches[1].rule == 1);
  CHECK(matches[1].logit < matches[0].logit);
}

TEST_CASE("values in folders of examples are examples, tables apart") {
  const auto set = compile({token_rule()});
  const std::string text = "tok_1a2b3c4d";
  Matcher matcher(*set);
  TextUnit unit = prose(text);
  CHECK(matcher.match(unit)[0].logit > kMediumCapLogit);
  matcher.about("/srv/examples/call.txt");
  CHECK(matcher.match(unit)[0].logit <= kMediumCapLogit);
  const std::vector<ContextEntry> headers = {{ContextRole::header, "token"}};
  test::FixedCells cells({{0, 0, 0, 12}});
  unit.kind = UnitKind::cells;
  unit.context = headers;
  unit.cell_reader = &cells;
  CHECK(matcher.match(unit)[0].logit > kMediumCapLogit);
}

TEST_CASE("a short cell before the value in its row is its label") {
  const auto set = compile({weak_number()});
  const std::string text = "badge;732829320\n";
  const std::vector<ContextEntry> headers = {{ContextRole::header, ""}, {ContextRole::header, ""}};
  test::FixedCells cells({{0, 0, 0, 5}, {0, 1, 6, 15}});
  TextUnit unit = prose(text);
  unit.kind = UnitKind::cells;
  unit.context = headers;
  unit.cell_reader = &cells;
  Matcher matcher(*set);
  const auto matches = matcher.match(unit);
  REQUIRE(matches.size() == 1);
  CHECK(has(matches[0].evidence, Evidence::nearby));
}

TEST_CASE("line feeds of the owned range are counted on the way") {
  const auto set = compile({weak_number()});
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "line\n";
  Matcher matcher(*set);
  TextUnit unit = prose(text);
  unit.owned_begin = 5;
  unit.owned_end = text.size() - 5;
  CHECK(matcher.match(unit).empty());
  CHECK(matcher.line_feeds() == 998);
}

TEST_CASE("what cannot be placed is a fault with the rule's place") {
  Rule rule = weak_number();
  rule.check = "no_such_check";
  rule.origin = {"mine.toml", 7};
  Rule pattern = base_rule("xx.pattern", 0.5);
  pattern.pattern = "(unclosed";
  std::vector<RuleFault> faults;
  CHECK(RuleSet::compile({rule, pattern}, nullptr, faults) == nullptr);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].file == "mine.toml");
  CHECK(faults[0].line == 7);
  CHECK(faults[0].message.find("no_such_check") != std::string::npos);
}

TEST_CASE("compiled databases are cached and give the same matches") {
  struct Memory : DatabaseCache {
    std::map<std::string, std::string, std::less<>> stored;
    int loads = 0;
    std::string load(std::string_view key) override {
      const auto at = stored.find(key);
      if (at == stored.end()) return {};
      ++loads;
      return at->second;
    }
    std::string make(std::string_view key, const std::function<std::string()>& compile) override {
      return stored.insert_or_assign(std::string(key), compile()).first->second;
    }
  } cache;
  std::vector<RuleFault> faults;
  Rule expression = token_rule();
  expression.literals.clear();  // then Hyperscan serves it
  const auto first = RuleSet::compile({weak_number(), expression}, &cache, faults);
  CHECK(cache.stored.size() == 1);
  const auto second = RuleSet::compile({weak_number(), expression}, &cache, faults);
  CHECK(second->self_test(true).has_value());
  CHECK(cache.loads == 1);
  CHECK(first->fingerprint() == second->fingerprint());
  const std::string text = "badge 732829320 tok_abcd1234";
  CHECK(match_all(*first, text).size() == 2);
  CHECK(match_all(*second, text).size() == 2);
  for (auto& [key, bytes] : cache.stored) bytes = "damaged";
  CHECK(match_all(*RuleSet::compile({weak_number(), expression}, &cache, faults), text).size() ==
        2);
}

TEST_CASE("the engine loses no literal at any distance from either end") {
  const auto set = compile({token_rule()});
  CHECK(set->self_test(true).has_value());
}

TEST_CASE("an address that is reserved for examples needs a word to be more than low") {
  Rule rule = email_rule();
  rule.context = {"e-mail"};
  const auto set = compile({rule});
  Matcher matcher(*set);
  const auto score = [&matcher](const std::string& text) {
    TextUnit unit = prose(text);
    const auto matches = matcher.match(unit);
    REQUIRE(matches.size() == 1);
    return probability_of(matches[0].logit);
  };
  CHECK(score("see jane.doe@example.com here") < 0.6);
  CHECK(score("see jane.doe@example.com here") >= 0.3);
  CHECK(score("E-mail: jane.doe@example.com") > 0.6);
  CHECK(score("E-mail: jane.doe@example.com") < 0.9);
  CHECK(score("see jane.doe@lumiere.fr here") > 0.9);
  const std::string header = "Message-ID: <4c1f09ab@mail.lumiere.fr>";
  TextUnit unit = prose(header);
  CHECK(matcher.match(unit).empty());
}

TEST_CASE("an address of a device in three groups of digits has to be announced") {
  Rule rule = base_rule("intl.mac", 0.9);
  rule.shape = "mac";
  rule.check = "mac";
  const auto set = compile({rule});
  Matcher matcher(*set);
  const auto count = [&matcher](const std::string& text) {
    TextUnit unit = prose(text);
    return matcher.match(unit).size();
  };
  CHECK(count("port 482a.e317.9c05 up") == 1);
  CHECK(count("ether 4829.7316.9105 up") == 1);
  CHECK(count("total 4829.7316.9105 up") == 0);
}
