#include "special/text_window.hpp"

#include <algorithm>
#include <cstring>

namespace braque::special {
namespace {

constexpr std::size_t kNamesAtOnce = 512;
constexpr std::size_t kWordsKept = 8192, kWordsAtFirst = 256;

/// Of a folded word and the shape of its capitals; never 0.
std::uint64_t memory_hash(const FoldedWord& folded) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;  // 2^64 / golden ratio
  const std::uint64_t shape = folded.size * std::uint64_t{8} + (folded.capital ? 1U : 0U) +
                              (folded.all_capitals ? 2U : 0U) + (folded.digits ? 4U : 0U);
  // Spread, so that it cannot make up for another letter.
  std::uint64_t hash = shape * kOdd;
  for (std::size_t i = 0; i < folded.size; i += 8) {
    std::uint64_t chunk;
    std::memcpy(&chunk, folded.bytes.data() + i, sizeof chunk);
    hash = (hash ^ chunk) * kOdd;
    hash ^= hash >> 29;
  }
  return hash * 0xBF58476D1CE4E5B9U | 1;
}
static_assert(FoldedWord::kLongest % 8 == 0);

names::Entry name_entry(const FoldedWord& word) {
  names::Folded folded;
  if (!word.capital || word.size > names::Folded::kLongest) return {};
  std::copy(word.bytes.begin(), word.bytes.begin() + word.size, folded.bytes.begin());
  folded.size = word.size;
  return names::look_up(folded);
}

/// Nothing but what joins the words of one expression.
bool joined(const Word& word) {
  constexpr auto kParts = static_cast<GapSet>(
      static_cast<unsigned>(Gap::blank_line) | static_cast<unsigned>(Gap::stop) |
      static_cast<unsigned>(Gap::semicolon) | static_cast<unsigned>(Gap::bracket) |
      static_cast<unsigned>(Gap::dash) | static_cast<unsigned>(Gap::comma));
  return (word.before & kParts) == 0;
}

/// Matches the steps of a term on one side of its anchor.
class StepMatcher {
 public:
  StepMatcher(std::span<const Word> words, const Term& term) : words_(words), term_(term) {}

  /// Steps from `step` on, the next word being `at`; on success `at` is behind the last one.
  bool forward(std::size_t step, std::size_t& at) const {
    if (step == term_.steps.size()) return true;
    const Step& wanted = term_.steps[step];
    if (wanted.kind == Step::Kind::gap) {
      for (std::size_t skipped = 0; skipped <= kGapMost; ++skipped) {
        std::size_t next = at + skipped;
        if (next > words_.size() || (skipped > 0 && !may_follow(next - 1))) return false;
        if (forward(step + 1, next)) {
          at = next;
          return true;
        }
      }
      return false;
    }
    if (at < words_.size() && may_follow(at) && wanted.fits(words_[at].patterns)) {
      std::size_t next = at + 1;
      if (forward(step + 1, next)) {
        at = next;
        return true;
      }
    }
    return wanted.kind == Step::Kind::optional && forward(step + 1, at);
  }

  /// Steps before `step` (exclusive), the word in front of `at` being next; `at` becomes the first
  /// one.
  bool backward(std::size_t step, std::size_t& at) const {
    if (step == 0) return true;
    const Step& wanted = term_.steps[step - 1];
    if (wanted.kind == Step::Kind::gap) {
      for (std::size_t skipped = 0; skipped <= kGapMost && skipped <= at; ++skipped) {
        std::size_t next = at - skipped;
        if (skipped > 0 && !may_follow(next + 1)) return false;
        if (backward(step - 1, next)) {
          at = next;
          return true;
        }
      }
      return false;
    }
    if (at > 0 && may_follow(at) && wanted.fits(words_[at - 1].patterns)) {
      std::size_t next = at - 1;
      if (backward(step - 1, next)) {
        at = next;
        return true;
      }
    }
    return wanted.kind == Step::Kind::optional && backward(step - 1, at);
  }

 private:
  static constexpr std::size_t kGapMost = 3;
  /// May words_[at] follow the word before it within a term? At the end of the words nothing speaks
  /// against it.
  bool may_follow(std::size_t at) const { return at >= words_.size() || joined(words_[at]); }

  std::span<const Word> words_;
  const Term& term_;
};

}  // namespace

