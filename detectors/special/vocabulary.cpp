#include "special/vocabulary.hpp"

#include "special/word_hash.hpp"

namespace braque::special {

ClassSet Vocabulary::classes(PatternId pattern, LanguageSet languages) const noexcept {
  if (patterns_[pattern].any_language == 0 || languages == kAnyLanguage)
    return patterns_[pattern].any_language;
  ClassSet all = 0;
  for (std::size_t i = 0; i < kLanguages.size(); ++i)
    if ((languages >> i & 1) != 0) all |= patterns_[pattern].classes[i];
  return all;
}

std::span<const std::uint32_t> Vocabulary::anchored(PatternId pattern) const noexcept {
  const Pattern& known = patterns_[pattern];
  return {anchored_.data() + known.first_term, known.term_count};
}

std::span<const std::uint32_t> Vocabulary::blocking(PatternId pattern) const noexcept {
  const Pattern& known = patterns_[pattern];
  return {anchored_.data() + known.first_term + known.term_count, known.blocker_count};
}

double Vocabulary::weight(std::string_view feature, double otherwise) const {
  const auto found = weights_.find(std::string(feature));
  return found == weights_.end() ? otherwise : found->second;
}

void Vocabulary::collect(std::uint64_t hash, const FoldedWord& word,
                         WordPatterns& patterns) const noexcept {
  const std::size_t bits = filter_.size() * 64 - 1;
  const std::size_t bit = hash & bits;
  if ((filter_[bit / 64] >> bit % 64 & 1) == 0) return;
  const std::size_t mask = places_.size() - 1;
  for (std::size_t place = (hash >> 32) & mask; places_[place] != 0; place = (place + 1) & mask) {
    std::size_t at = places_[place] - 1;
    if (spellings_[at].hash != hash) continue;
    for (;; ++at) {
      const Spelling& spelling = spellings_[at];
      const Pattern& pattern = patterns_[spelling.pattern];
      const bool fits = (!pattern.capitals || word.all_capitals || word.digits) &&
                        (!pattern.capital || word.capital);
      if (fits && patterns.count < WordPatterns::kMost && !patterns.holds(spelling.pattern))
        patterns.ids[patterns.count++] = spelling.pattern;
      if (spelling.last) return;
    }
  }
}

void Vocabulary::look_up(const FoldedWord& word, WordPatterns& patterns) const noexcept {
  patterns.count = 0;
  if (places_.empty() || word.size == 0) return;
  const std::string_view folded = word.view();
  // The whole word first: when a word is an instance of too many patterns, the vaguer ones are left
  // out.
  collect(hash_of(folded, Form::whole), word, patterns);
  if (folded.size() < kPartLeast) return;
  // Few words begin or end like a pattern that is a part of words.
  if (holds(beginnings_, folded.data())) collect_beginnings(word, patterns);
  if (holds(tails_, folded.data() + folded.size() - kPartLeast)) collect_tails(word, patterns);
}

void Vocabulary::collect_beginnings(const FoldedWord& word, WordPatterns& patterns) const noexcept {
  const std::string_view folded = word.view();
  std::uint64_t hash = kHashStart;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    hash = hash_step(hash, folded[i]);
    if (i + 1 < kPartLeast) continue;
    if (folded.size() - (i + 1) <= kEndingMost) collect(hash_end(hash, Form::stem), word, patterns);
    collect(hash_end(hash, Form::beginning), word, patterns);
  }
}

void Vocabulary::collect_tails(const FoldedWord& word, WordPatterns& patterns) const noexcept {
  const std::string_view folded = word.view();
  std::uint64_t hash = kHashStart;
  for (std::size_t i = folded.size(), size = 1; i-- > 0; ++size) {
    hash = hash_step(hash, folded[i]);
    if (size >= kPartLeast) collect(hash_end(hash, Form::tail), word, patterns);
  }
}

}  // namespace braque::special
