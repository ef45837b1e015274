// Classes of 64 bytes as bit masks, one bit a byte, made by AVX-512BW, AVX2, SSE2 or plain code
// with equal results. Known to shape_scan.cpp and token.cpp only. Every level has three functions:
// what the scan asks of every block, where its blanks are, and what a walk along a number needs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#define BRAQUE_X86 1
#define BRAQUE_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define BRAQUE_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt,lzcnt")))
#endif

#define BRAQUE_INLINE inline __attribute__((always_inline))

namespace braque::match {

inline constexpr std::size_t kBlock = 64;

/// What the scan asks of every block. `joins`: what a written number may contain between its
/// letters and digits, as token.cpp walks it, '<', the filler of machine-readable zones, and bytes
/// from 80 on, which may be no-break blanks.
struct ScanMasks {
  std::uint64_t digits, letters, capitals, underscore, joins, dot, at, colon, line_feed;
};

/// What a walk along a number needs. `joiners` are blank ( ) + - . /
struct WalkMasks {
  std::uint64_t digits, upper, lower, joiners, blank, dot_or_close, open;
};

/// The joining characters by their low four bits; other places hold a byte with other low bits.
alignas(16) inline constexpr std::array<char, 16> kJoins = {' ', 0,   0, 0,   0,   0,   0,   0,
                                                            '(', ')', 0, '+', '<', '-', '.', '/'};

struct ScalarMasks {
  using Lanes = std::uint64_t;  ///< blocks side by side, 64 bits each
  template <typename Test>
  static BRAQUE_INLINE std::uint64_t all(const char* bytes, Test test) {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < kBlock; ++i)
      mask |= static_cast<std::uint64_t>(test(static_cast<unsigned char>(bytes[i]))) << i;
    return mask;
  }
  static BRAQUE_INLINE bool between(unsigned char c, char low, unsigned span) {
    return static_cast<unsigned char>(c - static_cast<unsigned char>(low)) <= span;
  }
  static BRAQUE_INLINE std::uint64_t equal(const char* bytes, char wanted) {
    return all(bytes,
               [wanted](unsigned char c) { return c == static_cast<unsigned char>(wanted); });
  }
  static BRAQUE_INLINE std::uint64_t range(const char* bytes, char low, unsigned span) {
    return all(bytes, [low, span](unsigned char c) { return between(c, low, span); });
  }
  static BRAQUE_INLINE std::uint64_t joins(const char* bytes) {
    return all(bytes,
               [](unsigned char c) { return static_cast<unsigned char>(kJoins[c & 15]) == c; });
  }

  BRAQUE_INLINE ScanMasks scan(const char* bytes) const {
    const std::uint64_t capitals = range(bytes, 'A', 25);
    const std::uint64_t high = all(bytes, [](unsigned char c) { return c >= 0x80; });
    return {range(bytes, '0', 9),
            capitals | range(bytes, 'a', 25),
            capitals,
            equal(bytes, '_'),
            joins(bytes) | high,
            equal(bytes, '.'),
            equal(bytes, '@'),
            equal(bytes, ':'),
            equal(bytes, '\n')};
  }
  BRAQUE_INLINE std::uint64_t blanks(const char* bytes) const { return equal(bytes, ' '); }
  BRAQUE_INLINE WalkMasks walk(const char* bytes) const {
    return {range(bytes, '0', 9),  range(bytes, 'A', 25),
            range(bytes, 'a', 25), joins(bytes) & ~equal(bytes, '<'),
            equal(bytes, ' '),     equal(bytes, '.') | equal(bytes, ')'),
            equal(bytes, '(')};
  }
};

#ifdef BRAQUE_X86