void WordMemory::look_up(const Vocabulary& vocabulary, const FoldedWord& folded, Word& word) {
  const std::uint64_t hash = memory_hash(folded);
  Place& place = places_[(hash >> 40) % kPlaces];
  if (place.hash != hash) {
    place.hash = hash;
    place.entry = name_entry(folded);
    vocabulary.look_up(folded, place.patterns);
    place.any_classes = 0;
    place.telling = 0;
    for (std::size_t i = 0; i < place.patterns.count; ++i) {
      place.any_classes |= vocabulary.any_classes(place.patterns.ids[i]);
      place.telling |= vocabulary.telling(place.patterns.ids[i]);
    }
  }
  word.entry = place.entry;
  word.any_classes = place.any_classes;
  word.telling = place.telling;
  word.patterns = place.patterns;
}

void TextWindow::cover(std::size_t from, std::size_t to) {
  to = std::min(to, text_.size());
  if (from < from_ || from > to_ || (to_ < to && words_.size() > kWordsKept)) {
    words_.clear();
    words_.reserve(kWordsAtFirst);
    from_ = to_ = from == 0 ? 0 : word_start(text_, from);
  }
  FoldedWord folded;
  Word word;
  while (to_ < to && next_word(text_, to_, to, folded, word.before)) {
    word.begin = folded.begin;
    word.end = folded.end;
    word.capital = folded.capital;
    word.all_capitals = folded.all_capitals;
    word.digits = folded.digits;
    word.letters = folded.size;
    memory_.look_up(vocabulary_, folded, word);
    words_.push_back(word);
    to_ = folded.end;
  }
}

std::size_t TextWindow::index_of(std::size_t position) const noexcept {
  const auto found = std::partition_point(words_.begin(), words_.end(),
                                          [position](const Word& w) { return w.begin < position; });
  return static_cast<std::size_t>(found - words_.begin());
}

ClassSet TextWindow::classes(const Word& word, LanguageSet languages) const noexcept {
  if (word.any_classes == 0 || languages == kAnyLanguage) return word.any_classes;
  ClassSet all = 0;
  for (std::size_t i = 0; i < word.patterns.count; ++i)
    all |= vocabulary_.classes(word.patterns.ids[i], languages);
  return all;
}

std::span<const Recognised> NameWindow::in(std::size_t from, std::size_t to) {
  const std::size_t limit = view_.text().size();
  to = std::min(to, limit);
  if (from < from_ || from > to_) {
    found_.clear();
    from_ = to_ = from;
  }
  while (to_ < to) {
    const std::size_t next = std::min(limit, std::max(to, to_ + kNamesAtOnce));
    names_.find(view_, {to_, next}, found_);
    to_ = next;
  }
  const auto before = [](const Recognised& name, std::size_t position) {
    return name.begin < position;
  };
  const auto first = std::lower_bound(found_.begin(), found_.end(), from, before);
  const auto last = std::lower_bound(first, found_.end(), to, before);
  return {first, last};
}

namespace {

void match_some(const Vocabulary& vocabulary, std::span<const std::uint32_t> terms,
                std::span<const Word> words, std::size_t at, std::vector<TermHit>& hits) {
  for (const std::uint32_t index : terms) {
    const Term& term = vocabulary.term(index);
    const StepMatcher matcher(words, term);
    TermHit hit{at, at + 1, 0, 0, &term, 0, term.languages, false};
    if (!matcher.forward(term.anchor + std::size_t{1}, hit.last) ||
        !matcher.backward(term.anchor, hit.first))
      continue;
    hit.begin = words[hit.first].begin;
    hit.end = words[hit.last - 1].end;
    hits.push_back(hit);
  }
}

}  // namespace

void match_terms(const Vocabulary& vocabulary, std::span<const Word> words, std::size_t at,
                 std::vector<TermHit>& hits) {
  const WordPatterns& patterns = words[at].patterns;
  for (std::size_t i = 0; i < patterns.count; ++i)
    match_some(vocabulary, vocabulary.anchored(patterns.ids[i]), words, at, hits);
}

void match_blockers(const Vocabulary& vocabulary, std::span<const Word> words, std::size_t at,
                    std::vector<TermHit>& hits) {
  const WordPatterns& patterns = words[at].patterns;
  for (std::size_t i = 0; i < patterns.count; ++i)
    match_some(vocabulary, vocabulary.blocking(patterns.ids[i]), words, at, hits);
}

}  // namespace braque::special
