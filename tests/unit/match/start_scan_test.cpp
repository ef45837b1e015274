// Words by their beginnings: against a search by hand, on texts made of words, escapes and bytes
// beyond ASCII.
#include "match/start_scan.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "base/ascii.hpp"

using namespace braque;
using match::StartScan;

namespace {

bool counts(const StartScan::Word& word, std::string_view text, std::size_t at, std::size_t end) {
  if (end - at < word.text.size()) return false;
  for (std::size_t i = 0; i < word.text.size(); ++i)
    if (ascii::lower(text[at + i]) != ascii::lower(word.text[i])) return false;
  const std::size_t behind = at + word.text.size();
  if (word.ends_word && behind < text.size() && ascii::is_alnum(text[behind])) return false;
  return !word.capitals || ascii::is_upper(text[behind - 1]) || ascii::is_digit(text[behind - 1]);
}

std::vector<std::uint32_t> by_hand(std::span<const StartScan::Word> words, std::string_view text,
                                   std::size_t begin, std::size_t end) {
  std::vector<std::uint32_t> places;
  for (std::size_t at = begin; at < end; ++at) {
    if (at > 0 && ascii::is_alnum(text[at - 1]) && (at < 2 || text[at - 2] != '\\')) continue;
    if (std::any_of(words.begin(), words.end(),
                    [&](const auto& word) { return counts(word, text, at, end); }))
      places.push_back(static_cast<std::uint32_t>(at));
  }
  return places;
}

std::string made_text(std::mt19937& random, std::span<const StartScan::Word> words,
                      std::size_t pieces) {
  const std::vector<std::string> gaps = {" ",        "",     "\\n", "\\", "\n", "-",
                                         "\xC3\xA9", "\xE9", "s",   "7",  "@`{"};
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) {
    std::string word = words[random() % words.size()].text;
    if (random() % 3 == 0)
      for (char& c : word) c = ascii::is_lower(c) ? static_cast<char>(c - 0x20) : c;
    if (random() % 4 == 0) word[random() % word.size()] = 'x';
    text += word.substr(0, 1 + random() % 12) + gaps[random() % gaps.size()];
  }
  return text;
}

}  // namespace

TEST_CASE("Words are found where they begin, with vectors and without") {
  std::mt19937 random(11);
  std::vector<StartScan::Word> words = {
      {"abc", false, false},   {"abcd", true, false},       {"hiv", true, true},
      {"krank", false, false}, {"krankheit", false, false}, {"\xC3\xA9pilep", false, false},
      {"\xE9pi", true, false}, {"6mois", false, false},     {"parti", true, false},
      {"parti", false, true},  {"syndicat", true, false}};
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (std::size_t size = 3 + random() % 8; text.size() < size;)
      text += static_cast<char>('a' + random() % 6);
    words.push_back({text, random() % 2 == 0, random() % 5 == 0});
  }
  const StartScan scan(words);
  std::size_t found = 0;
  for (int round = 0; round < 60; ++round) {
    const std::string text = made_text(random, words, static_cast<std::size_t>(round) * 5);
    const std::size_t begin = text.empty() ? 0 : random() % text.size(),
                      end = begin + random() % (text.size() - begin + 1);
    for (const auto& [from, to] :
         {std::pair<std::size_t, std::size_t>{0, text.size()}, {begin, end}}) {
      const std::vector<std::uint32_t> wanted = by_hand(words, text, from, to);
      std::vector<std::uint32_t> places, plain;
      scan.scan(text, from, to, places);
      scan.scan_plain(text, from, to, plain);
      CHECK(places == wanted);
      CHECK(plain == wanted);
      found += wanted.size();
    }
  }
  CHECK(found > 1000);
}

TEST_CASE("A word is found at every distance from the ends of a text") {
  const std::vector<StartScan::Word> words = {{"hiv", false, false}, {"depression", false, false}};
  const StartScan scan(words);
  for (const StartScan::Word& word : words)
    for (std::size_t before = 0; before < 150; ++before)
      for (std::size_t behind = 0; behind < 90; ++behind) {
        const std::string text = std::string(before, ' ') + word.text + std::string(behind, ' ');
        std::vector<std::uint32_t> places;
        scan.scan(text, 0, text.size(), places);
        REQUIRE(places == std::vector<std::uint32_t>{static_cast<std::uint32_t>(before)});
      }
}

TEST_CASE("No words, no places; what is too short or begins with a sign is not served") {
  std::vector<std::uint32_t> places;
  StartScan().scan("anything at all", 0, 15, places);
  StartScan(std::span<const StartScan::Word>()).scan("anything at all", 0, 15, places);
  CHECK(places.empty());
  CHECK(StartScan::served("hiv"));
  CHECK(StartScan::served("\xC3\xA9t"));
  CHECK_FALSE(StartScan::served("no"));
  CHECK_FALSE(StartScan::served("-no"));
}
