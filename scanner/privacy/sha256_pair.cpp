#include "privacy/sha256_lanes.hpp"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#include "base/check.hpp"

namespace braque {

#if defined(__x86_64__)

namespace {

constexpr int kLanes = 2;

#define BRAQUE_SHA __attribute__((target("sha,sse4.1"), always_inline)) inline

/// The eight words of a hash as the instructions want them.
struct Words {
  __m128i abef, cdgh;
};

BRAQUE_SHA Words words_of(const std::array<std::uint32_t, 8>& hash) {
  const auto* from = reinterpret_cast<const __m128i*>(hash.data());
  const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(from), 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(from + 1), 0x1b);
  return {_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

/// FIPS 180-4, section 6.2.2, for all lanes: `schedule` holds the sixteen words of each block and
/// is used up.
BRAQUE_SHA void compress(Words (&words)[kLanes], __m128i (&schedule)[kLanes][4]) {
  Words at[kLanes] = {words[0], words[1]};
// Unrolled, so that everything stays in registers.
#pragma GCC unroll 16
  for (int round = 0; round < 16; ++round) {
    const __m128i constants = _mm_load_si128(
        reinterpret_cast<const __m128i*>(&kSha256Constants[static_cast<std::size_t>(4 * round)]));
    const int i = round % 4;
#pragma GCC unroll 2
    for (int lane = 0; lane < kLanes; ++lane) {
      __m128i(&w)[4] = schedule[lane];
      Words& state = at[lane];
      const __m128i sum = _mm_add_epi32(w[i], constants);
      state.cdgh = _mm_sha256rnds2_epu32(state.cdgh, state.abef, sum);
      state.abef = _mm_sha256rnds2_epu32(state.abef, state.cdgh, _mm_shuffle_epi32(sum, 0x0e));
      if (round >= 12) continue;
      const __m128i nine = _mm_alignr_epi8(w[(i + 3) % 4], w[(i + 2) % 4], 4);
      w[i] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w[i], w[(i + 1) % 4]), nine),
                                  w[(i + 3) % 4]);
    }
  }
#pragma GCC unroll 2
  for (int lane = 0; lane < kLanes; ++lane) {
    words[lane].abef = _mm_add_epi32(words[lane].abef, at[lane].abef);
    words[lane].cdgh = _mm_add_epi32(words[lane].cdgh, at[lane].cdgh);
  }
}

}  // namespace

bool has_sha256_pair() noexcept {
  static const bool has = [] {
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSE4_1) == 0) return false;
    // CPUID.(EAX=7,ECX=0):EBX.SHA, Intel SDM volume 2.
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & (1U << 29)) != 0;
  }();
  return has;
}

__attribute__((target("sha,sse4.1"))) void hmac_sha256_pair(
    const std::array<std::uint32_t, 8>& inner, const std::array<std::uint32_t, 8>& outer,
    const std::uint8_t* first, const std::uint8_t* second, std::uint64_t* numbers) noexcept {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const std::uint8_t* const blocks[kLanes] = {first, second};
  __m128i schedule[kLanes][4];
#pragma GCC unroll 2
  for (int lane = 0; lane < kLanes; ++lane)
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i)
      schedule[lane][i] = _mm_shuffle_epi8(
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks[lane]) + i), big_endian);
  const Words start = words_of(inner);
  Words words[kLanes] = {start, start};
  compress(words, schedule);
#pragma GCC unroll 2
  for (int lane = 0; lane < kLanes; ++lane) {
    // The result is the next block's first eight words, a in the lowest lane; then the padding of
    // a message of 64 + 32 bytes.
    const __m128i feba = _mm_shuffle_epi32(words[lane].abef, 0x1b);
    const __m128i dchg = _mm_shuffle_epi32(words[lane].cdgh, 0xb1);
    schedule[lane][0] = _mm_blend_epi16(feba, dchg, 0xf0);
    schedule[lane][1] = _mm_alignr_epi8(dchg, feba, 8);
    schedule[lane][2] = _mm_set_epi32(0, 0, 0, static_cast<int>(0x80000000U));
    schedule[lane][3] = _mm_set_epi32((64 + 32) * 8, 0, 0, 0);
  }
  words[0] = words[1] = words_of(outer);
  compress(words, schedule);
  // a and b are the upper half of `abef`, a highest.
  for (int lane = 0; lane < kLanes; ++lane)
    numbers[lane] = static_cast<std::uint64_t>(_mm_extract_epi64(words[lane].abef, 1));
}

#else

bool has_sha256_pair() noexcept { return false; }

void hmac_sha256_pair(const std::array<std::uint32_t, 8>&, const std::array<std::uint32_t, 8>&,
                      const std::uint8_t*, const std::uint8_t*, std::uint64_t*) noexcept {
  BRAQUE_CHECK(false);
}

#endif

}  // namespace braque
