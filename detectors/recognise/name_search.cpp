#include "recognise/name_search.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "base/ascii.hpp"
#include "recognise/ascii_word.hpp"
#include "recognise/name_phrases.hpp"
#include "recognise/name_places.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kBefore = 64;  ///< bytes of a window before its trigger
constexpr int kAhead = 3;            ///< tokens behind a judged one that the model looks at
constexpr std::size_t kBehindEnd = 160;

/// May a capital letter begin here? Bytes C3 to C5 lead the Latin capitals beyond ASCII.
bool may_begin(char c) { return ascii::is_upper(c) || (c >= '\xC3' && c <= '\xC5'); }

bool is_word_byte(char c) { return ascii::is_word(c) || static_cast<unsigned char>(c) >= 0x80; }

bool word_before(std::string_view text, std::size_t position) {
  if (position == 0) return false;
  const char c = text[position - 1];
  if (static_cast<unsigned char>(c) >= 0x80) return ascii::foreign_letter_before(text, position);
  if (!ascii::is_word(c)) return false;
  // The letter of an escape ("\nDupont") is none.
  return !(position >= 2 && text[position - 2] == '\\' && (c == 'n' || c == 't' || c == 'r'));
}

/// Reads the word at `position`; false when it begins with no capital or is too long.
bool read_folded(std::string_view text, std::size_t& position, Folded& word) {
  if (AsciiWord ascii; read_ascii(text, position, ascii)) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(word.bytes.data()), ascii.bytes);
    word.size = ascii.size;
    position += ascii.size;
    return true;
  }
  bool first = true;
  while (position < text.size()) {
    const char c = text[position];
    if (ascii::is_letter(c)) {
      if (word.size == Folded::kLongest || (first && !ascii::is_upper(c))) return false;
      word.bytes[word.size++] = static_cast<char>(c | 0x20);
      ++position;
    } else {
      if (static_cast<unsigned char>(c) < 0x80 && c != '\\') break;
      const Letter letter = letter_at(text, position);
      if (letter.bytes == 0) break;
      if ((first && !letter.capital) || word.size + 2 > Folded::kLongest) return false;
      for (const char f : letter.folded)
        if (f != 0) word.bytes[word.size++] = f;
      position += letter.bytes;
    }
    first = false;
  }
  return word.size > 0;
}

constexpr auto make_table(std::string_view signs) {
  std::array<bool, 256> table{};
  for (const char c : signs) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr auto kValueSigns = make_table("\">:='");

/// Does a sign stand before the word that stands between keys and values?
bool begins_value(std::string_view text, std::size_t begin) {
  if (begin < 2) return false;
  const bool space = text[begin - 1] == ' ';
  return kValueSigns[static_cast<unsigned char>(text[begin - 1 - space])];
}

/// Program text glues words to signs: name(, name_, name::, ->name, $name.
bool is_glued(std::string_view text, std::size_t begin, std::size_t end) {
  const char before = begin > 0 ? text[begin - 1] : ' ';
  const char after = end < text.size() ? text[end] : ' ';
  if (glues_before(before) || glues_behind(after)) return true;
  if (after != '.' && after != ':') return false;
  const char second = end + 1 < text.size() ? text[end + 1] : ' ';
  return after == '.' ? ascii::is_letter(second) : second == ':';
}

enum class Level { sse2, avx2, avx512 };

Level best_level() {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return Level::sse2;
  return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") ? Level::avx512
                                                                                  : Level::avx2;
}

void places(const char* bytes, std::size_t blocks, std::uint64_t* out) {
  static const Level level = best_level();
  if (level == Level::avx512)
    places_avx512(bytes, blocks, out);
  else if (level == Level::avx2)
    places_avx2(bytes, blocks, out);
  else
    places_sse2(bytes, blocks, out);
}

/// Does a capitalised word follow, or a small one and then a capitalised one ("Marie de Vries")?
bool capital_follows(std::string_view text, std::size_t position) {
  for (int words = 0; words < 3; ++words) {
    std::size_t signs = 0;
    while (position < text.size() && signs < 3 &&
           (text[position] == ' ' || text[position] == '.' || text[position] == ',' ||
            text[position] == '-' || text[position] == '\'')) {
      ++position;
      ++signs;
    }
    if (position >= text.size() || signs == 0) return false;
    if (may_begin(text[position])) return true;
    std::size_t letters = 0;
    while (position < text.size() && ascii::is_lower(text[position]) && letters < 4)
      ++position, ++letters;
    if (letters == 0 || letters > 3) return false;
  }
  return false;
}

/// Does a capitalised word stand directly before?
bool capital_before(std::string_view text, std::size_t position) {
  std::size_t signs = 0;
  while (position > 0 && signs < 2 &&
         (text[position - 1] == ' ' || text[position - 1] == '.' || text[position - 1] == ',' ||
          text[position - 1] == '-' || text[position - 1] == '\'')) {
    --position;
    ++signs;
  }
  if (signs == 0) return false;
  constexpr std::size_t kLongest = 30;
  const std::size_t end = position;
  while (position > 0 && end - position < kLongest && is_word_byte(text[position - 1])) --position;
  return position < end && may_begin(text[position]);
}

/// Does the token belong to the row of words that the one before it stands in?
bool goes_on(const Token& token, bool trigger) {
  if (trigger) return true;
  if (token.before == Gap::edge || token.before > Gap::comma)
    return token.before == Gap::tight_dot && is_capital(token);
  const Cue cue = token.entry.cue();
  return is_capital(token) || cue == Cue::particle || cue == Cue::of || cue == Cue::title ||
         cue == Cue::determiner;
}

}  // namespace

