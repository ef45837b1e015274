// Where in 64 bytes a capitalised word may begin that is worth reading. Words that are glued to
// signs of programs (name(, NAME_, name::Other, $name) are left out here already, as far as the 64
// bytes show it: in sources they are most. One definition (places()), for every way to make the
// masks; the tests compare them.
#pragma once

#include <immintrin.h>

#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/ascii.hpp"

namespace braque::names {

/// 64 bytes as bit masks.
struct PlaceMasks {
  std::uint64_t capitals = 0;  ///< A to Z
  std::uint64_t leads = 0;     ///< C3 to C5: Latin capitals beyond ASCII begin so
  std::uint64_t letters = 0;   ///< ASCII
  std::uint64_t words =
      0;  ///< letters, digits, _; what bytes beyond ASCII are is looked at more closely
  std::uint64_t backslashes = 0, dots = 0, colons = 0;
  std::uint64_t glue_before = 0, glue_behind = 0;  ///< signs that a word is glued to by themselves
};

constexpr bool glues_before(char c) {
  return c == '$' || c == '/' || c == '\\' || c == '.' || c == '#';
}
constexpr bool glues_behind(char c) {
  return c == '(' || c == '_' || c == '[' || c == '/' || c == '=' || ascii::is_digit(c);
}

/// For every start of a row of letters, in order, whether the bit at the end of that row is set in
/// `ends`.
struct PlainSpread {
  std::uint64_t operator()(std::uint64_t starts, std::uint64_t rows_end, std::uint64_t ends) const {
    std::uint64_t marked = 0;
    for (; starts != 0 && rows_end != 0; starts &= starts - 1, rows_end &= rows_end - 1)
      if ((rows_end & (~rows_end + 1) & ends) != 0) marked |= starts & (~starts + 1);
    return marked;
  }
};

/// The places, from the masks of 64 bytes and the byte before them.
template <typename Spread>
[[gnu::always_inline]] inline std::uint64_t places(const PlaceMasks& m, char before,
                                                   Spread spread) {
  const std::uint64_t behind_word =
      m.words << 1 | static_cast<std::uint64_t>(ascii::is_word(before));
  const std::uint64_t begin = m.capitals | m.leads;
  // "\nDupont": whether the letter before is one is looked at more closely, and so are the first
  // two places.
  const std::uint64_t escaped = begin & behind_word & (m.backslashes << 2 | 3U);
  const std::uint64_t rows = m.capitals & ~behind_word, several = m.letters >> 1;
  const std::uint64_t rows_end = (rows + m.letters) & ~m.letters;
  const std::uint64_t glue = m.glue_behind | (m.dots & m.letters >> 1) | (m.colons & m.colons >> 1);
  const std::uint64_t glued = spread(rows, rows_end, glue) | m.glue_before << 1 |
                              static_cast<std::uint64_t>(glues_before(before));
  return (rows & ~(glued & several)) | (m.leads & ~behind_word) | escaped;
}

/// Byte by byte: for other processors and the tests.
inline PlaceMasks plain_masks(const char* bytes) {
  PlaceMasks m;
  for (unsigned i = 0; i < 64; ++i) {
    const char c = bytes[i];
    const auto put = [i](std::uint64_t& mask, bool is) {
      mask |= static_cast<std::uint64_t>(is) << i;
    };
    put(m.capitals, ascii::is_upper(c));
    put(m.leads, c >= '\xC3' && c <= '\xC5');
    put(m.letters, ascii::is_letter(c));
    put(m.words, ascii::is_word(c));
    put(m.backslashes, c == '\\');
    put(m.dots, c == '.');
    put(m.colons, c == ':');
    put(m.glue_before, glues_before(c));
    put(m.glue_behind, glues_behind(c));
  }
  return m;
}

/// The places of `blocks` times 64 bytes; the byte before them exists.
inline void places_plain(const char* bytes, std::size_t blocks, std::uint64_t* out) {
  for (std::size_t i = 0; i < blocks; ++i, bytes += 64)
    out[i] = places(plain_masks(bytes), bytes[-1], PlainSpread());
}

#if defined(__x86_64__)

namespace sse2 {

[[gnu::always_inline]] inline __m128i within(__m128i bytes, char low, char high) {
  const __m128i moved = _mm_sub_epi8(bytes, _mm_set1_epi8(low));
  return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(static_cast<char>(high - low))), moved);
}

inline PlaceMasks masks(const char* bytes) {
  PlaceMasks m;
  for (int i = 0; i < 4; ++i) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    const auto put = [i](std::uint64_t& mask, __m128i bits) {
      mask |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(bits))} << (16 * i);
    };
    const auto equal = [v](char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); };
    put(m.capitals, within(v, 'A', 'Z'));
    put(m.leads, within(v, '\xC3', '\xC5'));
    const __m128i letter = within(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z'),
                  digit = within(v, '0', '9');
    put(m.letters, letter);
    put(m.words, _mm_or_si128(_mm_or_si128(letter, digit), equal('_')));
    put(m.backslashes, equal('\\'));
    put(m.dots, equal('.'));
    put(m.colons, equal(':'));
    put(m.glue_before, _mm_or_si128(_mm_or_si128(equal('$'), equal('/')), equal('#')));
    put(m.glue_behind, _mm_or_si128(_mm_or_si128(_mm_or_si128(equal('('), equal('_')),
                                                 _mm_or_si128(equal('['), equal('/'))),
                                    _mm_or_si128(equal('='), digit)));
  }
  m.glue_before |= m.backslashes | m.dots;
  return m;
}

}  // namespace sse2

