#include "report/explanations.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "report/retention_rules.hpp"
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

std::string legal_references() {
  std::ifstream file(BRAQUE_LEGAL_REFERENCES);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Of each row of the list's tables the last cell: what it was compared with.
std::vector<std::string> checked_cells() {
  std::vector<std::string> cells;
  std::istringstream lines(legal_references());
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| ") || !line.ends_with(" |")) continue;
    const std::size_t begin = line.rfind("| ", line.size() - 3) + 2;
    cells.push_back(line.substr(begin, line.size() - 2 - begin));
  }
  std::erase_if(cells, [](const std::string& cell) { return cell == "checked" || cell == "---"; });
  return cells;
}

bool begins_with_text(std::string_view words) {
  words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
  return words == "text" || words.starts_with("text ");
}

/// Whether each part of a cell is the word "text", first or after what it is the text of ("D213-1:
/// text").
bool says_text(const std::string& cell) {
  std::istringstream parts(cell);
  for (std::string part; std::getline(parts, part, ';');) {
    const std::size_t colon = part.find(": ");
    if (!begins_with_text(part) &&
        (colon == part.npos || !begins_with_text(part.substr(colon + 1))))
      return false;
  }
  return !cell.empty();
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
    CHECK(right.letter.english.find("Art. " + std::string(right.article)) !=
          std::string_view::npos);
    CHECK(right.letter.french.find("art. " + std::string(right.article)) != std::string_view::npos);
    articles.insert(right.article);
    CHECK(right_named(right.word) == &right);
  }
  CHECK(articles == std::set<std::string_view>{"15", "16", "17", "18", "20", "21"});
  CHECK(right_named("revenge") == nullptr);
}

TEST_CASE(
    "every source, and every article of the GDPR that a text names, is in the list of legal "
    "references") {
  const std::string list = legal_references();
  REQUIRE(list.size() > 1000);
  for (const Explanation& one : explanations()) {
    INFO(one.id << ": " << one.source);
    CHECK(list.find(one.source) != std::string::npos);
    const std::string_view law = one.law.english;
    for (std::size_t at = 0; (at = law.find("Art. ", at)) != std::string_view::npos; ++at) {
      const std::string article(law.substr(at, law.find_first_not_of("0123456789L-", at + 5) - at));
      INFO(article);
      CHECK(list.find(article) != std::string::npos);
    }
  }
  for (const Right& right : rights())
    CHECK(list.find("Art. " + std::string(right.article)) != std::string::npos);
}

TEST_CASE("the text that a built-in period names is in the list of legal references") {
  const std::string list = legal_references();
  for (const DefaultRule& rule : default_rules()) {
    const std::string_view text = rule.source.substr(0, rule.source.find(" ("));
    INFO(rule.id << ": " << text);
    CHECK(list.find(text) != std::string::npos);
  }
}

TEST_CASE("every row of the list of legal references was compared with a text") {
  for (const char* none :
       {"", "context", "in its context", "text; § 8 as quoted", "D213-1: as told"})
    CHECK_FALSE(says_text(none));
  const std::vector<std::string> cells = checked_cells();
  REQUIRE(cells.size() > 60);
  for (const std::string& cell : cells) {
    INFO(cell);
    CHECK(says_text(cell));
    for (const char* unchecked : {"report", "memory", ": no", "summary"})
      CHECK(cell.find(unchecked) == std::string::npos);
  }
}
