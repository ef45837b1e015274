#include "special/folded_words.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace braque::special {
namespace {

constexpr GapSet set_of(Gap gap) { return static_cast<GapSet>(gap); }

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// What one sign of a gap says; blank_line needs more than one.
GapSet sign_at(std::string_view text, std::size_t at) noexcept {
  const char c = text[at];
  const bool ends = at + 1 >= text.size() || is_white(text[at + 1]) || text[at + 1] == '"' || text[at + 1] == ')' || text[at + 1] == '\'';
  switch (c) {
    case '\n': return set_of(Gap::newline);
    case ' ': case '\t': return set_of(Gap::blank);
    case '.': case '!': return ends ? set_of(Gap::stop) : set_of(Gap::other);
    case '?': return static_cast<GapSet>(set_of(Gap::question) | (ends ? set_of(Gap::stop) : 0));
    case ':': return set_of(Gap::colon);
    case ';': return set_of(Gap::semicolon);
    case ',': return set_of(Gap::comma);
    case '(': case ')': case '[': case ']': return set_of(Gap::bracket);
    case '@': return set_of(Gap::at);
    case '%': return set_of(Gap::percent);
    case '=': return set_of(Gap::equals);
    case '-': return at > 0 && is_white(text[at - 1]) ? set_of(Gap::dash) : GapSet{0};
    case '\'': case '_': case '\r': return 0;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x80) return set_of(Gap::other);
  if (byte == 0x96 || byte == 0x97) return set_of(Gap::dash);  // Windows-1252, or the end of a UTF-8 dash
  return 0;
}

/// Typographic signs of UTF-8 whose meaning matters: U+2013, U+2014 dashes, U+2026 ellipsis; U+2019 is none.
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
  return at + 1 < text.size() && (text[at + 1] == 'n' || text[at + 1] == 't' || text[at + 1] == 'r');
}

void add(FoldedWord& word, char c) noexcept {
  if (word.size < FoldedWord::kLongest) word.bytes[word.size++] = c;
}

}  // namespace

bool next_word(std::string_view text, std::size_t position, std::size_t limit, FoldedWord& word, GapSet& gap) noexcept {
  limit = std::min(limit, text.size());
  gap = 0;
  names::Letter letter;
  std::size_t lines = 0;
  for (; position < limit; ++position) {
    if (ascii::is_alnum(text[position])) break;
    letter = names::letter_at(text, position);
    if (letter.bytes != 0) break;
    const auto byte = static_cast<unsigned char>(text[position]);
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
    letter = names::letter_at(text, position);
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
