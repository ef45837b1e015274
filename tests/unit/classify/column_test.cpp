#include <catch2/catch.hpp>

#include "classify/column.hpp"

using namespace braque;

TEST_CASE("the share of a column comes with Wilson's interval") {
  // Values of Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  struct Case {
    ColumnCounts counts;
    double low, high;
  };
  const Case cases[] = {{{263, 81}, 0.2553, 0.3662},
                        {{148, 15}, 0.0624, 0.1605},
                        {{20, 0}, 0.0, 0.1611},
                        {{29, 1}, 0.0061, 0.1718}};
  for (const Case& one : cases) {
    const ColumnShare share = column_share(one.counts);
    CHECK(share.low == Approx(one.low).margin(0.00006));
    CHECK(share.high == Approx(one.high).margin(0.00006));
  }
  CHECK(column_share({0, 0}).high == 0);
  CHECK(column_share({4, 4}).ratio == 1);
  CHECK(column_share({4, 4}).high == Approx(1));
}

namespace {

Rule personal(double prior) {
  Rule rule;
  rule.category = "national_id";
  rule.prior = prior;
  return rule;
}

}  // namespace

TEST_CASE("strong numbers of two countries make a column one of personal numbers") {
  KinColumn column;
  column.add(personal(0.97), 30);
  column.add(personal(0.75), 25);
  column.add(personal(0.25), 40);
  CHECK(column.holds(100));
  CHECK_FALSE(column.holds(200));  // half of the cells hold something else
  CHECK_FALSE(column.holds(4));
}

TEST_CASE("weak numbers, numbers of one kind and of other categories do not") {
  KinColumn weak;
  weak.add(personal(0.40), 50);
  weak.add(personal(0.45), 50);
  CHECK_FALSE(weak.holds(100));
  KinColumn one;
  one.add(personal(0.97), 60);
  one.add(personal(0.30), 40);
  CHECK_FALSE(one.holds(100));
  Rule card = personal(0.97);
  card.category = "financial";
  KinColumn cards;
  cards.add(card, 50);
  cards.add(card, 50);
  CHECK_FALSE(cards.holds(100));
}

TEST_CASE("such a column speaks for the rules of its kind that can bear it, once") {
  EvidenceSet evidence = 0;
  float logit = -0.4F;
  Rule weak = personal(0.25);
  weak.needs_context = true;
  KinColumn::speak_for(weak, evidence, logit);
  CHECK(logit > 0.405F);
  const float once = logit;
  KinColumn::speak_for(weak, evidence, logit);
  CHECK(logit == once);
  EvidenceSet none = 0;
  float lowest = -2.4F;
  KinColumn::speak_for(personal(0.08), none, lowest);
  CHECK(none == 0);
  CHECK(lowest == -2.4F);
}

TEST_CASE("a column says nothing of what stands amid a text in it") {
  const Rule rule = personal(0.6);
  CHECK(with_column(rule, 0, 1.0F, -2.0F) == Approx(-1.0F));
  CHECK(with_column(rule, static_cast<EvidenceSet>(Evidence::in_text), 1.0F, -2.0F) == 1.0F);
  CHECK(with_column(rule, static_cast<EvidenceSet>(Evidence::in_text), 1.0F, 2.0F) == 1.0F);
}

TEST_CASE("a column is known when its bounds are close, or what may be missed is little") {
  // Newcombe's method 4 with 2.394 for 0.975 (three looks): nothing in 1000 is 0.0067 at most.
  CHECK(sampled_share({1000, 0}, 3).high == Approx(0.00666).epsilon(0.01));
  CHECK(is_sure({1000, 0}, false, 3));
  CHECK_FALSE(is_sure({800, 0}, false, 3));
  CHECK_FALSE(is_sure({1000, 0}, true, 3));
  CHECK(is_sure({3000, 0}, true, 3));
  CHECK(is_sure({1000, 1000}, true, 3));
  CHECK(is_sure({1000, 970}, false, 3));
  CHECK_FALSE(is_sure({1000, 500}, false, 3));  // 0.46 to 0.54
  CHECK(is_sure({3000, 1500}, false, 3));       // 0.478 to 0.522
  CHECK_FALSE(is_sure({1000, 1}, false, 3));
  CHECK_FALSE(is_sure({3000, 30}, false, 3));  // 0.006 to 0.016
  CHECK_FALSE(is_sure({0, 0}, false, 3));
  // One look has the whole twentieth.
  CHECK(sampled_share({1000, 500}).low > sampled_share({1000, 500}, 2).low);
  CHECK(sampled_share({1000, 500}, 9).low == sampled_share({1000, 500}, 4).low);
}
