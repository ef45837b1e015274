#include "privacy/sha256_lanes.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "base/check.hpp"

namespace braque {

#if defined(__x86_64__)

namespace {

#define BRAQUE_WIDE __attribute__((target("avx512f,avx512bw"), always_inline)) inline

constexpr int kXor = 0x96, kChoose = 0xca, kMajority = 0xe8;  // truth tables of three bits

/// The compilers' own vectors for shifts: g++ 12 warns about its header's functions for them.
typedef std::uint32_t Lanes __attribute__((vector_size(64), may_alias));

BRAQUE_WIDE __m512i shifted(__m512i x, int bits) {
  return reinterpret_cast<__m512i>(reinterpret_cast<Lanes>(x) >> bits);
}

BRAQUE_WIDE __m512i rotated(__m512i x, int bits) {
  const Lanes lanes = reinterpret_cast<Lanes>(x);
  return reinterpret_cast<__m512i>(lanes >> bits | lanes << (32 - bits));
}

template <int kFirst, int kSecond, int kThird>
BRAQUE_WIDE __m512i rotations(__m512i x) {
  return _mm512_ternarylogic_epi32(rotated(x, kFirst), rotated(x, kSecond), rotated(x, kThird),
                                   kXor);
}

template <int kFirst, int kSecond, int kShift>
BRAQUE_WIDE __m512i mixed(__m512i x) {
  return _mm512_ternarylogic_epi32(rotated(x, kFirst), rotated(x, kSecond), shifted(x, kShift),
                                   kXor);
}

BRAQUE_WIDE __m512i sum(__m512i a, __m512i b) { return _mm512_add_epi32(a, b); }

/// FIPS 180-4, section 6.2.2, for sixteen messages: word i of all is words[i], which is used up.
/// In round r the variables a to h are at[(0 - r) % 8] to at[(7 - r) % 8], so that none is moved.
BRAQUE_WIDE void compress(__m512i (&hash)[8], __m512i (&words)[16]) {
  __m512i at[8];
#pragma GCC unroll 8
  for (unsigned i = 0; i < 8; ++i) at[i] = hash[i];
  for (unsigned begin = 0; begin < 64; begin += 16) {
#pragma GCC unroll 16
    for (unsigned r = 0; r < 16; ++r) {
      __m512i& word = words[r];
      if (begin > 0) {
        word = sum(sum(word, mixed<7, 18, 3>(words[(r + 1) % 16])),
                   sum(words[(r + 9) % 16], mixed<17, 19, 10>(words[(r + 14) % 16])));
      }
      const __m512i a = at[(8 - r) % 8], b = at[(9 - r) % 8], c = at[(10 - r) % 8];
      const __m512i e = at[(12 - r) % 8], f = at[(13 - r) % 8], g = at[(14 - r) % 8];
      __m512i& d = at[(11 - r) % 8];
      __m512i& h = at[(15 - r) % 8];
      const auto constant = static_cast<int>(kSha256Constants[begin + r]);
      const __m512i first =
          sum(sum(sum(h, sum(word, _mm512_set1_epi32(constant))), rotations<6, 11, 25>(e)),
              _mm512_ternarylogic_epi32(e, f, g, kChoose));
      d = sum(d, first);
      h = sum(first, sum(rotations<2, 13, 22>(a), _mm512_ternarylogic_epi32(a, b, c, kMajority)));
    }
  }
#pragma GCC unroll 8
  for (unsigned i = 0; i < 8; ++i) hash[i] = sum(hash[i], at[i]);
}

BRAQUE_WIDE void spread(const std::array<std::uint32_t, 8>& hash, __m512i (&lanes)[8]) {
#pragma GCC unroll 8
  for (unsigned i = 0; i < 8; ++i) lanes[i] = _mm512_set1_epi32(static_cast<int>(hash[i]));
}

}  // namespace

bool has_sha256_sixteen() noexcept {
  static const bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
  return has;
}

__attribute__((target("avx512f,avx512bw"))) void hmac_sha256_sixteen(
    const std::array<std::uint32_t, 8>& inner, const std::array<std::uint32_t, 8>& outer,
    const std::uint8_t* blocks, std::uint64_t* numbers) noexcept {
  const __m512i big_endian = _mm512_set4_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203);
  // Word 0 of the sixteen blocks, counted in words.
  const __m512i places =
      _mm512_set_epi32(240, 224, 208, 192, 176, 160, 144, 128, 112, 96, 80, 64, 48, 32, 16, 0);
  __m512i words[16];
#pragma GCC unroll 16
  for (unsigned i = 0; i < 16; ++i)
    words[i] = _mm512_shuffle_epi8(
        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), 0xffff, places, blocks + 4 * i, 4),
        big_endian);
  __m512i hash[8];
  spread(inner, hash);
  compress(hash, words);
  // The result is the next block's first eight words; then the padding of a message of 64 + 32
  // bytes.
#pragma GCC unroll 16
  for (unsigned i = 0; i < 16; ++i) words[i] = i < 8 ? hash[i % 8] : _mm512_setzero_si512();
  words[8] = _mm512_set1_epi32(static_cast<int>(0x80000000U));
  words[15] = _mm512_set1_epi32((64 + 32) * 8);
  spread(outer, hash);
  compress(hash, words);
  alignas(64) std::uint32_t a[16], b[16];
  _mm512_store_si512(a, hash[0]);
  _mm512_store_si512(b, hash[1]);
  for (unsigned lane = 0; lane < 16; ++lane) numbers[lane] = std::uint64_t{a[lane]} << 32 | b[lane];
}

#else

bool has_sha256_sixteen() noexcept { return false; }

void hmac_sha256_sixteen(const std::array<std::uint32_t, 8>&, const std::array<std::uint32_t, 8>&,
                         const std::uint8_t*, std::uint64_t*) noexcept {
  BRAQUE_CHECK(false);
}

#endif

}  // namespace braque
