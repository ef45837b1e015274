#include "match/token.hpp"

#include <bit>
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "match/templates.hpp"

using namespace braque;
using namespace braque::match;

namespace {

std::string compact_of(const TokenWalk& walk) { return {walk.compact.data(), walk.length}; }

TokenWalk walk_at(VectorLevel level, std::string_view text, std::size_t start) {
  TokenWalk token;
  walk_token(level, text, start, token);
  spell_token(text, start, token);
  return token;
}

/// Byte by byte; and the vector walks, which must agree, with the text alone and with more behind
/// it.
TokenWalk walk(std::string_view text, std::size_t start = 0) {
  const TokenWalk expected = walk_at(VectorLevel::scalar, text, start);
  const std::string longer = std::string(text) + '\n' + std::string(80, ';');
  for (const std::string& whole : {std::string(text), longer}) {
    for (VectorLevel level : {VectorLevel::sse2, VectorLevel::avx2, VectorLevel::avx512}) {
      if (level > best_vector_level()) continue;
      INFO(name(level) << ": " << text);
      const TokenWalk token = walk_at(level, whole, start);
      REQUIRE(compact_of(token) == compact_of(expected));
      REQUIRE(token.digits == expected.digits);
      REQUIRE(token.upper == expected.upper);
      REQUIRE(token.lower == expected.lower);
      REQUIRE(token.separated == expected.separated);
      REQUIRE(token.ends == expected.ends);
      REQUIRE(token.plus_before == expected.plus_before);
      REQUIRE(token.promising == expected.promising);
      for (std::size_t i = 0; i < expected.length; ++i) {
        REQUIRE(token.position[i] == expected.position[i]);
        if ((expected.separated >> i) & 1) REQUIRE(token.separator[i] == expected.separator[i]);
      }
    }
  }
  return expected;
}

bool fits_rule(const Rule& rule, std::string_view text, std::size_t start = 0) {
  TemplateTable table;
  REQUIRE(table.add(rule, 0).empty());
  const TokenWalk token = walk(text, start);
  bool fitted = false;
  for (std::size_t length = 1; length <= token.length; ++length) {
    if (((token.ends >> length) & 1) == 0) continue;
    const bool possible =
        (table.filter().lengths(token.ends, token.digits, token.lower) >> length) & 1;
    const bool only_digits = static_cast<std::size_t>(std::countr_one(token.digits)) >= length;
    for (const TemplateForm& form : table.of_length(length, only_digits)) {
      const bool fits = fits_kinds(form, token) && fits_separators(form, token);
      if (fits) REQUIRE(possible);  // the lengths refuse nothing that fits
      fitted |= fits;
    }
  }
  return fitted;
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
  CHECK(compact_of(walk("06\xC2\xA0"
                        "39\xE2\x80\xAF"
                        "98")) == "063998");
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

TEST_CASE("all levels walk random text alike") {
  std::mt19937 random(5);
  const std::vector<std::string> pieces = {
      "1", "23", "456", "A",  "BC", "d",  "ef", " ", ".", "-",        "/",       "(",
      ")", "+",  ") ",  " (", ". ", "  ", "_",  ",", "<", "\xC2\xA0", "\xC3\xA9"};
  for (int round = 0; round < 3000; ++round) {
    std::string text = random() % 2 == 0 ? "7" : "+X";
    const std::size_t start = text.size() - 1;
    for (std::size_t count = random() % 60; count != 0; --count)
      text += pieces[random() % (random() % 3 == 0 ? pieces.size() : 16)];
    walk(text, start);
  }
}

TEST_CASE("a token of every length fits its template, at every level") {
  for (std::size_t length = 1; length < TokenWalk::kLengthMax; ++length) {
    Rule rule;
    rule.templates = {std::string(length, '9')};
    CHECK(fits_rule(rule, std::string(length, '4')));
    CHECK_FALSE(fits_rule(rule, std::string(length, '4') + "5"));
    CHECK_FALSE(fits_rule(rule, std::string(length - 1, '4') + "A"));
    rule.templates = {std::string(length, 'N')};
    CHECK(fits_rule(rule, std::string(length, '4')));
    CHECK(fits_rule(rule, std::string(length - 1, '4') + "A"));
    CHECK_FALSE(fits_rule(rule, std::string(length - 1, '4') + "a"));
    rule.capitals = false;
    CHECK(fits_rule(rule, std::string(length - 1, '4') + "a"));
  }
}

TEST_CASE("rules with the same template share one form") {
  TemplateTable table;
  Rule rule;
  rule.templates = {"999 999 999"};
  for (std::uint16_t index = 0; index < 20; ++index) REQUIRE(table.add(rule, index).empty());
  rule.separators = "-";
  REQUIRE(table.add(rule, 20).empty());
  REQUIRE(table.of_length(9, true).size() == 2);
  CHECK(table.of_length(9, true)[0].rules.size() == 20);
  CHECK(table.of_length(9, true)[1].rules == std::vector<std::uint16_t>{20});
  CHECK(table.of_length(9, false).empty());
}
