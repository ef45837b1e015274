#include "match/literal_scan.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace braque::match;

namespace {

using Patterns = std::vector<Database::Pattern>;
using Hits = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  ///< end, id

Patterns patterns_of(const std::vector<std::string>& texts) {
  Patterns patterns;
  for (const std::string& text : texts)
    patterns.push_back({text, static_cast<std::uint32_t>(patterns.size())});
  return patterns;
}

Hits sorted(const std::vector<Hit>& hits) {
  Hits all;
  for (const Hit& hit : hits) all.emplace_back(hit.end, hit.id);
  std::sort(all.begin(), all.end());
  return all;
}

/// Hyperscan, the table with vectors and the table without, on the same text.
class Engines {
 public:
  explicit Engines(const Patterns& patterns)
      : scan_(patterns),
        database_(compile(patterns)),
        scratch_(std::array<const Database*, 1>{&database_}) {}

  void require_equal(std::string_view text) const {
    std::vector<Hit> expected, found, plain;
    scratch_.scan(database_, text, expected);
    scan_.scan(text, found);
    scan_.scan_plain(text, plain);
    REQUIRE(sorted(found) == sorted(expected));
    REQUIRE(sorted(plain) == sorted(expected));
    REQUIRE(std::is_sorted(found.begin(), found.end(),
                           [](const Hit& a, const Hit& b) { return a.end < b.end; }));
  }

 private:
  static Database compile(const Patterns& patterns) {
    int failed = -1;
    auto database = Database::compile(Database::Syntax::literal, patterns, failed);
    REQUIRE(database.has_value());
    return std::move(*database);
  }
  LiteralScan scan_;
  Database database_;
  Scratch scratch_;
};

const std::vector<std::string> kTexts = {"key",
                                         "apikey",
                                         "key=",
                                         "dob",
                                         "DOB:",
                                         " rue ",
                                         "-----BEGIN ",
                                         "n\xC3\xA9\x65 ",
                                         "aaaa",
                                         "aaa",
                                         "aaaaaaab",
                                         "://",
                                         "$2a$",
                                         "sk_live_",
                                         "avenue",
                                         "venue",
                                         "e",
                                         "=1",
                                         "abcdefghijklmnopqrstuvwxyz",
                                         "\n\xC3\xA9t\xC3\xA9",
                                         "keykey"};

}  // namespace

TEST_CASE("the literal table finds what Hyperscan finds in random text") {
  const Engines engines(patterns_of(kTexts));
  std::mt19937 random(11);
  const std::string alphabet = "aabekyvnudo:= -1$/_\n\xC3\xA9KEYABN";
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 400, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    for (int planted = 0; planted < 4; ++planted) {
      std::string literal = kTexts[random() % kTexts.size()];
      if (random() % 2 == 0)
        for (char& c : literal) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      if (literal.size() <= text.size())
        text.replace(random() % (text.size() - literal.size() + 1), literal.size(), literal);
    }
    engines.require_equal(text);
  }
}

TEST_CASE("each literal is found at every distance from both ends") {
  const Engines engines(patterns_of(kTexts));
  for (const std::string& literal : kTexts)
    for (std::size_t before = 0; before < 140; ++before)
      for (const std::size_t behind : {0, 1, 2, 3, 59, 60, 61, 62, 63, 64, 65, 130})
        engines.require_equal(std::string(before, '.') + literal + std::string(behind, '.'));
}

TEST_CASE("text that is nothing but beginnings of literals") {
  const Engines engines(patterns_of(kTexts));
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "key";
  engines.require_equal(text);
  engines.require_equal(std::string(5000, 'a'));
  engines.require_equal(std::string(3, 'a'));
  engines.require_equal("");
  engines.require_equal(std::string(300, '\0') + "key" + std::string(1, '\0'));
}

TEST_CASE("bytes that only look alike when case is taken away are told apart") {
  const LiteralScan scan(patterns_of({"a[b]", "@x_y", "t-0k"}));
  std::vector<Hit> hits;
  scan.scan("a{b} `x_y T\rk A[B] @X_Y ", hits);
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].id == 0);
  CHECK(hits[0].end == 18);
  CHECK(hits[1].id == 1);
}

TEST_CASE("an empty table finds nothing") {
  const LiteralScan scan;
  std::vector<Hit> hits;
  CHECK(scan.empty());
  scan.scan("key", hits);
  CHECK(hits.empty());
}
