#include "match/pattern_refusal.hpp"

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "rule/parse_rules.hpp"

using namespace braque;
using namespace braque::match;

namespace {

re2::RE2::Options latin1() {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  return options;
}

/// Where RE2's first match begins in text[from, to), if it begins before `begin_before`.
std::optional<std::size_t> expected(const re2::RE2& pattern, const std::string& text,
                                    std::size_t from, std::size_t to, std::size_t begin_before) {
  re2::StringPiece match;
  if (!pattern.Match(text, from, to, re2::RE2::UNANCHORED, &match, 1)) return std::nullopt;
  const auto begin = static_cast<std::size_t>(match.data() - text.data());
  return begin < begin_before ? std::optional(begin) : std::nullopt;
}

std::optional<PatternRefusal::Place> place(const std::string& pattern, const std::string& text) {
  return PatternRefusal(read_pattern(pattern)).first_possible(text, 0, text.size());
}

}  // namespace

TEST_CASE("a place where a match begins is never refused") {
  std::mt19937 random(11);
  const std::vector<std::string> patterns = {
      "a{2,3}[0-9]{2}",  "(?:a1|[ab] ){2,}",
      "(?i)A\\s?1{2}",   "\\w{3}\\d?",
      "[^a]{2}1|b\\Sa",  "(a|1)+? ?b",
      "(?:ab|1-1)\\W?a", "(a?){2}b",
      "(a*)*1",          "(?:a*|b){2,3}-",
      "\\bab?\\b",       "(?:^|\\s)a1",
      "1(?:[^a1]|$)",    "(?i)(?:ab|(?-i:B1)|a a)[ab]{1,4}?b",
      "(?i)\xE9+b",      "(?i)[^\xC9]a",
      "a(?s:.{0,3}?)b1", "(?:a|b|ab|ba|1|11)(?:a|b|1 )b"};
  const std::string alphabet = "aabbB11 -\n\xE9\xC9";
  for (const std::string& pattern : patterns) {
    const re2::RE2 expression(pattern, latin1());
    REQUIRE(expression.ok());
    const PatternTree tree = read_pattern(pattern);
    REQUIRE_FALSE(tree.nodes.empty());
    const PatternRefusal refusal(tree);
    int matched = 0, refused = 0;
    for (int i = 0; i < 4000; ++i) {
      std::string text(1 + random() % 14, ' ');
      for (char& c : text) c = alphabet[random() % alphabet.size()];
      const std::size_t from = random() % text.size(),
                        to = from + random() % (text.size() - from + 1);
      const std::size_t begin_before = from + random() % (text.size() - from + 1);
      const auto begin = expected(expression, text, from, to, begin_before);
      const auto found =
          refusal.first_possible(std::string_view(text).substr(0, to), from, begin_before);
      INFO(pattern << " in " << text << " from " << from << " to " << to);
      refused += !found;
      if (!begin) continue;
      ++matched;
      REQUIRE(found.has_value());
      REQUIRE(found->position <= *begin);
    }
    CHECK(matched > 0);
    CHECK(refused > 0);
  }
}

TEST_CASE("expressions of the rules match their own examples in their trees") {
  const ParsedRules parsed = parse_rules(embedded_rules());
  int read = 0;
  for (const Rule& rule : parsed.rules) {
    if (rule.pattern.empty()) continue;
    const PatternTree tree = read_pattern(rule.pattern);
    read += !tree.nodes.empty();
    const PatternRefusal refusal(tree);
    const re2::RE2 expression(rule.pattern, latin1());
    for (const std::string& text : rule.examples) {
      const auto begin = expected(expression, text, 0, text.size(), text.size());
      if (!begin) continue;
      INFO(rule.id);
      const auto found = refusal.first_possible(text, 0, text.size());
      REQUIRE(found.has_value());
      CHECK(found->position <= *begin);
    }
  }
  CHECK(read > 50);
}

TEST_CASE("what cannot match is refused, and what takes too long is not") {
  CHECK_FALSE(
      place("(?i)authorization: (?:basic|bearer) [a-z]{8}", "authorization: none abcdefgh"));
  CHECK_FALSE(place("\\bkey_[0-9]{3}\\b", "monkey_123"));
  CHECK(place("\\bkey_[0-9]{3}\\b", "a key_123")->position == 2);
  CHECK(place("\\bkey_[0-9]{3}\\b", "a key_123")->tried);
  const auto slow = place("(?:a{1,60}){1,60}b", std::string(200, 'a'));
  REQUIRE(slow.has_value());
  CHECK_FALSE(slow->tried);
  // Not read, so not refused.
  CHECK(place("[[:alpha:]]+", "123").has_value());
}
