// See shape_scan.hpp. The masks of a block are made by the vector code; everything after that is
// arithmetic on 64-bit words shared by all levels (ScanLoop), inlined into each of them so that
// popcount and trailing-zero count become single instructions where the level has them.
#include "match/shape_scan.hpp"

#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#define BRAQUE_X86 1
#endif

#define BRAQUE_INLINE inline __attribute__((always_inline))

namespace braque::match {
namespace {

/// One bit a byte. `joins`: what a written number may contain between its letters and digits, as
/// match/token.cpp walks it, and '<', the filler of machine-readable zones. Bytes from 80 on, which
/// may be no-break blanks, are in `high`.
struct Masks {
  std::uint64_t digits, letters, capitals, word, at, colon, dot, line_feed, joins, high;

  /// Bytes at which every number that began before ends.
  std::uint64_t stops() const { return ~(digits | letters | joins | high); }
};

/// The joining characters by their low four bits; other places hold a byte with other low bits.
alignas(16) constexpr std::array<char, 16> kJoins = {' ', 0,   0,   0,   0,   0,   0,   0,
                                                     '(', ')', 0,   '+', '<', '-', '.', '/'};

constexpr std::size_t kBlock = 64;

BRAQUE_INLINE Masks masks_scalar(const char* bytes) {
  Masks m{};
  for (unsigned i = 0; i < kBlock; ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (static_cast<unsigned char>(c - '0') <= 9) m.digits |= bit;
    if (static_cast<unsigned char>((c | 0x20) - 'a') <= 25) m.letters |= bit;
    if (static_cast<unsigned char>(c - 'A') <= 25) m.capitals |= bit;
    if (c == '_') m.word |= bit;
    if (c == '@') m.at |= bit;
    if (c == ':') m.colon |= bit;
    if (c == '.') m.dot |= bit;
    if (c == '\n') m.line_feed |= bit;
    if (static_cast<unsigned char>(kJoins[c & 15]) == c) m.joins |= bit;
    if (c >= 0x80) m.high |= bit;
  }
  m.word |= m.digits | m.letters;
  return m;
}

#ifdef BRAQUE_X86

BRAQUE_INLINE __m128i between(__m128i v, char low, char span) {
  // Unsigned v - low <= span, by the saturating difference being zero.
  return _mm_cmpeq_epi8(_mm_subs_epu8(_mm_sub_epi8(v, _mm_set1_epi8(low)), _mm_set1_epi8(span)),
                        _mm_setzero_si128());
}

BRAQUE_INLINE Masks masks_sse2(const char* bytes) {
  Masks m{};
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + part * 16));
    const auto put = [part](__m128i mask) {
      return static_cast<std::uint64_t>(static_cast<std::uint16_t>(_mm_movemask_epi8(mask)))
             << (part * 16);
    };
    m.digits |= put(between(v, '0', 9));
    m.letters |= put(between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 25));
    m.capitals |= put(between(v, 'A', 25));
    m.word |= put(_mm_cmpeq_epi8(v, _mm_set1_epi8('_')));
    m.at |= put(_mm_cmpeq_epi8(v, _mm_set1_epi8('@')));
    m.colon |= put(_mm_cmpeq_epi8(v, _mm_set1_epi8(':')));
    m.dot |= put(_mm_cmpeq_epi8(v, _mm_set1_epi8('.')));
    m.line_feed |= put(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
    const __m128i blank_or_filler = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')),
                                                 _mm_cmpeq_epi8(v, _mm_set1_epi8('<')));
    // 28..2F but for '*' and ','.
    const __m128i unwanted = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('*')),
                                          _mm_cmpeq_epi8(v, _mm_set1_epi8(',')));
    m.joins |= put(_mm_or_si128(_mm_andnot_si128(unwanted, between(v, '(', 7)), blank_or_filler));
    m.high |= put(v);
  }
  m.word |= m.digits | m.letters;
  return m;
}