inline void places_sse2(const char* bytes, std::size_t blocks, std::uint64_t* out) {
  for (std::size_t i = 0; i < blocks; ++i, bytes += 64)
    out[i] = places(sse2::masks(bytes), bytes[-1], PlainSpread());
}

#define BRAQUE_NAMES_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define BRAQUE_NAMES_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt,lzcnt")))

namespace avx2 {

/// BMI2 collects the bits of the rows' ends and lays them down at their starts. An end behind the
/// last byte is missing.
struct Spread {
  BRAQUE_NAMES_AVX2 inline std::uint64_t operator()(std::uint64_t starts, std::uint64_t rows_end,
                                                    std::uint64_t ends) const {
    return _pdep_u64(_pext_u64(ends, rows_end), starts);
  }
};

BRAQUE_NAMES_AVX2 inline __m256i within(__m256i bytes, char low, char high) {
  const __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8(low));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(moved, _mm256_set1_epi8(static_cast<char>(high - low))),
                           moved);
}

[[gnu::always_inline]] BRAQUE_NAMES_AVX2 inline PlaceMasks masks(const char* bytes) {
  PlaceMasks m;
  for (int i = 0; i < 2; ++i) {
    const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32 * i));
    const auto put = [i](std::uint64_t& mask, __m256i bits) BRAQUE_NAMES_AVX2 {
      mask |= std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(bits))} << (32 * i);
    };
    const auto equal = [v](char c)
                           BRAQUE_NAMES_AVX2 { return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c)); };
    put(m.capitals, within(v, 'A', 'Z'));
    put(m.leads, within(v, '\xC3', '\xC5'));
    const __m256i letter = within(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), 'a', 'z'),
                  digit = within(v, '0', '9');
    put(m.letters, letter);
    put(m.words, _mm256_or_si256(_mm256_or_si256(letter, digit), equal('_')));
    put(m.backslashes, equal('\\'));
    put(m.dots, equal('.'));
    put(m.colons, equal(':'));
    put(m.glue_before, _mm256_or_si256(_mm256_or_si256(equal('$'), equal('/')), equal('#')));
    put(m.glue_behind, _mm256_or_si256(_mm256_or_si256(_mm256_or_si256(equal('('), equal('_')),
                                                       _mm256_or_si256(equal('['), equal('/'))),
                                       _mm256_or_si256(equal('='), digit)));
  }
  m.glue_before |= m.backslashes | m.dots;
  return m;
}

}  // namespace avx2

BRAQUE_NAMES_AVX2 inline void places_avx2(const char* bytes, std::size_t blocks,
                                          std::uint64_t* out) {
  for (std::size_t i = 0; i < blocks; ++i, bytes += 64)
    out[i] = places(avx2::masks(bytes), bytes[-1], avx2::Spread());
}

namespace avx512 {

struct Spread {
  BRAQUE_NAMES_AVX512 inline std::uint64_t operator()(std::uint64_t starts, std::uint64_t rows_end,
                                                      std::uint64_t ends) const {
    return _pdep_u64(_pext_u64(ends, rows_end), starts);
  }
};

[[gnu::always_inline]] BRAQUE_NAMES_AVX512 inline PlaceMasks masks(const char* bytes) {
  const __m512i v = _mm512_loadu_si512(bytes);
  const auto equal = [v](char c) BRAQUE_NAMES_AVX512 -> std::uint64_t {
    return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
  };
  const auto within = [](__m512i w, char low, char high) BRAQUE_NAMES_AVX512 -> std::uint64_t {
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(w, _mm512_set1_epi8(low)),
                                  _mm512_set1_epi8(static_cast<char>(high - low)));
  };
  PlaceMasks m;
  m.capitals = within(v, 'A', 'Z');
  m.leads = within(v, '\xC3', '\xC5');
  m.letters = within(_mm512_or_si512(v, _mm512_set1_epi8(0x20)), 'a', 'z');
  const std::uint64_t digits = within(v, '0', '9'), line = equal('_'), slash = equal('/');
  m.words = m.letters | digits | line;
  m.backslashes = equal('\\');
  m.dots = equal('.');
  m.colons = equal(':');
  m.glue_before = equal('$') | slash | equal('#') | m.backslashes | m.dots;
  m.glue_behind = equal('(') | line | equal('[') | slash | equal('=') | digits;
  return m;
}

}  // namespace avx512

BRAQUE_NAMES_AVX512 inline void places_avx512(const char* bytes, std::size_t blocks,
                                              std::uint64_t* out) {
  for (std::size_t i = 0; i < blocks; ++i, bytes += 64)
    out[i] = places(avx512::masks(bytes), bytes[-1], avx512::Spread());
}

#endif

}  // namespace braque::names
