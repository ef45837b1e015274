#include "report/explanations.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "report/rights.hpp"
#include "rule/parse_rules.hpp"

using namespace braque;
using namespace braque::report;

namespace {

void check_both(const Both& both) {
  CHECK_FALSE(both.english.empty());
  CHECK_FALSE(both.french.empty());
  CHECK(both.english != both.french);
}

}  // namespace

TEST_CASE("every built-in rule has an explanation in both languages") {
  const ParsedRules parsed = parse_rules(embedded_rules());
  REQUIRE(parsed.rules.size() > 300);
  for (const Rule& rule : parsed.rules) {
    INFO(rule.id << " of category " << rule.category);
    CHECK(explanation_of(rule.id, rule.category) != nullptr);
  }
  for (const Explanation& one : explanations()) {
    INFO(one.id);
    for (const Both& both : {one.what, one.law, one.stake, one.action}) check_both(both);
    CHECK_FALSE(one.source.empty());
  }
}

TEST_CASE("a rule's own explanation goes before that of its category") {
  REQUIRE(explanation_of("fr.nir", "social_security") != nullptr);
  CHECK(explanation_of("fr.nir", "social_security")->id == "fr.nir");
  CHECK(explanation_of("es.nuss", "social_security")->id == "social_security");
  CHECK(explanation_of("art9.union", "demographic")->id == "art9.union");
  CHECK(explanation_of("xx.none", "nothing") == nullptr);
}

TEST_CASE("the words that the French texts must and must not use") {
  for (const Explanation& one : explanations())
    for (const Both& both : {one.what, one.law, one.stake, one.action}) {
      INFO(one.id);
      CHECK(both.french.find("supprimer") == std::string_view::npos);
      CHECK(both.french.find("diffusion restreinte") == std::string_view::npos);
    }
}

TEST_CASE("every right has its article, task and letter in both languages") {
  std::set<std::string_view> articles;
  for (const Right& right : rights()) {
    INFO(right.word);
    check_both(right.task);
    check_both(right.letter);
    CHECK(right.letter.english.find("Art. " + std::string(right.article)) != std::string_view::npos);
    CHECK(right.letter.french.find("art. " + std::string(right.article)) != std::string_view::npos);
    articles.insert(right.article);
    CHECK(right_named(right.word) == &right);
  }
  CHECK(articles == std::set<std::string_view>{"15", "16", "17", "18", "20", "21"});
  CHECK(right_named("revenge") == nullptr);
}
