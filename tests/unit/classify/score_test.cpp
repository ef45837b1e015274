#include "classify/score.hpp"

#include <catch2/catch.hpp>

#include "classify/column.hpp"

using namespace braque;

namespace {

constexpr EvidenceSet bit(Evidence evidence) { return static_cast<EvidenceSet>(evidence); }

Rule rule_of(double prior, bool needs_context = false) {
  Rule rule;
  rule.prior = prior;
  rule.needs_context = needs_context;
  return rule;
}

}  // namespace

TEST_CASE("without evidence the score is the prior") {
  CHECK(probability_of(logit_of(rule_of(0.8), 0)) == Approx(0.8));
}

TEST_CASE("what is published is never high") {
  const EvidenceSet certain = bit(Evidence::label) | bit(Evidence::separators);
  CHECK(probability_of(logit_of(rule_of(0.9), certain)) > 0.9);
  CHECK(probability_of(logit_of(rule_of(0.9), certain | bit(Evidence::published))) < 0.9);
  CHECK(probability_of(logit_of(rule_of(0.9), certain | bit(Evidence::published))) > 0.6);
}

TEST_CASE("the best context word counts, not their sum") {
  const Rule rule = rule_of(0.5);
  const float label = logit_of(rule, bit(Evidence::label));
  CHECK(label == Approx(3.0));
  CHECK(logit_of(rule, bit(Evidence::label) | bit(Evidence::nearby)) == Approx(label));
  CHECK(logit_of(rule, bit(Evidence::header) | bit(Evidence::label)) == Approx(label));
}

TEST_CASE("a rule that needs context stays low without it, whatever else speaks for it") {
  const Rule rule = rule_of(0.9, true);
  CHECK(probability_of(logit_of(rule, bit(Evidence::separators))) < 0.6);
  CHECK(probability_of(capped(rule, 0, 4.0F)) < 0.6);
  CHECK(probability_of(logit_of(rule, bit(Evidence::nearby))) > 0.9);
}

TEST_CASE("private addresses stay low even with context") {
  CHECK(probability_of(
            logit_of(rule_of(0.75), bit(Evidence::private_range) | bit(Evidence::label))) < 0.6);
}

TEST_CASE("a column in which nearly all values pass raises a rule, chance hits lower it") {
  const Rule weak = rule_of(0.15);
  CHECK(column_logit(weak, {4, 4}) == 0);
  CHECK(column_logit(weak, {100, 100}) > 2);
  CHECK(column_logit(weak, {100, 9}) < -1.5);
  CHECK(column_logit(weak, {1000, 0}) == 0);
  CHECK(column_logit(rule_of(0.97), {1000, 1}) == 0);
  CHECK(std::abs(column_logit(weak, {1'000'000, 1'000'000})) <= 4.0F);
}