#define BRAQUE_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define BRAQUE_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt,lzcnt")))

BRAQUE_AVX2 inline __m256i between(__m256i v, char low, char span) {
  return _mm256_cmpeq_epi8(
      _mm256_subs_epu8(_mm256_sub_epi8(v, _mm256_set1_epi8(low)), _mm256_set1_epi8(span)),
      _mm256_setzero_si256());
}

BRAQUE_AVX2 inline std::uint64_t bits(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

BRAQUE_AVX2 inline Masks masks_avx2(const char* bytes) {
  const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
  const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32));
  const __m256i fold = _mm256_set1_epi8(0x20);
  Masks m{};
  m.digits = bits(between(a, '0', 9), between(b, '0', 9));
  m.letters = bits(between(_mm256_or_si256(a, fold), 'a', 25),
                   between(_mm256_or_si256(b, fold), 'a', 25));
  m.capitals = bits(between(a, 'A', 25), between(b, 'A', 25));
  const __m256i underscore = _mm256_set1_epi8('_');
  m.word = bits(_mm256_cmpeq_epi8(a, underscore), _mm256_cmpeq_epi8(b, underscore)) | m.digits |
           m.letters;
  const __m256i at = _mm256_set1_epi8('@');
  m.at = bits(_mm256_cmpeq_epi8(a, at), _mm256_cmpeq_epi8(b, at));
  const __m256i colon = _mm256_set1_epi8(':');
  m.colon = bits(_mm256_cmpeq_epi8(a, colon), _mm256_cmpeq_epi8(b, colon));
  const __m256i dot = _mm256_set1_epi8('.');
  m.dot = bits(_mm256_cmpeq_epi8(a, dot), _mm256_cmpeq_epi8(b, dot));
  const __m256i feed = _mm256_set1_epi8('\n');
  m.line_feed = bits(_mm256_cmpeq_epi8(a, feed), _mm256_cmpeq_epi8(b, feed));
  // The shuffle gives zero for high bytes, which none of them equals.
  const __m256i table = _mm256_broadcastsi128_si256(
      _mm_load_si128(reinterpret_cast<const __m128i*>(kJoins.data())));
  m.joins = bits(_mm256_cmpeq_epi8(a, _mm256_shuffle_epi8(table, a)),
                 _mm256_cmpeq_epi8(b, _mm256_shuffle_epi8(table, b)));
  m.high = bits(a, b);
  return m;
}

BRAQUE_AVX512 inline std::uint64_t within(__m512i x, __m512i low, __m512i span) {
  return _mm512_cmple_epu8_mask(_mm512_sub_epi8(x, low), span);
}

/// A byte in all places, kept in a register: the compiler would make it anew for every block.
BRAQUE_AVX512 inline __m512i all512(char c) {
  __m512i v = _mm512_set1_epi8(c);
  __asm__("" : "+v"(v));
  return v;
}

/// The masks with the constants that they need.
struct Masks512 {
  __m512i zero, nine, small_a, capital_a, span, fold, underscore, at, colon, dot, feed, table;

  BRAQUE_AVX512 Masks512()
      : zero(all512('0')), nine(all512(9)), small_a(all512('a')), capital_a(all512('A')),
        span(all512(25)), fold(all512(0x20)), underscore(all512('_')), at(all512('@')),
        colon(all512(':')), dot(all512('.')), feed(all512('\n')),
        // With a mask of ones: the plain form makes g++ 12 warn of an uninitialised value.
        table(_mm512_maskz_broadcast_i32x4(
            0xffff, _mm_load_si128(reinterpret_cast<const __m128i*>(kJoins.data())))) {}

