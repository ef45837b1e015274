#include "recognise/name_search.hpp"

#include <immintrin.h>

#include <algorithm>
#include <bit>

#include "base/ascii.hpp"
#include "recognise/name_phrases.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kBefore = 64;   ///< bytes of a window before its trigger
constexpr int kAhead = 3;             ///< tokens behind a judged one that the model looks at
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

/// 16 bytes as bit masks: where a capital may begin, what belongs to words, backslashes.
struct Masks {
  std::uint32_t capitals, words, backslashes;
};

__m128i within(__m128i bytes, char low, char high) {
  const __m128i moved = _mm_sub_epi8(bytes, _mm_set1_epi8(low));
  return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(static_cast<char>(high - low))), moved);
}

Masks masks_of(const char* bytes) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const __m128i capital = _mm_or_si128(within(block, 'A', 'Z'), within(block, '\xC3', '\xC5'));
  const __m128i letter = within(_mm_or_si128(block, _mm_set1_epi8(0x20)), 'a', 'z');
  const __m128i sign = _mm_or_si128(within(block, '0', '9'), _mm_cmpeq_epi8(block, _mm_set1_epi8('_')));
  const auto mask = [](__m128i bits) { return static_cast<std::uint32_t>(_mm_movemask_epi8(bits)); };
  return {mask(capital), mask(_mm_or_si128(_mm_or_si128(letter, sign), block)),
          mask(_mm_cmpeq_epi8(block, _mm_set1_epi8('\\')))};
}

/// The places in 64 bytes where a capitalised word may begin. The bytes before them exist.
std::uint64_t word_starts(const char* bytes) {
  std::uint64_t capitals = 0, words = 0, escapes = 0;
  for (int i = 0; i < 4; ++i) {
    const Masks masks = masks_of(bytes + 16 * i);
    capitals |= std::uint64_t{masks.capitals} << (16 * i);
    words |= std::uint64_t{masks.words} << (16 * i);
    escapes |= std::uint64_t{masks.backslashes} << (16 * i);
  }
  const std::uint64_t word_before = words << 1 | static_cast<std::uint64_t>(is_word_byte(bytes[-1]));
  const std::uint64_t escaped = escapes << 2 | 3U;  // the first two are looked at more closely
  return capitals & (~word_before | escaped);
}

#define BRAQUE_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))

BRAQUE_AVX2 inline __m256i within_avx2(__m256i bytes, char low, char high) {
  const __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8(low));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(moved, _mm256_set1_epi8(static_cast<char>(high - low))), moved);
}

BRAQUE_AVX2 inline std::uint64_t word_starts_avx2(const char* bytes) {
  std::uint64_t capitals = 0, words = 0, escapes = 0;
  for (int i = 0; i < 2; ++i) {
    const __m256i block = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32 * i));
    const __m256i capital = _mm256_or_si256(within_avx2(block, 'A', 'Z'), within_avx2(block, '\xC3', '\xC5'));
    const __m256i letter = within_avx2(_mm256_or_si256(block, _mm256_set1_epi8(0x20)), 'a', 'z');
    const __m256i sign = _mm256_or_si256(within_avx2(block, '0', '9'), _mm256_cmpeq_epi8(block, _mm256_set1_epi8('_')));
    const __m256i word = _mm256_or_si256(_mm256_or_si256(letter, sign), block);
    const auto put = [i](__m256i bits) BRAQUE_AVX2 {
      return std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(bits))} << (32 * i);
    };
    capitals |= put(capital);
    words |= put(word);
    escapes |= put(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('\\')));
  }
  const std::uint64_t before = words << 1 | static_cast<std::uint64_t>(is_word_byte(bytes[-1]));
  return capitals & (~before | escapes << 2 | 3U);
}

