// The lexicons, compiled: which words are known, of what terms they are part, and by which bytes a
// text is searched for them. Immutable.
//
// A term is a row of words as rules/special/README.md spells them. Every word of it is a pattern:
// one or several spellings, with the endings that the language gives, a stem or a tail. A text's
// word is looked up once and gives the patterns that it is an instance of.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rule/lexicon.hpp"
#include "rule/parse_rules.hpp"
#include "special/folded_words.hpp"
#include "special/kinds.hpp"

namespace braque::special {

using PatternId = std::uint16_t;

/// The patterns that a word is an instance of.
struct WordPatterns {
  static constexpr std::size_t kMost = 10;
  std::array<PatternId, kMost> ids{};
  std::uint8_t count = 0;
  bool holds(PatternId id) const noexcept {
    for (std::size_t i = 0; i < count; ++i)
      if (ids[i] == id) return true;
    return false;
  }
};

/// One step of a term: a word, a word that may be missing, or up to three words of any kind.
struct Step {
  enum class Kind : std::uint8_t { word, optional, gap };
  std::vector<PatternId> patterns;  ///< one of them; few words are then instances of many patterns
  Kind kind = Kind::word;
  bool fits(const WordPatterns& word) const noexcept {
    for (const PatternId pattern : patterns)
      if (word.holds(pattern)) return true;
    return false;
  }
};

/// Bytes that a text is searched for, in any case.
struct Literal {
  std::string text;
  bool starts_word = true;  ///< no letter or digit stands before it where it counts
  bool ends_word = true;    ///< none behind it
  bool capitals = true;     ///< it counts in capitals only
};

struct Term {
  std::vector<Step> steps;
  std::uint8_t anchor = 0;    ///< the step by which it is found: a word
  std::uint8_t category = 0;  ///< index into kCategories, or kEveryCategory
  Tier tier = Tier::sufficient;
  LanguageSet languages = 0;
};

class Vocabulary {
 public:
  /// Compiles what the lexicons hold; what cannot be is a fault with file and line.
  static Vocabulary compile(std::span<const Lexicon> lexicons, std::vector<RuleFault>& faults);

  /// Every word that anchors a term contains one of these bytes, in any case.
  const std::vector<Literal>& literals() const noexcept { return literals_; }
  /// The patterns of a word.
  void look_up(const FoldedWord& word, WordPatterns& patterns) const noexcept;
  /// What a pattern says in any of the languages.
  ClassSet classes(PatternId pattern, LanguageSet languages) const noexcept;
  ClassSet any_classes(PatternId pattern) const noexcept { return patterns_[pattern].any_language; }
  /// The languages that a pattern tells.
  LanguageSet telling(PatternId pattern) const noexcept { return patterns_[pattern].telling; }
  /// The terms that have the pattern as their anchor, as indices for term(): what a text is
  /// searched for, and blockers, which matter only beside those.
  std::span<const std::uint32_t> anchored(PatternId pattern) const noexcept;
  std::span<const std::uint32_t> blocking(PatternId pattern) const noexcept;
  const Term& term(std::uint32_t index) const noexcept { return terms_[index]; }
  /// Is it written in capitals?
  bool wants_capitals(const Term& term) const noexcept {
    return patterns_[term.steps[term.anchor].patterns.front()].capitals;
  }
  std::size_t term_count() const noexcept { return terms_.size(); }
  /// The weight of a feature as the data file has it, or `otherwise`.
  double weight(std::string_view feature, double otherwise) const;

 private:
  friend class VocabularyCompiler;

  struct Pattern {
    std::array<ClassSet, kLanguages.size()> classes{};
    ClassSet any_language = 0;                                        ///< all of them together
    std::uint32_t first_term = 0, term_count = 0, blocker_count = 0;  ///< blockers follow the terms
    LanguageSet telling = 0;
    bool capitals = false;  ///< only words in capitals are instances
    bool capital = false;   ///< only words that begin with one
  };
  /// A spelling: the hash of a word, stem or tail, and one pattern that it is an instance of.
  struct Spelling {
    std::uint64_t hash = 0;
    PatternId pattern = 0;
    bool last = true;  ///< no further pattern for this hash
  };

  /// Three letters, of each five bits.
  static constexpr std::size_t three_of(const char* letters) noexcept {
    const auto five = [letters](int i) {
      return static_cast<std::size_t>(static_cast<unsigned char>(letters[i]) & 31);
    };
    return five(0) | five(1) << 5 | five(2) << 10;
  }
  using Threes = std::array<std::uint64_t, (std::size_t{1} << 15) / 64>;
  static bool holds(const Threes& threes, const char* letters) noexcept {
    const std::size_t three = three_of(letters);
    return (threes[three / 64] >> three % 64 & 1) != 0;
  }

  void collect(std::uint64_t hash, const FoldedWord& word, WordPatterns& patterns) const noexcept;
  void collect_beginnings(const FoldedWord& word, WordPatterns& patterns) const noexcept;
  void collect_tails(const FoldedWord& word, WordPatterns& patterns) const noexcept;

  std::vector<Pattern> patterns_;
  std::vector<Term> terms_;
  std::vector<std::uint32_t> anchored_;
  std::vector<Literal> literals_;
  std::vector<Spelling> spellings_;    ///< by hash
  std::vector<std::uint32_t> places_;  ///< open addressing: index into spellings_ + 1
  std::vector<std::uint64_t> filter_;  ///< one bit for each hash
  Threes beginnings_{},
      tails_{};  ///< the first letters of stems and beginnings, the last ones of tails
  std::unordered_map<std::string, double> weights_;
};

}  // namespace braque::special
