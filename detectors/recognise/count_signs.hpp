// How many of a few signs stand in a short text.
#pragma once

#include <emmintrin.h>

#include <bit>
#include <string_view>

namespace braque {

inline int count_signs(std::string_view text, std::string_view signs) noexcept {
  int count = 0;
  std::size_t at = 0;
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    __m128i found = _mm_setzero_si128();
    for (const char sign : signs)
      found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(sign)));
    count += std::popcount(static_cast<unsigned>(_mm_movemask_epi8(found)));
  }
  for (; at < text.size(); ++at)
    for (const char sign : signs) count += text[at] == sign ? 1 : 0;
  return count;
}

}  // namespace braque
