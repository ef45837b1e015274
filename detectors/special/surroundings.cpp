#include "special/surroundings.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace braque::special {
namespace {

constexpr std::size_t kSentenceWordsMost = 90;
constexpr std::size_t kWrappedLine = 60;  ///< a line of so many bytes may go on in the next one

/// How long is the line that ends before `position`?
std::size_t line_before(std::string_view text, std::size_t position) {
  const std::size_t end = text.rfind('\n', position == 0 ? 0 : position - 1);
  if (end == std::string_view::npos || end == 0) return 0;
  std::size_t size = 0;
  while (size < kWrappedLine && end > size && text[end - 1 - size] != '\n') ++size;
  return size;
}

bool breaks_line(const TextWindow& window, std::string_view text, std::size_t at) {
  const Word& word = window.words()[at];
  if (has(word.before, Gap::blank_line)) return true;
  if (!has(word.before, Gap::newline)) return false;
  constexpr auto kMarks = static_cast<GapSet>(
      static_cast<unsigned>(Gap::dash) | static_cast<unsigned>(Gap::other) |
      static_cast<unsigned>(Gap::semicolon) | static_cast<unsigned>(Gap::colon));
  return (word.before & kMarks) != 0 || word.digits || line_before(text, word.begin) < kWrappedLine;
}

bool is_abbreviation(const TextWindow& window, const Word& word) {
  constexpr std::size_t kShort = 1;
  return word.letters <= kShort ||
         (window.classes(word, kAnyLanguage) &
          (bit(WordClass::honorific) | bit(WordClass::number_label))) != 0;
}

template <typename Breaks>
WordRange spread(const TextWindow& window, SearchRange bounds, const TermHit& hit, std::size_t most,
                 Breaks breaks) {
  const auto words = window.words();
  WordRange range{hit.first, hit.last};
  while (range.first > 0 && hit.first - range.first < most &&
         words[range.first - 1].begin >= bounds.begin && !breaks(range.first))
    --range.first;
  while (range.last < words.size() && range.last - hit.last < most &&
         words[range.last].begin < bounds.end && !breaks(range.last))
    ++range.last;
  return range;
}

}  // namespace

bool begins_sentence(const TextWindow& window, std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const Word& word = window.words()[at];
  if (breaks_line(window, text, at)) return true;
  if (!has(word.before, Gap::stop)) return false;
  if (!word.capital && !word.digits && !has(word.before, Gap::other)) return false;
  // "14. März": a number with a stop is an ordinal before a word.
  const Word& last = window.words()[at - 1];
  if (word.capital && last.digits && last.letters <= 2 && last.begin > 0 &&
      text[last.begin - 1] == ' ')
    return false;
  return !is_abbreviation(window, window.words()[at - 1]);
}

Places places_of(const TextWindow& window, std::string_view text, SearchRange bounds,
                 const TermHit& hit) {
  Places places;
  const SearchRange reach{
      std::max(bounds.begin, hit.begin - std::min<std::size_t>(hit.begin, kReach)),
      std::min(bounds.end, hit.end + kReach)};
  const auto sentence = [&](std::size_t at) { return begins_sentence(window, text, at); };
  const auto line = [&](std::size_t at) { return has(window.words()[at].before, Gap::newline); };
  const auto paragraph = [&](std::size_t at) {
    return has(window.words()[at].before, Gap::blank_line);
  };
  constexpr std::size_t kAll = 100'000;
  places.near = spread(window, reach, hit, kAll, [](std::size_t) { return false; });
  places.sentence = spread(window, reach, hit, kSentenceWordsMost, sentence);
  places.line = spread(window, reach, hit, kAll, line);
  places.paragraph = spread(window, reach, hit, kAll, paragraph);
  places.earlier = {places.sentence.first, places.sentence.first};
  if (places.sentence.first > places.paragraph.first) {
    TermHit before = hit;
    before.first = places.sentence.first - 1;
    before.last = places.sentence.first;
    places.earlier = spread(window, reach, before, kSentenceWordsMost, sentence);
    places.earlier.last = places.sentence.first;
  }
  return places;
}

LanguageSet languages_of(const TextWindow& window, WordRange range, LanguageSet* leading) {
  std::array<unsigned, kLanguages.size()> score{};
  for (std::size_t i = range.first; i < range.last; ++i)
    for (unsigned in = window.words()[i].telling; in != 0; in &= in - 1)
      ++score[static_cast<std::size_t>(std::countr_zero(in))];
  const unsigned best = *std::max_element(score.begin(), score.end());
  if (leading != nullptr) {
    *leading = 0;
    for (std::size_t i = 0; i < score.size() && best > 0; ++i)
      if (score[i] == best) *leading |= static_cast<LanguageSet>(1U << i);
  }
  // One word may be of another language, or a name.
  if (best <= 1) return kAnyLanguage;
  LanguageSet languages = 0;
  for (std::size_t i = 0; i < score.size(); ++i)
    if (score[i] * 2 > best || (best <= 2 && score[i] > 0))
      languages |= static_cast<LanguageSet>(1U << i);
  return languages;
}

WordRange telling_part(const TextWindow& window, WordRange around, std::size_t at,
                       SearchRange bounds) {
  constexpr std::ptrdiff_t kEnough = 3;  // words
  const auto words = window.words();
  const auto inside = [&](std::size_t i) {
    return words[i].begin >= bounds.begin && words[i].begin < bounds.end;
  };
  WordRange line{at, at};
  while (line.first > around.first && !has(words[line.first].before, Gap::newline) &&
         inside(line.first - 1))
    --line.first;
  while (line.last < around.last &&
         (line.last == at || !has(words[line.last].before, Gap::newline)) && inside(line.last))
    ++line.last;
  const auto told = std::count_if(words.begin() + static_cast<std::ptrdiff_t>(line.first),
                                  words.begin() + static_cast<std::ptrdiff_t>(line.last),
                                  [](const Word& word) { return word.telling != 0; });
  LanguageSet leading = 0;
  languages_of(window, line, &leading);
  if (told >= kEnough && std::has_single_bit(leading)) return line;
  // A message of another language than those around it tells little, and they nothing.
  const bool beyond = !inside(around.first) || (around.last > 0 && !inside(around.last - 1));
  const bool foreign =
      beyond && leading != 0 && (leading & languages_of(window, around, nullptr)) == 0;
  return foreign ? line : around;
}

ClassSet classes_in(const TextWindow& window, WordRange range, LanguageSet languages) {
  ClassSet all = 0;
  for (std::size_t i = range.first; i < range.last; ++i)
    all |= window.classes(window.words()[i], languages);
  return all;
}

}  // namespace braque::special
