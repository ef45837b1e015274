#include <catch2/catch.hpp>

#include "cli/check_examples.hpp"
#include "cli/load_rules.hpp"

using namespace braque;

TEST_CASE("every rule finds its examples and passes over its counterexamples") {
  auto rules = cli::read_rules({});
  INFO((rules ? "" : rules.error().message));
  REQUIRE(rules.has_value());
  REQUIRE_FALSE(rules->empty());
  std::vector<RuleFault> faults;
  auto set = RuleSet::compile(std::move(*rules), nullptr, faults);
  INFO(cli::fault_lines(faults));
  REQUIRE(set != nullptr);
  faults = cli::check_examples(*set);
  INFO(cli::fault_lines(faults));
  CHECK(faults.empty());
}

TEST_CASE("an example that is not found and a counterexample that is are failures") {
  Rule rule;
  rule.id = "test.email";
  rule.shape = "email";
  rule.prior = 0.95;
  rule.examples = {"no address here"};
  rule.counterexamples = {"mail lea@acme.fr"};
  rule.origin = {"mine.toml", 7};
  std::vector<RuleFault> faults;
  auto set = RuleSet::compile({rule}, nullptr, faults);
  REQUIRE(set != nullptr);
  faults = cli::check_examples(*set);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].file == "mine.toml");
  CHECK(faults[0].line == 7);
}
