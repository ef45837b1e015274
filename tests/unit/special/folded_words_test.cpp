// Words are cut alike with and without vectors, and programs are told from prose.
#include "special/folded_words.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "special/program_text.hpp"

using namespace braque::special;

namespace {

/// With 32 bytes behind it that belong to no word, which is what the fast way needs, or without.
FoldedWord first_word(std::string text, bool padded) {
  FoldedWord word;
  GapSet gap = 0;
  if (padded) text.append(40, ' ');
  REQUIRE(next_word(text, 0, text.size(), word, gap));
  return word;
}

}  // namespace

TEST_CASE("Words of ASCII are cut alike near the end of a text and before it") {
  constexpr std::string_view kLetters = "abcXYZ0189";
  std::mt19937 random(7);
  for (std::size_t size = 1; size <= 50; ++size)
    for (int round = 0; round < 20; ++round) {
      std::string text;
      const std::size_t kinds = round % 3 == 0 ? 3 : kLetters.size();
      for (std::size_t i = 0; i < size; ++i) text += kLetters[random() % kinds];
      if (round % 5 == 0)
        for (char& c : text) c = "QRS"[random() % 3];
      if (round % 7 == 0)
        for (char& c : text) c = "357"[random() % 3];
      const FoldedWord fast = first_word(text, true), slow = first_word(text, false);
      INFO(text);
      CHECK(fast.bytes == slow.bytes);
      CHECK(fast.size == slow.size);
      CHECK(fast.end == size);
      CHECK(slow.end == size);
      CHECK(fast.capital == slow.capital);
      CHECK(fast.all_capitals == slow.all_capitals);
      CHECK(fast.digits == slow.digits);
      CHECK_FALSE(fast.foreign);
    }
}

TEST_CASE("A word goes on behind its ASCII letters") {
  for (const bool padded : {false, true}) {
    CHECK(first_word("caf\xC3\xA9s", padded).view() == "cafes");
    CHECK(first_word("caf\\u00e9", padded).view() == "cafe");
    CHECK(first_word("caf\xE9 noir", padded).view() == "cafe");
    CHECK(first_word("tab\\tnext", padded).view() == "tab");
    CHECK(first_word("\xC3\x89t\xC3\xA9", padded).capital);
    CHECK(first_word("HIV", padded).all_capitals);
    CHECK_FALSE(first_word("H", padded).all_capitals);
    CHECK(first_word("2024", padded).digits);
    CHECK(first_word("B12", padded).all_capitals == false);  // one letter
  }
}

TEST_CASE("More than one sign in twenty makes a program") {
  constexpr std::string_view kSigns = "{}();=_*&#\\";
  for (int byte = 0; byte < 256; ++byte) {
    // 200 bytes, in which more than ten signs are too many; 11 places, of which some are in no
    // whole vector.
    std::string text(200, 'a');
    for (const std::size_t at : {0U, 20U, 40U, 60U, 80U, 100U, 120U, 140U, 160U, 191U})
      text[at] = static_cast<char>(byte);
    CHECK_FALSE(is_program_text(text));
    text[199] = static_cast<char>(byte);
    const bool sign = byte != 0 && kSigns.find(static_cast<char>(byte)) != std::string_view::npos;
    CHECK(is_program_text(text) == sign);
  }
  CHECK_FALSE(is_program_text(""));
  CHECK(is_program_text("{"));
}