  BRAQUE_AVX512 inline Masks operator()(const char* bytes) const {
    const __m512i v = _mm512_loadu_si512(bytes);
    Masks m{};
    m.digits = within(v, zero, nine);
    m.letters = within(_mm512_or_si512(v, fold), small_a, span);
    m.capitals = within(v, capital_a, span);
    m.word = _mm512_cmpeq_epi8_mask(v, underscore) | m.digits | m.letters;
    m.at = _mm512_cmpeq_epi8_mask(v, at);
    m.colon = _mm512_cmpeq_epi8_mask(v, colon);
    m.dot = _mm512_cmpeq_epi8_mask(v, dot);
    m.line_feed = _mm512_cmpeq_epi8_mask(v, feed);
    // The shuffle gives zero for high bytes, which none of them equals.
    m.joins = _mm512_cmpeq_epi8_mask(v, _mm512_shuffle_epi8(table, v));
    m.high = static_cast<std::uint64_t>(_mm512_movepi8_mask(v));
    return m;
  }
};

#endif  // BRAQUE_X86

/// Bits k.. of the 128-bit value (next:current), as 64 bits.
BRAQUE_INLINE std::uint64_t ahead(std::uint64_t current, std::uint64_t next, unsigned k) {
  return (current >> k) | (next << (64 - k));
}

/// The 64 bits that start at position p, 0 <= p < 64.
BRAQUE_INLINE std::uint64_t window(std::uint64_t current, std::uint64_t next, unsigned p) {
  return p == 0 ? current : ahead(current, next, p);
}

constexpr std::uint64_t low_bits(unsigned n) { return (std::uint64_t{1} << n) - 1; }

/// A word that begins with a digit is worth a look with six digits in its first 16 bytes, five with
/// four capitals, or with three full stops there (IPv4); one that begins with a letter with three digits in 20 bytes. Only
/// what stands before the first byte that ends every number counts.
BRAQUE_INLINE bool enough_digits(const Masks& m, const Masks& n, unsigned p, unsigned shortest) {
  const std::uint64_t stops = window(m.stops(), n.stops(), p);
  const std::uint64_t before = (stops & (~stops + 1)) - 1;  // all when there is no stop
  const std::uint64_t digits = window(m.digits, n.digits, p) & before;
  if ((m.digits >> p) & 1) {
    const int count = std::popcount(digits & low_bits(16));
    if (count == 5) {
      // A Medicare number of the United States: 1AA9-AA9-AA99.
      const std::uint64_t capitals = window(m.capitals, n.capitals, p) & before & low_bits(16);
      if (std::popcount(capitals) >= 4) return true;
    }
    return count >= 6 || std::popcount(window(m.dot, n.dot, p) & before & low_bits(16)) >= 3;
  }
  if (std::popcount(digits & low_bits(20)) < 3) return false;
  const std::uint64_t letters = window(m.letters, n.letters, p) & before;
  return static_cast<unsigned>(std::popcount(digits | letters)) >= shortest;
}

/// Words that begin with a letter and have a digit among the eight bytes from there.
BRAQUE_INLINE std::uint64_t digit_within_eight(std::uint64_t c, std::uint64_t n) {
  c |= ahead(c, n, 1), n |= n >> 1;
  c |= ahead(c, n, 2), n |= n >> 2;
  c |= ahead(c, n, 4);
  return c;
}

/// First of eight capitals or digits in a row.
BRAQUE_INLINE std::uint64_t eight_in_a_row(std::uint64_t c, std::uint64_t n) {
  const std::uint64_t c2 = c & ahead(c, n, 1), n2 = n & (n >> 1);
  const std::uint64_t c4 = c2 & ahead(c2, n2, 2), n4 = n2 & (n2 >> 2);
  return c4 & ahead(c4, n4, 4);
}

/// Writes the candidates of one block, in ascending order of position.
struct BlockScan {
  const Masks& m;
  const Masks& n;
  std::uint64_t word_before;  ///< bit 0: the byte before the block is a word character
  std::uint64_t colons_before;  ///< bits 63..: colons of the previous block
  unsigned shortest;            ///< letters and digits that a word beginning with a letter needs

