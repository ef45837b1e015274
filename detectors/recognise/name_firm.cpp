#include "recognise/name_firm.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "recognise/name_lexicon.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kReach = 160;    ///< bytes
constexpr std::size_t kWordsMax = 16;  ///< of a line
constexpr std::size_t kShortForm = 2;  ///< letters of SA, AG, EI: words when not in capitals
constexpr std::string_view kBlanks = " \t\r";

/// Legal forms and kinship of partners that the class `company` of the lists lacks.
constexpr std::array<std::string_view, 14> kForms = {
    "asociados", "associes", "associados", "ei",  "figli", "fratelli", "geschwister",
    "hermanos",  "hijos",    "irmaos",     "sca", "scs",   "soehne",   "sons"};

struct Word {
  std::string_view text;
  Folded folded;  ///< its letters, signs left out
  Entry entry;
  bool capital = false, capitals = false;  ///< begins with one, has no other letters
  bool ends_part = false;                  ///< a comma stands behind it
};

Word word_of(std::string_view text) noexcept {
  Word word;
  word.text = text;
  word.ends_part = text.ends_with(',');
  bool first = true;
  word.capitals = true;
  for (std::size_t i = 0; i < text.size();) {
    const Letter letter = letter_at(text, i);
    if (letter.bytes == 0) {
      ++i;
      continue;
    }
    if (first) word.capital = letter.capital;
    first = false;
    word.capitals = word.capitals && letter.capital;
    for (const char c : letter.folded)
      if (c != 0 && word.folded.size < Folded::kLongest) word.folded.bytes[word.folded.size++] = c;
    i += letter.bytes;
  }
  if (word.folded.size > 0) word.entry = look_up(word.folded);
  return word;
}

bool joins(const Word& word) noexcept {
  static constexpr std::array<std::string_view, 7> kAnd = {"and", "e", "en", "et", "i", "und", "y"};
  if (word.text == "&" || word.text == "-" || word.text == "\xE2\x80\x93") return true;
  return !word.capital && std::find(kAnd.begin(), kAnd.end(), word.folded.view()) != kAnd.end();
}

bool is_form(const Word& word) noexcept {
  if (word.folded.size <= kShortForm && !word.capitals) return false;
  return word.entry.cue() == Cue::company ||
         std::find(kForms.begin(), kForms.end(), word.folded.view()) != kForms.end();
}

struct Words {
  std::array<Word, kWordsMax> list;
  std::size_t count = 0;
  const Word& operator[](std::size_t i) const noexcept { return list[i]; }
};

/// None when there are too many.
Words words_of(std::string_view line) noexcept {
  Words words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) {
      if (words.count == kWordsMax) return {};
      words.list[words.count++] = word_of(line.substr(at, end - at));
    }
    at = end + 1;
  }
  return words;
}

bool is_particle(Cue cue) noexcept {
  return cue == Cue::determiner || cue == Cue::of || cue == Cue::particle;
}

/// Capitalised, or the small rest of "Le gall", "Da silva".
bool may_be_surname(const Words& words, std::size_t at, std::size_t part) noexcept {
  const Word& word = words[at];
  if (word.folded.size == 0 || word.entry.cue() == Cue::title) return false;
  if (word.text.find_first_of("0123456789:;@/=\"<>|()") != std::string_view::npos) return false;
  if (word.capital) return true;
  return at > part && word.entry.cue() == Cue::none && is_particle(words[at - 1].entry.cue());
}

bool is_given(const Word& word) noexcept {
  constexpr int kFrequent = 3;
  return word.entry.given() > word.entry.family() || word.entry.given() == kFrequent;
}

/// Surnames in two parts or more, or in front of a legal form.
bool is_firm(const Words& words) noexcept {
  std::size_t count = words.count;
  const bool form = count > 1 && is_form(words[count - 1]);
  while (count > 1 && (is_form(words[count - 1]) || joins(words[count - 1]))) --count;
  std::size_t parts = 1, part = 0;
  bool joined = false, all_given = true;
  for (std::size_t i = 0; i < count; ++i) {
    if (joins(words[i])) {
      joined = true;
      if (i == part) continue;
      ++parts;
      part = i + 1;
      continue;
    }
    if (!may_be_surname(words, i, part)) return false;
    if (i == part + 1 && is_given(words[part]) && !form) return false;
    all_given = all_given && is_given(words[i]);
    if (words[i].ends_part && i + 1 < count) {
      ++parts;
      part = i + 1;
    }
  }
  return form || (joined && parts > 1 && part < count && !all_given);
}

}  // namespace

bool names_a_firm(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  const std::size_t from = begin > kReach ? begin - kReach : 0;
  const std::size_t feed = text.substr(from, begin - from).rfind('\n');
  if (feed == std::string_view::npos && from > 0) return false;
  const std::size_t start = feed == std::string_view::npos ? 0 : from + feed + 1;
  // The first line of the text, or of a paragraph.
  if (start > 0) {
    const std::string_view before = text.substr(from, start - 1 - from);
    const std::size_t last = before.find_last_not_of(kBlanks);
    if (last == std::string_view::npos ? from > 0 : before[last] != '\n') return false;
  }
  const std::size_t line_end = std::min(text.find('\n', end), text.size());
  if (line_end - end > kReach) return false;
  std::string_view line = text.substr(start, line_end - start);
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  line = line.substr(0, line.find_last_not_of(kBlanks) + 1);
  return is_firm(words_of(line));
}

}  // namespace braque::names