bool NameSearch::triggers(std::size_t begin) const noexcept {
  Folded word;
  std::size_t end = begin;
  if (!read_folded(text_, end, word)) return false;
  if (word.size == 1) {
    // "J. Dupont"
    return end + 2 < text_.size() && text_[end] == '.' &&
           may_begin(text_[end + (text_[end + 1] == ' ' ? 2 : 1)]);
  }
  if (is_glued(text_, begin, end)) return false;
  const std::uint64_t hash = names::hash_of(word);
  const Entry entry = may_trigger(hash) ? look_up_hash(hash) : Entry{};
  if (!entry.trigger()) {
    if (begin == 0 || ascii::is_upper(text_[begin + 1])) return false;
    if (introduced_before(text_, begin)) return true;
    return begins_value(text_, begin) && names_a_person(label_before(text_, begin));
  }
  switch (entry.cue()) {
    case Cue::title:
    case Cue::greeting:
    case Cue::birth:
    case Cue::label_person:
      return capital_follows(text_, end);
    default:
      break;
  }
  // A rare word alone is no name; the frequent given names are, and surnames amid a sentence may
  // be.
  if (entry.given() == 3 && entry.place() < 2) return true;
  if (entry.family() >= 2 && entry.place() < 2 && begin >= 2 && text_[begin - 1] == ' ' &&
      ascii::is_lower(text_[begin - 2]))
    return true;
  return (entry.word() == 0 && (entry.given() > 1 || entry.family() > 1)) ||
         begins_value(text_, begin) || capital_follows(text_, end) || capital_before(text_, begin);
}

/// Most words end here: one look into a small table tells that they are nothing.
inline bool NameSearch::worth_a_look(const Word& word) const noexcept {
  constexpr std::uint64_t kSingle = 0;
  if (word.hash == kSingle) return true;
  return (may_trigger(word.hash) | begins_value(text_, word.begin) |
          may_be_introduced(text_, word.begin)) &&
         !is_glued(text_, word.begin, word.end);
}

inline void NameSearch::add_word(std::size_t begin) noexcept {
  if (begin > 0 && static_cast<unsigned char>(text_[begin - 1]) >= 0x80 &&
      word_before(text_, begin))
    return;
  std::size_t end = begin, size;
  std::uint64_t hash;
  if (AsciiWord ascii; read_ascii(text_, begin, ascii)) {
    size = ascii.size;
    end += ascii.size;
    hash = hash_of(ascii);
  } else {
    Folded word;
    if (!read_folded(text_, end, word)) return;
    size = word.size;
    hash = names::hash_of(word);
  }
  if (size == 1)
    hash = 0;  // the hash of no word of the lists
  else
    prefetch_trigger(hash);
  words_[words_count_++] = {hash, static_cast<std::uint32_t>(begin),
                            static_cast<std::uint32_t>(end)};
}

/// The words of the next blocks. There is a byte before them.
void NameSearch::collect() noexcept {
  std::array<std::uint64_t, kBlocks> starts;
  const std::size_t blocks = std::min(kBlocks, (text_.size() - position_) / 64);
  places(text_.data() + position_, blocks, starts.data());
  next_word_ = words_count_ = 0;
  for (std::size_t i = 0; i < blocks; ++i)
    for (std::uint64_t rest = starts[i]; rest != 0; rest &= rest - 1)
      add_word(position_ + 64 * i + static_cast<std::size_t>(std::countr_zero(rest)));
  collected_to_ = position_ + 64 * blocks;
}

std::size_t NameSearch::next_trigger() noexcept {
  while (true) {
    while (next_word_ < words_count_) {
      const Word& word = words_[next_word_++];
      if (word.begin < position_) continue;
      if (word.begin >= end_) return position_ = end_;
      if (worth_a_look(word) && !word_before(text_, word.begin) && triggers(word.begin))
        return word.begin;
    }
    position_ = std::max(position_, collected_to_);
    if (position_ >= end_) return end_;
    if (position_ > 1 && position_ + 64 <= text_.size()) {
      collect();
      continue;
    }
    if (may_begin(text_[position_]) && !word_before(text_, position_) && triggers(position_))
      return position_;
    ++position_;
  }
}

bool NameSearch::next(Window& window, int& first, int& last) noexcept {
  const std::size_t trigger = next_trigger();
  if (trigger >= end_) return false;
  window.count = 0;
  std::size_t position = step_back(text_, trigger, kBefore);
  const auto token = [&window](int i) -> Token& {
    return window.tokens[static_cast<std::size_t>(i)];
  };
  first = last = -1;
  int behind = 0;  // tokens behind the row of capitalised words that the trigger stands in
  while (window.count < Window::kMost && behind < kAhead) {
    Token& next = token(window.count);
    const bool more = next_token(text_, position, next, &known_) && next.end > position;
    if (!more || next.shape == Shape::none || next.begin > end_ + kBehindEnd) break;
    position = next.end;
    const int at = window.count++;
    if (next.begin < trigger) continue;
    if (first < 0) first = at;
    if (behind > 0 || !goes_on(next, at == first) || next.begin >= end_)
      ++behind;
    else
      last = at + 1;
  }
  if (first < 0 || last < 0) first = last = 0;
  // Capitalised words before the trigger, in the same row, belong to it.
  while (first > 0 && first < last && token(first - 1).begin >= judged_ &&
         is_capital(token(first - 1)) && goes_on(token(first), false))
    --first;
  judged_ = first < last ? token(last - 1).end : trigger + 1;
  position_ = std::max(judged_, trigger + 1);
  return true;
}

}  // namespace braque::names
