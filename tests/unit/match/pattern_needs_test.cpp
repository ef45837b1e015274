#include "match/pattern_needs.hpp"

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace braque::match;

TEST_CASE("what an expression needs is counted over groups, alternatives and repetitions") {
  struct Case {
    const char* pattern;
    std::uint32_t digits, solid, word, alnum;
  };
  for (const Case& one : std::vector<Case>{
           {"key_[0-9a-f]{64}", 0, 68, 68, 64},
           {"(?i)\\b(?:lat|lon)[^0-9\\r\\n]{0,40}?([-+]?\\d{1,2}\\.\\d{4,15})", 5, 6, 4, 4},
           {"(a{10}|[0-9]{4})x", 0, 5, 5, 5},
           {"ab cd{3}", 0, 4, 4, 4},
           {"(?:abc ){3}", 0, 3, 3, 3},
           {"(?:a bc){3}", 0, 3, 3, 3},
           {"x?[0-9]+y*", 1, 1, 1, 1},
           {"\\x41\\d(?P<name>\\d\\d)", 3, 4, 4, 4},
           {"[^\\s]{12}", 0, 12, 0, 0},
           {"[^x]{12}", 0, 0, 0, 0},
           {"^$|abc", 0, 0, 0, 0},
           {"\\$2a\\$[]a-]{5}", 1, 9, 2, 2},
       }) {
    INFO(one.pattern);
    const PatternNeeds needs = needs_of(one.pattern);
    CHECK(needs.digits == one.digits);
    CHECK(needs.solid == one.solid);
    CHECK(needs.word == one.word);
    CHECK(needs.alnum == one.alnum);
  }
}

TEST_CASE("syntax that is not known asks for nothing") {
  for (const char* pattern : {"\\pL{20}", "[[:alpha:]]{20}", "a{20", "(abc", "a{20}{2}",
                              "\\Qabc\\E", "[a", "a)", "\\C{20}", "a**"}) {
    INFO(pattern);
    CHECK(needs_of(pattern).digits == 0);
    CHECK(needs_of(pattern).solid == 0);
  }
}

TEST_CASE("no text that matches is refused") {
  std::mt19937 random(5);
  const std::vector<std::string> patterns = {"a{2,3}[0-9]{2}",  "(?:a1|[ab] ){2,}", "(?i)A\\s?1{2}",
                                             "\\w{3}\\d?",      "[^a]{2}1|b\\Sa",   "(a|1)+? ?b",
                                             "a{2}-?[b1]{2,3}", "(?:ab|1-1)\\W?a"};
  const std::string alphabet = "aab11 -\n";
  for (const std::string& pattern : patterns) {
    const PatternNeeds needs = needs_of(pattern);
    const re2::RE2 expression(pattern);
    int matched = 0;
    for (int i = 0; i < 3000; ++i) {
      std::string text(1 + random() % 10, ' ');
      for (char& c : text) c = alphabet[random() % alphabet.size()];
      if (!re2::RE2::PartialMatch(text, expression)) continue;
      ++matched;
      INFO(pattern << " in " << text);
      REQUIRE(may_hold(needs, text));
    }
    CHECK(matched > 0);
  }
  CHECK_FALSE(may_hold({3, 0, 0, 0}, "a1 2"));
  CHECK_FALSE(may_hold({0, 3, 0, 0}, "ab 12"));
  CHECK_FALSE(may_hold({0, 0, 3, 0}, "ab.12"));
  CHECK_FALSE(may_hold({0, 0, 3, 3}, "ab_12"));
  CHECK(may_hold({0, 5, 2, 2}, "x ab.12"));
  CHECK(may_hold({2, 2, 2, 2}, "ab 12"));
}
