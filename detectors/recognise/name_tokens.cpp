#include "recognise/name_tokens.hpp"

#include <immintrin.h>

#include <algorithm>
#include <bit>

#include "base/ascii.hpp"

namespace braque::names {
namespace {

constexpr std::size_t kLongestGap = 64;  // more than that ends the window anyway

/// Bytes of the white space at `position` that is not ASCII: U+00A0, U+202F.
std::size_t wide_space(std::string_view text, std::size_t position) {
  if (text.compare(position, 2, "\xC2\xA0") == 0) return 2;
  return text.compare(position, 3, "\xE2\x80\xAF") == 0 ? 3 : 0;
}

Gap quote_or_other(std::string_view gap) {
  constexpr std::string_view kQuotes[] = {"\xC2\xAB", "\xC2\xBB", "\xE2\x80\x9C", "\xE2\x80\x9D",
                                          "\xE2\x80\x9E"};
  for (const std::string_view quote : kQuotes)
    if (gap.find(quote) != std::string_view::npos) return Gap::quote;
  return Gap::other;
}

/// A gap of one or two bytes, or a typographic apostrophe.
Gap short_gap(std::string_view gap) {
  if (gap.size() == 1) {
    switch (gap[0]) {
      case ' ':
      case '+':
        return Gap::space;
      case '-':
        return Gap::hyphen;
      case '\'':
        return Gap::apostrophe;
      case '.':
        return Gap::tight_dot;
      case ',':
        return Gap::comma;
      default:
        return Gap::other;
    }
  }
  if (gap == "  " || gap == "\xC2\xA0") return Gap::space;
  if (gap == "\xE2\x80\x91" || gap == "\xE2\x80\x90") return Gap::hyphen;
  if (gap == "\xE2\x80\x99" || gap == "\\'" || gap == "''") return Gap::apostrophe;
  if (gap == ". ") return Gap::dot;
  if (gap == ", ") return Gap::comma;
  return Gap::other;
}

Gap gap_of(std::string_view gap) {
  if (gap.size() <= 3) {
    const Gap simple = short_gap(gap);
    if (simple != Gap::other) return simple;
  }
  int newlines = 0, spaces = 0;
  bool glue = false;
  Gap best = Gap::other;
  const auto raise = [&best](Gap to) {
    // Brackets and quotes say more than what is beside them.
    if (best == Gap::other || to == Gap::quote || to == Gap::open || to == Gap::close) best = to;
  };
  for (const char c : gap) {
    switch (c) {
      case '\n':
        ++newlines;
        break;
      case ' ':
        ++spaces;
        break;
      case '\r':
        break;
      case '\t':
      case '|':
      case ';':
        raise(Gap::field);
        break;
      case '"':
        raise(Gap::quote);
        break;
      case '(':
      case '[':
      case '<':
      case '{':
        raise(Gap::open);
        break;
      case ')':
      case ']':
      case '>':
      case '}':
        raise(Gap::close);
        break;
      case ':':
        raise(Gap::colon);
        break;
      case ',':
        raise(Gap::comma);
        break;
      case '.':
      case '!':
      case '?':
        raise(Gap::dot);
        break;
      case '/':
      case '_':
      case '@':
      case '\\':
      case '=':
      case '#':
      case '$':
      case '&':
      case '%':
      case '*':
      case '~':
        glue = true;
        break;
      default:
        break;
    }
  }
  if (newlines > 1) return Gap::blank_line;
  if (newlines == 1) return Gap::newline;
  if (best != Gap::other) return best;
  if (glue) return Gap::glue;
  if (spaces > 2) return Gap::field;
  if (static_cast<std::size_t>(spaces) == gap.size()) return Gap::space;
  const Gap quoted = quote_or_other(gap);
  return quoted != Gap::other ? quoted : Gap::other;
}

/// The shape of a word from its letters.
class ShapeOf {
 public:
  void add(bool capital) {
    if (count_ == 0)
      first_ = capital;
    else if (capital && !last_)
      ++rises_;
    capitals_ += capital;
    last_ = capital;
    ++count_;
  }
  Shape shape() const {
    if (!first_) return capitals_ == 0 ? Shape::lower : Shape::mixed;
    if (count_ == 1) return Shape::initial;
    if (capitals_ == count_) return count_ <= 3 ? Shape::acronym : Shape::capitals;
    return capitals_ == 1 ? Shape::capital : Shape::mixed;
  }

