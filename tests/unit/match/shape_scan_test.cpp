#include "match/shape_scan.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace braque::match;

namespace {

struct Scan {
  std::vector<std::pair<std::uint32_t, Pointer>> candidates;
  std::uint64_t line_feeds = 0;
  bool operator==(const Scan&) const = default;
};

Scan scan(VectorLevel level, const std::string& text, std::size_t from, std::size_t to) {
  Scan all;
  std::vector<ShapeCandidate> out(kCandidatesPerBlock + 40);  // small: many calls
  for (std::size_t at = from; at < to;) {
    const ShapeScanResult result = scan_shapes(level, text, at, to, out);
    REQUIRE(result.scanned_to > at);
    for (std::size_t i = 0; i < result.candidates; ++i)
      all.candidates.emplace_back(out[i].position, out[i].pointer);
    all.line_feeds += result.line_feeds;
    at = result.scanned_to;
  }
  return all;
}

void require_equal_levels(const std::string& text, std::size_t from, std::size_t to) {
  const Scan expected = scan(VectorLevel::scalar, text, from, to);
  for (VectorLevel level : {VectorLevel::sse2, VectorLevel::avx2, VectorLevel::avx512})
    if (level <= best_vector_level()) REQUIRE(scan(level, text, from, to) == expected);
}

bool points_at(const std::string& text, std::uint32_t position, Pointer pointer) {
  for (const auto& [p, kind] : scan(VectorLevel::scalar, text, 0, text.size()).candidates)
    if (p == position && kind == pointer) return true;
  return false;
}

}  // namespace

TEST_CASE("all vector levels give the same candidates") {
  std::mt19937 random(7);
  const std::string alphabet = "0123456789ABCDEFXYZabcxyz@:.-/()+,*< _\n\xC3\xA9";
  for (int round = 0; round < 300; ++round) {
    std::string text(random() % 700, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    const std::size_t from = text.empty() ? 0 : random() % text.size();
    require_equal_levels(text, 0, text.size());
    require_equal_levels(text, from, text.size());
    require_equal_levels(text, from / 2, from);
  }
}

TEST_CASE("all vector levels agree on adversarial text") {
  for (const std::string& piece :
       {std::string("@"), std::string("1"), std::string("A"), std::string("::"), std::string("1."),
        std::string("1 "), std::string("A1"), std::string("\n"), std::string("\xFF"),
        std::string(1, '\0'), std::string("1999 ")}) {
    std::string text;
    while (text.size() < 1000) text += piece;
    require_equal_levels(text, 0, text.size());
    require_equal_levels(text, 3, text.size() - 5);
  }
}

TEST_CASE("the scan points at whatever could begin a value, at every offset in a block") {
  const std::vector<std::pair<std::string, Pointer>> samples = {
      {"185057800608491", Pointer::token},
      {"1 85 05 78 006 084 91", Pointer::token},
      {"FR7630006000011234567890189", Pointer::token},
      {"AB-123-CD", Pointer::token},
      {"10.0.0.1", Pointer::token},
      {"BNPAFRPP", Pointer::token},
      {"@", Pointer::at},
      {"00:1a:2b:3c:4d:5e", Pointer::colon},
      {"::1", Pointer::colon}};
  for (const auto& [sample, pointer] : samples) {
    for (std::size_t before = 0; before < 140; ++before) {
      const std::string text = std::string(before, ' ') + sample + "  end";
      const std::size_t inside = pointer == Pointer::colon ? sample.find(':') : 0;
      INFO(sample << " behind " << before << " bytes");
      REQUIRE(points_at(text, static_cast<std::uint32_t>(before + inside), pointer));
    }
  }
}

TEST_CASE("words with few digits are not pointed at") {
  const auto pointed = [](const std::string& text) { return points_at(text, 0, Pointer::token); };
  CHECK(pointed("m69 12"));
  CHECK_FALSE(pointed("m69 "));
  CHECK(pointed("m6 4567890123456781"));
  CHECK_FALSE(pointed("monograph 123456"));  // no digit within eight bytes
  CHECK_FALSE(pointed("12345"));
  CHECK(pointed("123456"));
  CHECK(pointed("1 2 3 4 5 6"));
  CHECK_FALSE(pointed("1   2   3   4   5   6"));
  CHECK(pointed("1.2.3.4"));
  CHECK(pointed("1.20.30.4"));
  CHECK_FALSE(pointed("1.2.3 4"));
  CHECK_FALSE(pointed("1.2.3  45"));
  CHECK(pointed("ABCDEFGH"));
  CHECK_FALSE(pointed("ABCDEFGh"));
}

TEST_CASE("a year is pointed at behind a word only") {
  const auto pointed = [](const std::string& text) {
    return points_at(text, static_cast<std::uint32_t>(text.find('1')), Pointer::year);
  };
  for (std::size_t before = 0; before < 70; ++before) {
    const std::string blanks(before, ' ');
    INFO(before);
    CHECK(pointed(blanks + "mars 1985"));
    CHECK(pointed(blanks + "m\xC3\xA9 1985"));
    CHECK(pointed(blanks + "Aug. 1985,"));
    CHECK_FALSE(pointed(blanks + "(c) 1985"));
    CHECK_FALSE(pointed(blanks + "mars-1985"));
    CHECK_FALSE(pointed(blanks + "mars 1985a"));
    CHECK_FALSE(pointed(blanks + "mars 19855"));
  }
}

TEST_CASE("plain prose is not pointed at") {
  const std::string text = "The quick brown fox jumps over the lazy dog; chapter 3, page 12.\n";
  const Scan result = scan(best_vector_level(), text, 0, text.size());
  CHECK(result.candidates.empty());
  CHECK(result.line_feeds == 1);
}