/// Fast path of read_folded(): a word of up to 15 ASCII letters, and 16 bytes that can be read.
bool read_ascii(std::string_view text, std::size_t& position, Folded& word) {
  if (position + 16 > text.size()) return false;
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + position));
  const __m128i small = _mm_or_si128(block, _mm_set1_epi8(0x20));
  const auto letters = static_cast<std::uint32_t>(_mm_movemask_epi8(within(small, 'a', 'z')));
  const auto length = static_cast<std::size_t>(std::countr_one(letters));
  const char behind = text[position + (length < 16 ? length : 0)];
  if (length == 0 || length > 15 || static_cast<unsigned char>(behind) >= 0x80 || behind == '\\') return false;
  // 16 bytes of ones and 16 of zeros: the mask of each length is a part of them.
  alignas(32) static constexpr std::array<std::uint8_t, 32> kMask = {255, 255, 255, 255, 255, 255, 255, 255,
                                                                     255, 255, 255, 255, 255, 255, 255, 255};
  const __m128i mask = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kMask.data() + 16 - length));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(word.bytes.data()), _mm_and_si128(small, mask));
  word.size = length;
  position += length;
  return true;
}

/// Reads the word at `position`; false when it begins with no capital or is too long.
bool read_folded(std::string_view text, std::size_t& position, Folded& word) {
  if (read_ascii(text, position, word)) return true;
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

constexpr auto kGlueBefore = make_table("$/\\.#");
constexpr auto kGlueAfter = make_table("(_[/=0123456789");

/// Program text glues words to signs: name(, name_, name::, ->name, $name.
bool is_glued(std::string_view text, std::size_t begin, std::size_t end) {
  const char before = begin > 0 ? text[begin - 1] : ' ';
  const char after = end < text.size() ? text[end] : ' ';
  if (kGlueBefore[static_cast<unsigned char>(before)] || kGlueAfter[static_cast<unsigned char>(after)]) return true;
  if (after != '.' && after != ':') return false;
  const char second = end + 1 < text.size() ? text[end + 1] : ' ';
  return after == '.' ? ascii::is_letter(second) : second == ':';
}

/// Most words end here: one look into a small table tells that they are nothing. `position` > 1.
inline bool worth_a_look(std::string_view text, std::size_t position) {
  Folded word;
  std::size_t end = position;
  if (!read_folded(text, end, word)) return false;
  if (word.size != 1 && is_glued(text, position, end)) return false;
  return (word.size == 1) | may_trigger(hash_of(word)) | begins_value(text, position) |
         may_be_introduced(text, position);
}

/// Calls `found` for words that are worth it, until it says true; the place, or `end`.
template <typename Found>
std::size_t scan_sse2(std::string_view text, std::size_t& position, std::size_t end, const Found& found) {
  for (; position < end && position + 64 <= text.size(); position += 64) {
    for (std::uint64_t starts = word_starts(text.data() + position); starts != 0; starts &= starts - 1) {
      const std::size_t at = position + static_cast<std::size_t>(std::countr_zero(starts));
      if (!worth_a_look(text, at) || word_before(text, at)) continue;
      if (at >= end) return position = end;
      if (found(at)) return at;
    }
  }
  return end;
}

template <typename Found>
BRAQUE_AVX2 std::size_t scan_avx2(std::string_view text, std::size_t& position, std::size_t end, const Found& found) {
  for (; position < end && position + 64 <= text.size(); position += 64) {
    for (std::uint64_t starts = word_starts_avx2(text.data() + position); starts != 0; starts &= starts - 1) {
      const std::size_t at = position + static_cast<std::size_t>(std::countr_zero(starts));
      if (!worth_a_look(text, at) || word_before(text, at)) continue;
      if (at >= end) return position = end;
      if (found(at)) return at;
    }
  }
  return end;
}

/// Does a capitalised word follow, or a small one and then a capitalised one ("Marie de Vries")?
bool capital_follows(std::string_view text, std::size_t position) {
  for (int words = 0; words < 3; ++words) {
    std::size_t signs = 0;
    while (position < text.size() && signs < 3 && (text[position] == ' ' || text[position] == '.' || text[position] == ',' ||
                                                   text[position] == '-' || text[position] == '\'')) {
      ++position;
      ++signs;
    }
    if (position >= text.size() || signs == 0) return false;
    if (may_begin(text[position])) return true;
    std::size_t letters = 0;
    while (position < text.size() && ascii::is_lower(text[position]) && letters < 4) ++position, ++letters;
    if (letters == 0 || letters > 3) return false;
  }
  return false;
}

/// Does a capitalised word stand directly before?
bool capital_before(std::string_view text, std::size_t position) {
  std::size_t signs = 0;
  while (position > 0 && signs < 2 && (text[position - 1] == ' ' || text[position - 1] == '.' || text[position - 1] == ',' ||
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
  if (token.before == Gap::edge || token.before > Gap::comma) return token.before == Gap::tight_dot && is_capital(token);
  const Cue cue = token.entry.cue();
  return is_capital(token) || cue == Cue::particle || cue == Cue::of || cue == Cue::title || cue == Cue::determiner;
}

}  // namespace

bool NameSearch::triggers(std::size_t begin) const noexcept {
  Folded word;
  std::size_t end = begin;
  if (!read_folded(text_, end, word)) return false;
  if (word.size == 1) {
    // "J. Dupont"
    return end + 2 < text_.size() && text_[end] == '.' && may_begin(text_[end + (text_[end + 1] == ' ' ? 2 : 1)]);
  }
  if (is_glued(text_, begin, end)) return false;
  const std::uint64_t hash = hash_of(word);
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
    case Cue::label_person: return capital_follows(text_, end);
    default: break;
  }
  // A rare word alone is no name; the frequent given names are, and surnames amid a sentence may be.
  if (entry.given() == 3 && entry.place() < 2) return true;
  if (entry.family() >= 2 && entry.place() < 2 && begin >= 2 && text_[begin - 1] == ' ' && ascii::is_lower(text_[begin - 2])) return true;
  return (entry.word() == 0 && (entry.given() > 1 || entry.family() > 1)) || begins_value(text_, begin) || capital_follows(text_, end) ||
         capital_before(text_, begin);
}

std::size_t NameSearch::next_trigger() noexcept {
  const auto found = [this](std::size_t at) { return triggers(at); };
  while (position_ < end_) {
    if (position_ > 1 && position_ + 64 <= text_.size()) {
      static const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
      const std::size_t at = avx2 ? scan_avx2(text_, position_, end_, found)
                                  : scan_sse2(text_, position_, end_, found);
      if (at < end_) return at;
      continue;
    }
    if (may_begin(text_[position_]) && !word_before(text_, position_) && triggers(position_)) return position_;
    ++position_;
  }
  return end_;
}

bool NameSearch::next(Window& window, int& first, int& last) noexcept {
  const std::size_t trigger = next_trigger();
  if (trigger >= end_) return false;
  window.count = 0;
  std::size_t position = step_back(text_, trigger, kBefore);
  const auto token = [&window](int i) -> Token& { return window.tokens[static_cast<std::size_t>(i)]; };
  first = last = -1;
  int behind = 0;  // tokens behind the row of capitalised words that the trigger stands in
  while (window.count < Window::kMost && behind < kAhead) {
    Token& next = token(window.count);
    const bool more = next_token(text_, position, next) && next.end > position;
    if (!more || next.shape == Shape::none || next.begin > end_ + kBehindEnd) break;
    position = next.end;
    const int at = window.count++;
    if (next.begin < trigger) continue;
    if (first < 0) first = at;
    if (behind > 0 || !goes_on(next, at == first) || next.begin >= end_) ++behind;
    else last = at + 1;
  }
  if (first < 0 || last < 0) first = last = 0;
  // Capitalised words before the trigger, in the same row, belong to it.
  while (first > 0 && first < last && token(first - 1).begin >= judged_ && is_capital(token(first - 1)) && goes_on(token(first), false)) --first;
  judged_ = first < last ? token(last - 1).end : trigger + 1;
  position_ = std::max(judged_, trigger + 1);
  return true;
}

}  // namespace braque::names
