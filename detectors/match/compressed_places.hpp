// Places of a text to be looked at more closely, made from bit masks by AVX-512 (VBMI, VBMI2).
// Known to literal_scan.cpp and start_scan.cpp only.
#pragma once

#if defined(__x86_64__)
#include <immintrin.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#define BRAQUE_VBMI \
  __attribute__((   \
      target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,popcnt,lzcnt")))

namespace braque::match {

inline bool has_compressed_places() {
  return __builtin_cpu_supports("avx512vbmi") != 0 && __builtin_cpu_supports("avx512vbmi2") != 0 &&
         __builtin_cpu_supports("avx512bw") != 0;
}

// g++ 12 takes its own intrinsics' undefined operands for variables that were forgotten (bug
// 105593).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

/// Places to be looked at, one after the other.
struct CompressedPlaces {
  static constexpr std::size_t kMost = 1024;
  std::size_t count = 0;
  alignas(64) std::uint32_t at[kMost + 128];
  bool full() const noexcept { return count >= kMost; }
};

/// Appends the positions of the bits of `mask`, counted from `base`. There is room for 64.
BRAQUE_VBMI inline void append(std::uint64_t mask, std::uint32_t base, CompressedPlaces& places) {
  alignas(64) static constexpr auto kBytes = [] {
    std::array<std::uint8_t, 64> bytes{};
    for (std::size_t i = 0; i < 64; ++i) bytes[i] = static_cast<std::uint8_t>(i);
    return bytes;
  }();
  const auto total = static_cast<std::size_t>(std::popcount(mask));
  __m512i bytes = _mm512_maskz_compress_epi8(mask, _mm512_load_si512(kBytes.data()));
  std::uint32_t* out = places.at + places.count;
  for (std::size_t done = 0; done < total; done += 16) {
    const __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(bytes));
    _mm512_storeu_si512(out + done,
                        _mm512_add_epi32(wide, _mm512_set1_epi32(static_cast<int>(base))));
    bytes = _mm512_shuffle_i32x4(bytes, bytes, 0x39);  // the next 16 bytes come first
  }
  places.count += total;
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

}  // namespace braque::match
#endif
