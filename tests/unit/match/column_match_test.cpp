// A pattern that stands behind a word, in a table whose header is that word.
#include <catch2/catch.hpp>
#include <string>

#include "match/matcher.hpp"
#include "support/unit.hpp"

using namespace braque;

namespace {

std::unique_ptr<const RuleSet> compile_code_rule() {
  Rule rule;
  rule.id = rule.kind = "xx.code";
  rule.prior = 0.3;
  rule.pattern = "(?i)ward[ \\t:=]{1,3}(\\d{3})\\b";
  rule.literals = {"ward"};
  rule.context = {"ward"};
  rule.needs_context = true;
  std::vector<RuleFault> faults;
  return RuleSet::compile({rule}, nullptr, faults);
}

/// Two columns of one row, "418;204".
struct Table {
  std::string text = "418;204\n";
  std::vector<ContextEntry> headers;
  test::FixedCells cells{{{0, 0, 0, 3}, {0, 1, 4, 7}}};
  TextUnit unit;

  explicit Table(const std::string& header)
      : headers{{ContextRole::header, "bed"}, {ContextRole::header, header}},
        unit(test::prose(text)) {
    unit.kind = UnitKind::cells;
    unit.context = headers;
    unit.cell_reader = &cells;
  }
};

TEST_CASE("a cell is read behind its header") {
  const auto set = compile_code_rule();
  REQUIRE(set != nullptr);
  Matcher matcher(*set);
  Table table("Ward");
  const auto matches = matcher.match(table.unit);
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].start == 4);
  CHECK(matches[0].end == 7);
  CHECK(matches[0].column == 1);
  CHECK(has(matches[0].evidence, Evidence::header));
}

TEST_CASE("a header that only holds the literal finds nothing, nor does a cell of another form") {
  const auto set = compile_code_rule();
  REQUIRE(set != nullptr);
  Matcher matcher(*set);
  Table other("warden of");
  CHECK(matcher.match(other.unit).empty());
  Table longer("Ward");
  longer.text = "418;2041\n";
  longer.unit.text = longer.text;
  test::FixedCells cells({{0, 0, 0, 3}, {0, 1, 4, 8}});
  longer.unit.cell_reader = &cells;
  longer.unit.owned_end = longer.text.size();
  CHECK(matcher.match(longer.unit).empty());
}

TEST_CASE("what begins outside of the owned range is left to the neighbour") {
  const auto set = compile_code_rule();
  REQUIRE(set != nullptr);
  Matcher matcher(*set);
  Table table("Ward");
  table.unit.owned_end = 4;
  CHECK(matcher.match(table.unit).empty());
}

}  // namespace