 private:
  int count_ = 0, capitals_ = 0, rises_ = 0;
  bool first_ = false, last_ = false;
};

/// The same from the capitals of a word of ASCII letters, as bits.
Shape shape_of(std::uint32_t capitals, std::size_t length) {
  if ((capitals & 1) == 0) return capitals == 0 ? Shape::lower : Shape::mixed;
  if (length == 1) return Shape::initial;
  const auto count = static_cast<std::size_t>(std::popcount(capitals));
  if (count == length) return count <= 3 ? Shape::acronym : Shape::capitals;
  return count == 1 ? Shape::capital : Shape::mixed;
}

/// Fast path of read_word(): a word of up to 15 ASCII letters, and 16 bytes that can be read.
bool read_ascii_word(std::string_view text, std::size_t& position, Token& token,
                     KnownWords* known) {
  if (position + 16 > text.size()) return false;
  const auto within = [](__m128i bytes, char low, char high) {
    const __m128i moved = _mm_sub_epi8(bytes, _mm_set1_epi8(low));
    return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(static_cast<char>(high - low))), moved);
  };
  const auto mask = [](__m128i bits) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(bits));
  };
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + position));
  const __m128i small = _mm_or_si128(block, _mm_set1_epi8(0x20));
  const auto length = static_cast<std::size_t>(std::countr_one(mask(within(small, 'a', 'z'))));
  if (length == 0 || length > 15) return false;
  const char behind = text[position + length];
  if (static_cast<unsigned char>(behind) >= 0x80 || behind == '\\') return false;
  std::array<std::uint64_t, 2> halves{};
  for (std::size_t i = 0; i < 2; ++i) {
    std::uint64_t half;
    std::memcpy(&half, text.data() + position + 8 * i, sizeof half);
    const std::size_t kept = length > 8 * i ? std::min<std::size_t>(length - 8 * i, 8) : 0;
    halves[i] =
        kept == 0 ? 0 : (half | 0x2020202020202020U) & (~std::uint64_t{0} >> (64 - 8 * kept));
  }
  position += length;
  token.end = static_cast<std::uint32_t>(position);
  token.shape = shape_of(mask(within(block, 'A', 'Z')) & ((1U << length) - 1), length);
  token.hash = hash_of(length, halves[0], halves[1]);
  token.entry = known != nullptr ? known->look_up(token.hash) : look_up_hash(token.hash);
  return true;
}

/// Reads the word at token.begin; `position` is behind it afterwards.
void read_word(std::string_view text, std::size_t& position, Token& token, KnownWords* known) {
  if (read_ascii_word(text, position, token, known)) return;
  Folded folded;
  ShapeOf shape;
  bool foreign = false;
  for (Letter letter = letter_at(text, position); letter.bytes != 0;
       letter = letter_at(text, position)) {
    position += letter.bytes;
    foreign |= letter.foreign;
    if (letter.folded[0] != 0) shape.add(letter.capital);
    for (const char c : letter.folded)
      if (c != 0 && folded.size <= Folded::kLongest) folded.bytes[folded.size++] = c;
  }
  token.end = static_cast<std::uint32_t>(position);
  if (foreign || folded.size == 0) {
    token.shape = Shape::lower;
    return;
  }
  token.shape = shape.shape();
  if (folded.size > Folded::kLongest) return;
  token.hash = hash_of(folded);
  token.entry = look_up_hash(token.hash);
}

bool only_space_to_line_end(std::string_view text, std::size_t position) {
  constexpr std::size_t kMost = 16;
  for (std::size_t i = position; i < text.size() && i < position + kMost; ++i) {
    if (text[i] == '\n' || text[i] == '\r') return true;
    if (text[i] != ' ' && text[i] != '\t' && text[i] != ',' && text[i] != '.') return false;
  }
  return position + kMost > text.size();
}

/// "\n" of JSON and program text is no letter before a word.
bool is_escape(std::string_view text, std::size_t position) {
  if (text[position] != '\\' || position + 1 >= text.size()) return false;
  const char next = text[position + 1];
  return next == 'n' || next == 't' || next == 'r';
}

}  // namespace

bool next_token(std::string_view text, std::size_t position, Token& token,
                KnownWords* known) noexcept {
  const std::size_t gap_from = position;
  token = {};
  while (position < text.size() && position - gap_from < kLongestGap) {
    const char c = text[position];
    // Most bytes of gaps are ASCII and neither letters nor the beginning of an escape.
    if (static_cast<unsigned char>(c) < 0x80 && !ascii::is_alnum(c) && c != '\\') {
      ++position;
      continue;
    }
    if (is_escape(text, position)) {
      position += 2;
      continue;
    }
    const bool digit = ascii::is_digit(c);
    if (digit || ascii::is_letter(c) || letter_at(text, position).bytes != 0) {
      token.begin = static_cast<std::uint32_t>(position);
      token.before =
          gap_from == position ? Gap::glue : gap_of(text.substr(gap_from, position - gap_from));
      if (digit) {
        while (position < text.size() && ascii::is_digit(text[position])) ++position;
        token.end = static_cast<std::uint32_t>(position);
        token.shape = Shape::number;
      } else {
        read_word(text, position, token, known);
      }
      token.ends_line = only_space_to_line_end(text, position);
      return true;
    }
    const std::size_t wide = wide_space(text, position);
    position += wide != 0 ? wide : 1;
  }
  token.begin = token.end = static_cast<std::uint32_t>(position);
  token.before = Gap::edge;
  return position < text.size();
}

std::size_t step_back(std::string_view text, std::size_t position, std::size_t reach) noexcept {
  if (position <= reach) return 0;
  std::size_t from = position - reach;
  // A blank is never a part of a word.
  const std::size_t blank = text.substr(from, reach).find_first_of(" \n\t,;:\"'<>()");
  return blank == std::string_view::npos ? position : from + blank;
}

}  // namespace braque::names