  BRAQUE_INLINE std::uint64_t tokens(std::uint64_t starts) const {
    // Codes in capitals: bank identifiers without a digit, access keys with few.
    std::uint64_t pointed = 0;
    if (std::popcount(m.capitals) + std::popcount(n.capitals) >= 4)
      pointed = starts & (m.capitals | m.digits) &
                eight_in_a_row(m.capitals | m.digits, n.capitals | n.digits);
    // Fewer digits than the least that any word is asked for (see enough_digits).
    if (std::popcount(m.digits) + std::popcount(n.digits) < 3) return pointed;
    std::uint64_t open = starts & digit_within_eight(m.digits, n.digits) & ~pointed;
    while (open != 0) {
      const auto p = static_cast<unsigned>(std::countr_zero(open));
      if (enough_digits(m, n, p, shortest)) pointed |= std::uint64_t{1} << p;
      open &= open - 1;
    }
    return pointed;
  }

  /// Starts of exactly four digits that are not already pointed at.
  BRAQUE_INLINE std::uint64_t years(std::uint64_t starts) const {
    if (m.digits == 0) return 0;
    const std::uint64_t d2 = m.digits & ahead(m.digits, n.digits, 1);
    const std::uint64_t n2 = n.digits & (n.digits >> 1);
    return starts & d2 & ahead(d2, n2, 2) & ~ahead(m.word, n.word, 4);
  }

  BRAQUE_INLINE std::uint64_t colons() const {
    if (m.colon == 0) return 0;
    std::uint64_t pointed = m.colon & ahead(m.colon, n.colon, 1);
    if (std::popcount(m.colon) + std::popcount(n.colon) < 5) return pointed;
    // First colons: none in the five bytes before.
    std::uint64_t behind = 0;
    for (unsigned k = 1; k <= 5; ++k)
      behind |= (m.colon << k) | (colons_before >> (64 - k));
    std::uint64_t first = m.colon & ~behind & ~pointed;
    while (first != 0) {
      const auto p = static_cast<unsigned>(std::countr_zero(first));
      if (std::popcount(window(m.colon, n.colon, p) & low_bits(36)) >= 5)
        pointed |= std::uint64_t{1} << p;
      first &= first - 1;
    }
    return pointed;
  }

  BRAQUE_INLINE std::size_t write(std::uint32_t base, std::uint64_t keep,
                                  ShapeCandidate* out) const {
    const std::uint64_t starts = m.word & ~((m.word << 1) | word_before);
    const std::uint64_t token = tokens(starts & (m.digits | m.letters)) & keep;
    const std::uint64_t year = years(starts & m.digits) & ~token & keep;
    const std::uint64_t at = m.at & keep;
    const std::uint64_t colon = colons() & keep;
    std::size_t count = 0;
    for (std::uint64_t all = token | year | at | colon; all != 0; all &= all - 1) {
      const std::uint64_t bit = all & (~all + 1);
      const auto p = base + static_cast<std::uint32_t>(std::countr_zero(all));
      // The four sets are disjoint: a byte is one character.
      const Pointer pointer = (bit & token)  ? Pointer::token
                              : (bit & year) ? Pointer::year
                              : (bit & at)   ? Pointer::at
                                             : Pointer::colon;
      out[count++] = {p, pointer};
    }
    return count;
  }
};

/// The masks of the block at `at`; bytes beyond the text count as zero.
template <typename MakeMasks>
BRAQUE_INLINE Masks load(const MakeMasks& masks, std::string_view text, std::size_t at) {
  if (at + kBlock <= text.size()) return masks(text.data() + at);
  char padded[kBlock] = {};
  if (at < text.size()) std::memcpy(padded, text.data() + at, text.size() - at);
  return masks(padded);
}

