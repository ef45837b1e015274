// See token.hpp. Nearly all walks end within 64 bytes of ASCII: their masks come from one or two
// vectors, and what is left is arithmetic on words. The others are walked byte by byte.
#include "match/token.hpp"

#include <bit>

#include "base/ascii.hpp"
#include "match/byte_masks.hpp"

namespace braque::match {
namespace {

enum Class : std::uint8_t { other, digit, upper, lower, joiner };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = digit;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = upper;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = lower;
  for (char c : {' ', '.', '-', '/', '(', ')', '+'}) table[static_cast<unsigned char>(c)] = joiner;
  return table;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

std::uint8_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

/// Length of a no-break blank (U+00A0, U+202F, U+2009) at `at`, or 0.
std::size_t wide_blank(std::string_view text, std::size_t at) {
  if (text.compare(at, 2, "\xC2\xA0") == 0) return 2;
  if (text.compare(at, 3, "\xE2\x80\xAF") == 0 || text.compare(at, 3, "\xE2\x80\x89") == 0)
    return 3;
  return 0;
}

struct Join {
  std::size_t next = 0;  ///< where the next character stands; 0: no separator here
  char separator = 0;
};

/// The separator at `at`, when a letter or digit follows it.
Join join_at(std::string_view text, std::size_t at) {
  char c = text[at];
  std::size_t next = at + 1;
  if (class_of(c) != joiner) {
    const std::size_t blank = static_cast<unsigned char>(c) >= 0x80 ? wide_blank(text, at) : 0;
    if (blank == 0) return {};
    c = ' ';
    next = at + blank;
  }
  if (next >= text.size()) return {};
  const std::uint8_t following = class_of(text[next]);
  if (following == joiner && next + 1 < text.size()) {
    const char d = text[next];
    const bool pair = (d == ' ' && (c == ')' || c == '.')) || (c == ' ' && d == '(');
    if (!pair) return {};
    if (d == '(') c = '(';
    ++next;
  }
  const std::uint8_t last = class_of(text[next]);
  if (last != digit && last != upper && last != lower) return {};
  return {next, c};
}

/// In "86971+290340" the plus adds; it does not begin a number.
bool plus_before(std::string_view text, std::size_t start) {
  return start > 0 && text[start - 1] == '+' && (start < 2 || !ascii::is_alnum(text[start - 2]));
}

/// A word that begins with a digit needs six digits in its first 16 bytes, or five with four
/// capitals (a Medicare number of the United States: 1AA9-AA9-AA99); any other three in 20 bytes; a
/// code is eight capitals and digits in a row. `digits` and `capitals` are those of the walk, by
/// byte.
BRAQUE_INLINE bool is_promising(std::uint64_t digits, std::uint64_t capitals) {
  constexpr std::uint64_t kEight = 0xff, k16 = 0xffff, k20 = 0xfffff;
  const int count = std::popcount(digits & k16);
  const bool number = (count >= 6) | ((count == 5) & (std::popcount(capitals & k16) >= 4));
  const bool word = std::popcount(digits & k20) >= 3;
  const bool small = ((digits | capitals) & 1) == 0;
  const bool code = !small & (((digits | capitals) & kEight) == kEight);
  return code | ((digits & 1) != 0 ? number : word);
}

void walk_plainly(std::string_view text, std::size_t start, TokenWalk& walk) {
  walk.digits = walk.lower = walk.upper = walk.separated = walk.ends = 0;
  walk.plus_before = plus_before(text, start);
  walk.spelled = true;
  std::uint64_t digit_bytes = 0, capital_bytes = 0;
  std::size_t n = 0;
  std::size_t at = start;
  while (true) {
    const char c = at < text.size() ? text[at] : '\0';
    const std::uint8_t kind = at < text.size() ? class_of(c) : std::uint8_t{other};
    if (kind == digit || kind == upper || kind == lower) {
      if (n == TokenWalk::kLengthMax) break;
      const std::uint64_t bit = std::uint64_t{1} << n;
      const std::uint64_t byte = at - start < kBlock ? std::uint64_t{1} << (at - start) : 0;
      if (kind == digit) {
        walk.digits |= bit;
        digit_bytes |= byte;
      }
      if (kind == upper) {
        walk.upper |= bit;
        capital_bytes |= byte;
      }
      if (kind == lower) walk.lower |= bit;
      walk.compact[n] = kind == lower ? static_cast<char>(c - 32) : c;
      walk.position[n] = static_cast<std::uint32_t>(at);
      ++n;
      ++at;
      continue;
    }
    if (c == '_' && at < text.size()) break;
    if (ascii::foreign_letter_at(text, at)) break;
    walk.ends |= std::uint64_t{1} << n;
    if (at >= text.size() || n == TokenWalk::kLengthMax) break;
    const Join join = join_at(text, at);
    if (join.next == 0) break;
    walk.separated |= std::uint64_t{1} << n;
    walk.separator[n] = join.separator;
    at = join.next;
  }
  walk.length = n;
  walk.promising = is_promising(digit_bytes, capital_bytes);
}

#ifdef BRAQUE_X86

constexpr std::uint64_t low_bits(unsigned n) {
  return n >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
}

/// The bytes of a walk whose masks are `m`, as far as they reach: letters, digits, separators.
BRAQUE_INLINE std::uint64_t walked_bytes(const WalkMasks& m, std::uint64_t alnum) {
  const std::uint64_t single = m.joiners & (alnum >> 1);
  const std::uint64_t pair =
      ((m.dot_or_close & (m.blank >> 1)) | (m.blank & (m.open >> 1))) & (alnum >> 2);
  return alnum | single | pair | (pair << 1);
}

/// False when the walk goes on behind the 64 bytes, or where only the plain walk can tell. `alnum`
/// becomes the letters and digits of the walk.
BRAQUE_INLINE bool bounded(const WalkMasks& m, const char* bytes, unsigned& stop,
                           std::uint64_t& alnum) {
  alnum = m.digits | m.upper | m.lower;
  stop = static_cast<unsigned>(std::countr_one(walked_bytes(m, alnum)));
  // The last three bytes cannot see what follows them.
  if (stop >= kBlock - 3) return false;
  if (static_cast<unsigned char>(bytes[stop]) >= 0x80)
    return false;  // a no-break blank, or a letter
  alnum &= low_bits(stop);
  return std::popcount(alnum) <= static_cast<int>(TokenWalk::kLengthMax);
}

/// BMI2's bit extraction, where the level has it.
struct Extract {
  BRAQUE_AVX2 inline std::uint64_t operator()(std::uint64_t bits, std::uint64_t mask) const {
    return _pext_u64(bits, mask);
  }
};
struct Extract512 {
  BRAQUE_AVX512 inline std::uint64_t operator()(std::uint64_t bits, std::uint64_t mask) const {
    return _pext_u64(bits, mask);
  }
};

template <typename MakeMasks, typename Pext>
BRAQUE_INLINE bool walk_masks(const MakeMasks& masks, Pext extract, std::string_view text,
                              std::size_t start, TokenWalk& walk) {
  if (start + kBlock > text.size()) return false;
  const char* bytes = text.data() + start;
  const WalkMasks m = masks.walk(bytes);
  unsigned stop = 0;
  std::uint64_t alnum = 0;
  if (!bounded(m, bytes, stop, alnum)) return false;
  const auto length = static_cast<unsigned>(std::popcount(alnum));
  walk.length = length;
  walk.digits = extract(m.digits, alnum);
  walk.upper = extract(m.upper, alnum);
  walk.lower = extract(m.lower, alnum);
  walk.separated = extract(alnum & ~(alnum << 1), alnum) & ~std::uint64_t{1};
  walk.ends = walk.separated | (bytes[stop] != '_' ? std::uint64_t{1} << length : 0);
  walk.promising = is_promising(m.digits & alnum, m.upper & alnum);
  walk.plus_before = plus_before(text, start);
  walk.spelled = false;
  return true;
}

BRAQUE_AVX2 bool walk_avx2(std::string_view text, std::size_t start, TokenWalk& walk) {
  return walk_masks(Avx2Masks(), Extract(), text, start, walk);
}
BRAQUE_AVX512 bool walk_avx512(std::string_view text, std::size_t start, TokenWalk& walk) {
  return walk_masks(Avx512Masks(), Extract512(), text, start, walk);
}

/// The first three full stops as an IPv4 address has them.
BRAQUE_INLINE bool dotted_quad(std::uint64_t dots) {
  const int first = std::countr_zero(dots);
  dots &= dots - 1;
  const int second = std::countr_zero(dots);
  dots &= dots - 1;
  const int third = std::countr_zero(dots);
  return (first <= 3) & (second - first <= 4) & (third - second <= 4);
}

/// Could the second line of a machine-readable zone begin here? The sex stands at 20 or at 7.
BRAQUE_INLINE bool like_mrz(const char* bytes, std::uint64_t lower) {
  const auto sex = [](char c) { return (c == 'M') | (c == 'F') | (c == '<') | (c == 'X'); };
  return (sex(bytes[20]) | sex(bytes[7])) & ((lower & 0x7f) == 0);
}

/// What ShapeFinder would do with the token, asked of its masks alone.
template <typename MakeMasks, typename Pext>
BRAQUE_INLINE bool possible(const MakeMasks& masks, Pext extract, const TokenFilter& filter,
                            const char* bytes) {
  const WalkMasks m = masks.walk(bytes);
  unsigned stop = 0;
  std::uint64_t alnum = 0;
  if (!bounded(m, bytes, stop, alnum)) return true;
  if (filter.mrz & like_mrz(bytes, m.lower)) return true;
  const std::uint64_t number = m.digits & alnum;
  const bool digit_first = (number & 1) != 0;
  if (filter.ipv4 & digit_first & dotted_quad(m.dot_or_close & low_bits(stop))) return true;
  if (!is_promising(number, m.upper & alnum)) return false;
  const std::uint64_t digits = extract(m.digits, alnum), lower = extract(m.lower, alnum);
  const std::uint64_t separated = extract(alnum & ~(alnum << 1), alnum) & ~std::uint64_t{1};
  const std::uint64_t ends = separated | static_cast<std::uint64_t>(bytes[stop] != '_')
                                             << std::popcount(alnum);
  const bool groups =
      (separated & (separated - 1)) != 0;  // two separators at least: dates, MAC addresses
  return (filter.lengths(ends, digits, lower) != 0) |
         (filter.numbers & digit_first & (std::popcount(number) >= kNumberDigits)) |
         (groups & ((filter.date & digit_first) | filter.mac));
}

template <typename MakeMasks, typename Pext>
BRAQUE_INLINE std::size_t keep_loop(const MakeMasks& masks, Pext extract, std::string_view text,
                                    const TokenFilter& filter,
                                    std::span<ShapeCandidate> candidates) {
  std::size_t kept = 0;
  for (const ShapeCandidate candidate : candidates) {
    candidates[kept] = candidate;
    kept += candidate.pointer != Pointer::token || candidate.position + kBlock > text.size() ||
            possible(masks, extract, filter, text.data() + candidate.position);
  }
  return kept;
}

BRAQUE_AVX2 std::size_t keep_avx2(std::string_view text, const TokenFilter& filter,
                                  std::span<ShapeCandidate> candidates) {
  return keep_loop(Avx2Masks(), Extract(), text, filter, candidates);
}
BRAQUE_AVX512 std::size_t keep_avx512(std::string_view text, const TokenFilter& filter,
                                      std::span<ShapeCandidate> candidates) {
  return keep_loop(Avx512Masks(), Extract512(), text, filter, candidates);
}

#endif

}  // namespace

void walk_token(VectorLevel level, std::string_view text, std::size_t start,
                TokenWalk& walk) noexcept {
#ifdef BRAQUE_X86
  if (level == VectorLevel::avx512 && walk_avx512(text, start, walk)) return;
  if (level == VectorLevel::avx2 && walk_avx2(text, start, walk)) return;
#else
  static_cast<void>(level);
#endif
  walk_plainly(text, start, walk);
}

std::size_t keep_possible(VectorLevel level, std::string_view text, const TokenFilter& filter,
                          std::span<ShapeCandidate> candidates) noexcept {
#ifdef BRAQUE_X86
  if (level == VectorLevel::avx512) return keep_avx512(text, filter, candidates);
  if (level == VectorLevel::avx2) return keep_avx2(text, filter, candidates);
#else
  static_cast<void>(level), static_cast<void>(text), static_cast<void>(filter);
#endif
  return candidates.size();  // without bit extraction the walk itself is as quick
}

void spell_token(std::string_view text, std::size_t start, TokenWalk& walk) noexcept {
  if (walk.spelled) return;
  walk.spelled = true;
  std::size_t at = start;
  for (std::size_t n = 0; n < walk.length; ++n) {
    if ((walk.separated >> n) & 1) {
      // One separator, or two of which the blank is not the one that counts.
      walk.separator[n] = text[at++];
      if (class_of(text[at]) == joiner) {
        if (text[at] == '(') walk.separator[n] = '(';
        ++at;
      }
    }
    walk.compact[n] = ascii::upper(text[at]);
    walk.position[n] = static_cast<std::uint32_t>(at++);
  }
}

}  // namespace braque::match
