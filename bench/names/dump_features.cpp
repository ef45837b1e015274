// Prints what the person name model sees, for training: one line per judged token,
//     document begin end row row row ...
// Input: for each document a line "LENGTH\n", then LENGTH bytes of text, then a line feed.
#include <cstdio>
#include <iostream>
#include <string>

#include "recognise/name_features.hpp"
#include "recognise/name_search.hpp"

int main() {
  namespace names = braque::names;
  std::string line, text;
  for (int document = 0; std::getline(std::cin, line); ++document) {
    text.resize(std::stoul(line));
    if (!std::cin.read(text.data(), static_cast<std::streamsize>(text.size()))) return 1;
    std::cin.get();
    names::NameSearch search(text, 0, text.size());
    names::Window window;
    names::Features features;
    int first = 0, last = 0;
    while (search.next(window, first, last)) {
      names::Run run;
      for (int i = first; i < last; ++i) {
        const names::Token& token = window.tokens[static_cast<std::size_t>(i)];
        if (!names::is_capital(token) || token.entry.cue() == names::Cue::title) continue;
        if (i >= run.end || i == first) run = names::run_around(text, window, i);
        names::features_of(text, window, i, run, features);
        names::add_distant_features(text, window, i, run, features);
        const std::uint32_t place[3] = {static_cast<std::uint32_t>(document), token.begin,
                                        token.end};
        std::fwrite(place, sizeof place, 1, stdout);
        while (features.count < 64) features.add(names::feature_rows());
        std::fwrite(features.rows.data(), sizeof features.rows[0], 64, stdout);
      }
    }
  }
  return 0;
}
