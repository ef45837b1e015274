#include "special/folded_words.hpp"

#include <algorithm>
#include <bit>

#include "base/ascii.hpp"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace braque::special {
namespace {

constexpr GapSet set_of(Gap gap) { return static_cast<GapSet>(gap); }

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// What one sign of a gap says; blank_line needs more than one.
GapSet sign_at(std::string_view text, std::size_t at) noexcept {
  const char c = text[at];
  const bool ends = at + 1 >= text.size() || is_white(text[at + 1]) || text[at + 1] == '"' ||
                    text[at + 1] == ')' || text[at + 1] == '\'';
  switch (c) {
    case '\n':
      return set_of(Gap::newline);
    case ' ':
    case '\t':
      return set_of(Gap::blank);
    case '.':
    case '!':
      return ends ? set_of(Gap::stop) : set_of(Gap::other);
    case '?':
      return static_cast<GapSet>(set_of(Gap::question) | (ends ? set_of(Gap::stop) : 0));
    case ':':
      return set_of(Gap::colon);
    case ';':
      return set_of(Gap::semicolon);
    case ',':
      return set_of(Gap::comma);
    case '(':
    case ')':
    case '[':
    case ']':
      return set_of(Gap::bracket);
    case '@':
      return set_of(Gap::at);
    case '%':
      return set_of(Gap::percent);
    case '=':
      return set_of(Gap::equals);
    case '-':
      return at > 0 && is_white(text[at - 1]) ? set_of(Gap::dash) : GapSet{0};
    case '\'':
    case '_':
    case '\r':
      return 0;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x80) return set_of(Gap::other);
  if (byte == 0x96 || byte == 0x97)
    return set_of(Gap::dash);  // Windows-1252, or the end of a UTF-8 dash
  return 0;
}

/// Typographic signs of UTF-8 whose meaning matters: U+2013, U+2014 dashes, U+2026 ellipsis; U+2019
/// is none.
GapSet long_sign_at(std::string_view text, std::size_t at) noexcept {
  const auto third = static_cast<unsigned char>(text[at + 2]);
  const auto second = static_cast<unsigned char>(text[at + 1]);
  if (second != 0x80) return set_of(Gap::other);
  if (third == 0x93 || third == 0x94) return set_of(Gap::dash);
  if (third == 0xA6) return set_of(Gap::stop);
  return third == 0x99 || third == 0x98 ? GapSet{0} : set_of(Gap::other);
}

/// A line feed or tab as JSON and programs write it, whose letter begins no word.
bool is_escape(std::string_view text, std::size_t at) noexcept {
  return at + 1 < text.size() &&
         (text[at + 1] == 'n' || text[at + 1] == 't' || text[at + 1] == 'r');
}

void add(FoldedWord& word, char c) noexcept {
  if (word.size < FoldedWord::kLongest) word.bytes[word.size++] = c;
}

#if defined(__x86_64__)

/// 32 bytes of a text: which are letters, capitals, digits; and the bytes made small.
struct Block {
  std::uint32_t letters = 0, capitals = 0, digits = 0;
  __m128i small[2];

  explicit Block(const char* bytes) {
    const auto within = [](__m128i v, char low, char high) {
      const __m128i moved = _mm_sub_epi8(v, _mm_set1_epi8(low));
      return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(static_cast<char>(high - low))),
                            moved);
    };
    for (int i = 0; i < 2; ++i) {
      const auto put = [i](std::uint32_t& mask, __m128i bits) {
        mask |= static_cast<std::uint32_t>(_mm_movemask_epi8(bits)) << (16 * i);
      };
      const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
      const __m128i capital = within(v, 'A', 'Z');
      small[i] = _mm_or_si128(v, _mm_and_si128(capital, _mm_set1_epi8(0x20)));
      put(letters, within(small[i], 'a', 'z'));
      put(capitals, capital);
      put(digits, within(v, '0', '9'));
    }
  }
};