/// 16 bytes at a time: plain x86-64.
struct Sse2Masks {
  typedef std::uint64_t Lanes __attribute__((vector_size(16)));
  struct Block {
    __m128i part[4];
  };
  static BRAQUE_INLINE Block load(const char* bytes) {
    Block block;
    for (unsigned i = 0; i < 4; ++i)
      block.part[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + i * 16));
    return block;
  }
  template <typename Test>
  static BRAQUE_INLINE std::uint64_t all(const Block& block, Test test) {
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < 4; ++i)
      mask |= static_cast<std::uint64_t>(
                  static_cast<std::uint16_t>(_mm_movemask_epi8(test(block.part[i]))))
              << (i * 16);
    return mask;
  }
  static BRAQUE_INLINE __m128i equal_to(__m128i v, char c) {
    return _mm_cmpeq_epi8(v, _mm_set1_epi8(c));
  }
  static BRAQUE_INLINE __m128i between(__m128i v, char low, char span) {
    // Unsigned v - low <= span, by the saturating difference being zero.
    return _mm_cmpeq_epi8(_mm_subs_epu8(_mm_sub_epi8(v, _mm_set1_epi8(low)), _mm_set1_epi8(span)),
                          _mm_setzero_si128());
  }
  static BRAQUE_INLINE std::uint64_t equal(const Block& block, char c) {
    return all(block, [c](__m128i v) { return equal_to(v, c); });
  }
  static BRAQUE_INLINE std::uint64_t range(const Block& block, char low, char span) {
    return all(block, [low, span](__m128i v) { return between(v, low, span); });
  }
  static BRAQUE_INLINE std::uint64_t joiners(const Block& block) {
    // 28..2F but for '*' and ',', and the blank.
    return all(block, [](__m128i v) {
      const __m128i unwanted = _mm_or_si128(equal_to(v, '*'), equal_to(v, ','));
      return _mm_or_si128(_mm_andnot_si128(unwanted, between(v, '(', 7)), equal_to(v, ' '));
    });
  }

  BRAQUE_INLINE ScanMasks scan(const char* bytes) const {
    const Block block = load(bytes);
    const auto letter = [](__m128i v) {
      return between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 25);
    };
    return {range(block, '0', 9),
            all(block, letter),
            range(block, 'A', 25),
            equal(block, '_'),
            joiners(block) | equal(block, '<') | all(block, [](__m128i v) { return v; }),
            equal(block, '.'),
            equal(block, '@'),
            equal(block, ':'),
            equal(block, '\n')};
  }
  BRAQUE_INLINE std::uint64_t blanks(const char* bytes) const { return equal(load(bytes), ' '); }
  BRAQUE_INLINE WalkMasks walk(const char* bytes) const {
    const Block block = load(bytes);
    return {range(block, '0', 9), range(block, 'A', 25), range(block, 'a', 25),
            joiners(block),       equal(block, ' '),     equal(block, '.') | equal(block, ')'),
            equal(block, '(')};
  }
};

/// 32 bytes at a time.
struct Avx2Masks {
  typedef std::uint64_t Lanes __attribute__((vector_size(32)));
  struct Block {
    __m256i low, high;
  };
  BRAQUE_AVX2 static inline Block load(const char* bytes) {
    return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes)),
            _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32))};
  }
  BRAQUE_AVX2 static inline std::uint64_t bits(__m256i low, __m256i high) {
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
           static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
  }
  BRAQUE_AVX2 static inline std::uint64_t equal(const Block& block, char c) {
    const __m256i wanted = _mm256_set1_epi8(c);
    return bits(_mm256_cmpeq_epi8(block.low, wanted), _mm256_cmpeq_epi8(block.high, wanted));
  }
  BRAQUE_AVX2 static inline __m256i between(__m256i v, char low, char span) {
    return _mm256_cmpeq_epi8(
        _mm256_subs_epu8(_mm256_sub_epi8(v, _mm256_set1_epi8(low)), _mm256_set1_epi8(span)),
        _mm256_setzero_si256());
  }
  BRAQUE_AVX2 static inline std::uint64_t range(const Block& block, char low, char span) {
    return bits(between(block.low, low, span), between(block.high, low, span));
  }
  BRAQUE_AVX2 static inline std::uint64_t joins(const Block& block) {
    // The shuffle gives zero for high bytes, which none of them equals.
    const __m256i table = _mm256_broadcastsi128_si256(
        _mm_load_si128(reinterpret_cast<const __m128i*>(kJoins.data())));
    return bits(_mm256_cmpeq_epi8(block.low, _mm256_shuffle_epi8(table, block.low)),
                _mm256_cmpeq_epi8(block.high, _mm256_shuffle_epi8(table, block.high)));
  }

  BRAQUE_AVX2 inline ScanMasks scan(const char* bytes) const {
    const Block block = load(bytes);
    const __m256i fold = _mm256_set1_epi8(0x20);
    const Block folded = {_mm256_or_si256(block.low, fold), _mm256_or_si256(block.high, fold)};
    return {range(block, '0', 9),
            range(folded, 'a', 25),
            range(block, 'A', 25),
            equal(block, '_'),
            joins(block) | bits(block.low, block.high),
            equal(block, '.'),
            equal(block, '@'),
            equal(block, ':'),
            equal(block, '\n')};
  }
  BRAQUE_AVX2 inline std::uint64_t blanks(const char* bytes) const {
    return equal(load(bytes), ' ');
  }
  BRAQUE_AVX2 inline WalkMasks walk(const char* bytes) const {
    const Block block = load(bytes);
    return {range(block, '0', 9),  range(block, 'A', 25),
            range(block, 'a', 25), joins(block) & ~equal(block, '<'),
            equal(block, ' '),     equal(block, '.') | equal(block, ')'),
            equal(block, '(')};
  }
};