BRAQUE_INLINE bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The loop over blocks, the same at every level.
template <typename MakeMasks>
BRAQUE_INLINE ShapeScanResult scan_loop(const MakeMasks& masks, std::string_view text, std::size_t from, std::size_t to,
                                        std::span<ShapeCandidate> out, unsigned shortest) {
  ShapeScanResult result;
  result.scanned_to = from;
  if (from >= to) return result;
  std::uint64_t word_before = from > 0 && is_word(text[from - 1]) ? 1 : 0;
  std::uint64_t colons_before = 0;
  for (std::size_t k = 1; k <= 5 && k <= from; ++k)
    if (text[from - k] == ':') colons_before |= std::uint64_t{1} << (64 - k);
  Masks current = load(masks, text, from);
  while (result.scanned_to < to && out.size() - result.candidates >= kCandidatesPerBlock) {
    const Masks next = load(masks, text, result.scanned_to + kBlock);
    const std::size_t left = to - result.scanned_to;
    const std::uint64_t keep = left >= kBlock ? ~std::uint64_t{0} : low_bits(static_cast<unsigned>(left));
    result.line_feeds += static_cast<std::uint64_t>(std::popcount(current.line_feed & keep));
    const std::uint64_t any = current.digits | current.at | current.colon | current.capitals;
    if (any != 0)
      result.candidates +=
          BlockScan{current, next, word_before, colons_before, shortest}.write(
              static_cast<std::uint32_t>(result.scanned_to), keep, out.data() + result.candidates);
    word_before = current.word >> 63;
    colons_before = current.colon;
    result.scanned_to += kBlock;
    current = next;
  }
  if (result.scanned_to > to) result.scanned_to = to;
  return result;
}

ShapeScanResult scan_scalar(std::string_view text, std::size_t from, std::size_t to,
                            std::span<ShapeCandidate> out, unsigned shortest) {
  return scan_loop(masks_scalar, text, from, to, out, shortest);
}

#ifdef BRAQUE_X86
ShapeScanResult scan_sse2(std::string_view text, std::size_t from, std::size_t to,
                          std::span<ShapeCandidate> out, unsigned shortest) {
  return scan_loop(masks_sse2, text, from, to, out, shortest);
}
BRAQUE_AVX2 ShapeScanResult scan_avx2(std::string_view text, std::size_t from, std::size_t to,
                                      std::span<ShapeCandidate> out, unsigned shortest) {
  return scan_loop(masks_avx2, text, from, to, out, shortest);
}
BRAQUE_AVX512 ShapeScanResult scan_avx512(std::string_view text, std::size_t from, std::size_t to,
                                          std::span<ShapeCandidate> out, unsigned shortest) {
  return scan_loop(Masks512(), text, from, to, out, shortest);
}
#endif

}  // namespace

VectorLevel best_vector_level() noexcept {
#ifdef BRAQUE_X86
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("bmi2"))
    return VectorLevel::avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return VectorLevel::avx2;
  return VectorLevel::sse2;
#else
  return VectorLevel::scalar;
#endif
}

const char* name(VectorLevel level) noexcept {
  switch (level) {
    case VectorLevel::scalar: return "scalar";
    case VectorLevel::sse2: return "SSE2";
    case VectorLevel::avx2: return "AVX2";
    case VectorLevel::avx512: return "AVX-512BW";
  }
  return "";
}

ShapeScanResult scan_shapes(VectorLevel level, std::string_view text, std::size_t from,
                            std::size_t to, std::span<ShapeCandidate> out,
                            unsigned shortest_word) noexcept {
  switch (level) {
#ifdef BRAQUE_X86
    case VectorLevel::avx512: return scan_avx512(text, from, to, out, shortest_word);
    case VectorLevel::avx2: return scan_avx2(text, from, to, out, shortest_word);
    case VectorLevel::sse2: return scan_sse2(text, from, to, out, shortest_word);
#endif
    default: return scan_scalar(text, from, to, out, shortest_word);
  }
}

}  // namespace braque::match