/// Reads a word of less than 32 letters and digits of ASCII, as nearly all are; false: it is none,
/// or there are no 32 bytes.
bool read_ascii_word(std::string_view text, std::size_t position, FoldedWord& word) noexcept {
  constexpr std::size_t kBlock = 32;
  static_assert(kBlock <= FoldedWord::kLongest);
  if (text.size() < kBlock || position > text.size() - kBlock) return false;
  const Block block(text.data() + position);
  const auto size = static_cast<unsigned>(std::countr_one(block.letters | block.digits));
  if (size == 0 || size >= kBlock) return false;
  const char behind = text[position + size];
  if (static_cast<unsigned char>(behind) >= 0x80 || behind == '\\') return false;
  const std::uint32_t all = (std::uint32_t{1} << size) - 1;
  alignas(16) static constexpr auto kKept = [] {
    std::array<char, 2 * kBlock> kept{};
    std::fill(kept.begin(), kept.begin() + kBlock, '\xff');
    return kept;
  }();
  const char* kept = kKept.data() + kBlock - size;
  for (std::size_t i = 0; i < 2; ++i) {
    const __m128i mask = _mm_loadu_si128(reinterpret_cast<const __m128i*>(kept + 16 * i));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(word.bytes.data() + 16 * i),
                     _mm_and_si128(block.small[i], mask));
  }
  std::fill(word.bytes.begin() + kBlock, word.bytes.end(), '\0');
  word.size = static_cast<std::uint8_t>(size);
  const std::uint32_t letters = block.letters & all, capitals = block.capitals & all;
  word.capital = (capitals & 1) != 0;
  word.all_capitals = capitals == letters && (letters & (letters - 1)) != 0;
  word.digits = letters == 0;
  word.foreign = false;
  word.begin = static_cast<std::uint32_t>(position);
  word.end = static_cast<std::uint32_t>(position + size);
  return true;
}

#else

bool read_ascii_word(std::string_view, std::size_t, FoldedWord&) noexcept { return false; }

#endif

/// Any word.
void read_word(std::string_view text, std::size_t position, FoldedWord& word) noexcept {
  word = {};
  word.begin = static_cast<std::uint32_t>(position);
  std::size_t letters = 0, capitals = 0, digits = 0;
  while (position < text.size()) {
    if (ascii::is_digit(text[position])) {
      add(word, text[position++]);
      ++digits;
      continue;
    }
    if (ascii::is_letter(text[position])) {  // nearly always
      const bool large = ascii::is_upper(text[position]);
      if (large && letters + digits == 0) word.capital = true;
      ++letters;
      capitals += large ? 1 : 0;
      add(word, ascii::lower(text[position++]));
      continue;
    }
    const names::Letter letter = names::letter_at(text, position);
    if (letter.bytes == 0) break;
    if (letter.capital && letters + digits == 0) word.capital = true;
    ++letters;
    capitals += letter.capital ? 1 : 0;
    word.foreign = word.foreign || letter.foreign;
    for (const char c : letter.folded)
      if (c != 0) add(word, c);
    position += letter.bytes;
  }
  word.end = static_cast<std::uint32_t>(position);
  word.all_capitals = letters >= 2 && capitals == letters;
  word.digits = digits > 0 && letters == 0;
}

}  // namespace

bool next_word(std::string_view text, std::size_t position, std::size_t limit, FoldedWord& word,
               GapSet& gap) noexcept {
  limit = std::min(limit, text.size());
  gap = 0;
  std::size_t lines = 0;
  for (; position < limit; ++position) {
    const auto byte = static_cast<unsigned char>(text[position]);
    if (ascii::is_alnum(text[position])) break;
    // What is no letter of ASCII may be one beyond it, or an escape.
    if ((byte >= 0x80 || byte == '\\') && names::letter_at(text, position).bytes != 0) break;
    if (byte == 0xE2 && position + 2 < text.size()) {
      gap |= long_sign_at(text, position);
      position += 2;
      continue;
    }
    if (text[position] == '\\' && is_escape(text, position)) {
      gap |= set_of(text[++position] == 'n' ? Gap::newline : Gap::blank);
      continue;
    }
    gap |= sign_at(text, position);
    if (text[position] == '\n' && ++lines > 1) gap |= set_of(Gap::blank_line);
  }
  if (position >= limit) return false;
  if (!read_ascii_word(text, position, word)) read_word(text, position, word);
  return true;
}

std::size_t word_start(std::string_view text, std::size_t position) noexcept {
  constexpr std::size_t kReach = 80;
  const std::size_t least = position > kReach ? position - kReach : 0;
  while (position > least) {
    const char c = text[position - 1];
    if (ascii::is_alnum(c)) {
      --position;
      continue;
    }
    // U+00C0 and above are letters for the most part; C2, E2 lead signs.
    if (static_cast<unsigned char>(c) >= 0x80) {
      std::size_t from = position - 1;
      if ((static_cast<unsigned char>(c) & 0xC0) == 0x80 && from > 0) --from;
      if (names::letter_at(text, from).bytes != position - from) {
        from = position - 1;
        if (names::letter_at(text, from).bytes != 1) break;
      }
      position = from;
      continue;
    }
    if (c != '\\') break;
    const std::size_t bytes = names::letter_at(text, position - 1).bytes;  // \u00e9
    if (bytes != 6) return is_escape(text, position - 1) ? position + 1 : position;
    position -= 1;
  }
  return position;
}

}  // namespace braque::special
