#include "match/prefix_table.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace braque::match;

TEST_CASE("the words that begin at a place are those that one finds by comparing") {
  std::mt19937 random(3);
  const auto some_word = [&](std::size_t most) {
    std::string word(1 + random() % most, ' ');
    for (char& c : word) c = "abc \xC3"[random() % 5];
    return word;
  };
  std::vector<std::string> words;
  for (int i = 0; i < 600; ++i) words.push_back(some_word(i % 3 == 0 ? 14 : 5));
  words.push_back("");
  const std::vector<std::string_view> views(words.begin(), words.end());
  const PrefixTable table(views);
  int found = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string text = some_word(40) + some_word(20);
    // What stands behind the text must not matter.
    const std::string padded = text + some_word(20) + std::string(PrefixTable::kPadding, 'a');
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::vector<std::uint32_t> expected, seen;
      for (std::uint32_t w = 0; w < words.size(); ++w)
        if (!words[w].empty() && text.compare(at, words[w].size(), words[w]) == 0 &&
            at + words[w].size() <= text.size())
          expected.push_back(w);
      table.look(std::string_view(padded).substr(0, text.size()), at,
                 [&](std::uint32_t word, std::size_t length) {
                   CHECK(length == words[word].size());
                   seen.push_back(word);
                 });
      std::sort(seen.begin(), seen.end());
      REQUIRE(seen == expected);
      found += static_cast<int>(seen.size());
    }
  }
  CHECK(found > 1000);
}

TEST_CASE("a table without words finds nothing") {
  int found = 0;
  PrefixTable().look("abcdefgh", 0, [&](std::uint32_t, std::size_t) { ++found; });
  CHECK(found == 0);
}