/// 64 bytes at a time, with the constants that it needs.
struct Avx512Masks {
  typedef std::uint64_t Lanes __attribute__((vector_size(64)));
  /// A byte in all places, kept in a register: the compiler would make it anew for every block.
  BRAQUE_AVX512 static inline __m512i constant(char c) {
    __m512i v = _mm512_set1_epi8(c);
    __asm__("" : "+v"(v));
    return v;
  }
  BRAQUE_AVX512 static inline std::uint64_t within(__m512i x, __m512i low, __m512i span) {
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(x, low), span);
  }
  BRAQUE_AVX512 static inline std::uint64_t equal(__m512i v, char c) {
    return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
  }
  BRAQUE_AVX512 static inline std::uint64_t joins(__m512i v) {
    // With a mask of ones: the plain form makes g++ 12 warn of an uninitialised value. The shuffle
    // gives zero for high bytes, which none of them equals.
    const __m512i table = _mm512_maskz_broadcast_i32x4(
        0xffff, _mm_load_si128(reinterpret_cast<const __m128i*>(kJoins.data())));
    return _mm512_cmpeq_epi8_mask(v, _mm512_shuffle_epi8(table, v));
  }

  __m512i zero, nine, capital_a, small_a, span, fold, underscore, dot, at, colon, feed;
  BRAQUE_AVX512 Avx512Masks()
      : zero(constant('0')),
        nine(constant(9)),
        capital_a(constant('A')),
        small_a(constant('a')),
        span(constant(25)),
        fold(constant(0x20)),
        underscore(constant('_')),
        dot(constant('.')),
        at(constant('@')),
        colon(constant(':')),
        feed(constant('\n')) {}

  BRAQUE_AVX512 inline ScanMasks scan(const char* bytes) const {
    const __m512i v = _mm512_loadu_si512(bytes);
    return {within(v, zero, nine),
            within(_mm512_or_si512(v, fold), small_a, span),
            within(v, capital_a, span),
            _mm512_cmpeq_epi8_mask(v, underscore),
            joins(v) | static_cast<std::uint64_t>(_mm512_movepi8_mask(v)),
            _mm512_cmpeq_epi8_mask(v, dot),
            _mm512_cmpeq_epi8_mask(v, at),
            _mm512_cmpeq_epi8_mask(v, colon),
            _mm512_cmpeq_epi8_mask(v, feed)};
  }
  BRAQUE_AVX512 inline std::uint64_t blanks(const char* bytes) const {
    return equal(_mm512_loadu_si512(bytes), ' ');
  }
  BRAQUE_AVX512 inline WalkMasks walk(const char* bytes) const {
    const __m512i v = _mm512_loadu_si512(bytes);
    return {within(v, zero, nine),
            within(v, capital_a, span),
            within(v, small_a, span),
            joins(v) & ~equal(v, '<'),
            equal(v, ' '),
            equal(v, '.') | equal(v, ')'),
            equal(v, '(')};
  }
};

#endif  // BRAQUE_X86

}  // namespace braque::match
