// The words around terms, looked up once, and the names among them. Both are cut on demand and
// kept while terms come in ascending order, so that dense text costs one pass.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "recognise/recogniser.hpp"
#include "special/vocabulary.hpp"

namespace braque::special {

struct Word {
  std::uint32_t begin = 0, end = 0;
  GapSet before = 0;  ///< what stands between it and the word before
  bool capital = false, all_capitals = false, digits = false;
  std::uint8_t letters = 0;  ///< of the folded form
  names::Entry entry;        ///< what the name lists say of it
  LanguageSet telling = 0;   ///< the languages that it tells
  ClassSet any_classes = 0;  ///< what it says in any language
  WordPatterns patterns;
};

/// Words that were looked up: texts say the same words again and again. One a thread.
class WordMemory {
 public:
  WordMemory() : places_(kPlaces) {}
  void look_up(const Vocabulary& vocabulary, const FoldedWord& folded, Word& word);

 private:
  static constexpr std::size_t kPlaces = 4096;
  struct Place {
    std::uint64_t hash = 0;  ///< of the word, with what its capitals are; 0: empty
    names::Entry entry;
    LanguageSet telling = 0;
    ClassSet any_classes = 0;
    WordPatterns patterns;
  };
  std::vector<Place> places_;
};

/// Words [first, last) of a window.
struct WordRange {
  std::size_t first = 0, last = 0;
};

class TextWindow {
 public:
  TextWindow(const Vocabulary& vocabulary, std::string_view text, WordMemory& memory)
      : vocabulary_(vocabulary), memory_(memory), text_(text) {}

  /// Makes the words that begin in [from, to) available; drops those far behind when it has to
  /// start anew. Word indices hold until the next call.
  void cover(std::size_t from, std::size_t to);
  std::span<const Word> words() const noexcept { return words_; }
  /// The index of the first word that begins at or behind `position`.
  std::size_t index_of(std::size_t position) const noexcept;
  /// What a word says in these languages.
  ClassSet classes(const Word& word, LanguageSet languages) const noexcept;

 private:
  const Vocabulary& vocabulary_;
  WordMemory& memory_;
  std::string_view text_;
  std::vector<Word> words_;
  std::size_t from_ = 0, to_ = 0;
};

/// Names of persons, as the recogniser of names sees them. A name depends on 512 bytes around it
/// only, so the pieces in which a text is asked do not matter.
class NameWindow {
 public:
  NameWindow(const Recogniser& names, UnitView& view) : names_(names), view_(view) {}
  /// The names that begin in [from, to), in ascending order.
  std::span<const Recognised> in(std::size_t from, std::size_t to);

 private:
  const Recogniser& names_;
  UnitView& view_;
  std::vector<Recognised> found_;
  std::size_t from_ = 0, to_ = 0;
};

/// Where a term was found: words [first, last) and their bytes.
struct TermHit {
  std::size_t first = 0, last = 0;  ///< indices into TextWindow::words()
  std::uint32_t begin = 0, end = 0;
  const Term* term = nullptr;
  LanguageSet languages = 0;  ///< that the text around it may be in
  LanguageSet spoken = 0;     ///< in which these words are such a term
  bool plain = false;  ///< an uncertain term, and nobody and no cue near it: vocabulary at most
};

/// Appends every term of which words()[at] is the anchor.
void match_terms(const Vocabulary& vocabulary, std::span<const Word> words, std::size_t at,
                 std::vector<TermHit>& hits);
/// The same for blockers.
void match_blockers(const Vocabulary& vocabulary, std::span<const Word> words, std::size_t at,
                    std::vector<TermHit>& hits);

}  // namespace braque::special
