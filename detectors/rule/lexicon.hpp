// A lexicon as written in a TOML file under rules/special/: lists of terms of one category in one
// language, the words that are looked for around terms, or the weights. What the lists mean is said
// in special/vocabulary.hpp and rules/special/README.md.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "rule/rule.hpp"

namespace braque {

/// One entry of a list: a term in the spelling of rules/special/README.md.
struct LexiconEntry {
  std::string text;
  int line = 0;
};

struct LexiconList {
  std::string name;
  std::vector<LexiconEntry> entries;
};

struct Lexicon {
  std::string subject;   ///< the id of the rule whose terms these are, "words" or "weights"
  std::string language;  ///< ISO 639-1; empty: of any language
  std::vector<LexiconList> lists;
  std::vector<std::pair<std::string, double>> weights;
  RuleOrigin origin;
};

}  // namespace braque
