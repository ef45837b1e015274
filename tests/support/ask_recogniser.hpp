// Asks one recogniser, alone, about a text without structure.
#pragma once

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "recognise/recogniser.hpp"
#include "support/unit.hpp"
#include "validate/phone_region.hpp"

namespace braque::test {

struct Answer {
  std::string value;
  std::string country;  ///< two letters, or empty
  float logit = 0;
};

/// What it finds in `range`, in order.
inline std::vector<Answer> ask(const char* recogniser, const std::string& text, SearchRange range) {
  const NamedRecogniser* named = find_recogniser(recogniser);
  REQUIRE(named != nullptr);
  TextUnit unit = prose(text);
  std::vector<Cell> cells;
  UnitView view(unit, cells);
  std::vector<Recognised> found;
  named->make()->find(view, range, found);
  std::vector<Answer> answers;
  for (const Recognised& one : found) {
    Answer answer{text.substr(one.begin, one.end - one.begin), "", one.logit};
    if (one.country != 0) {
      const auto letters = validate::unpack_country(one.country);
      answer.country.assign(letters.data(), letters.size());
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

inline std::vector<Answer> ask(const char* recogniser, const std::string& text) {
  return ask(recogniser, text, {0, text.size()});
}

inline std::vector<std::string> values(const std::vector<Answer>& answers) {
  std::vector<std::string> texts;
  for (const Answer& answer : answers) texts.push_back(answer.value);
  return texts;
}

}  // namespace braque::test
