// The fast path for reading words: up to 15 ASCII letters, folded and hashed in one register.
#pragma once

#include <emmintrin.h>

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "recognise/name_lexicon.hpp"

namespace braque::names {

struct AsciiWord {
  std::size_t size = 0;
  __m128i bytes;  ///< folded, zero behind the word
};

/// False when the word is longer, has other letters or an escape behind it, or ends too near to the
/// text's end.
[[gnu::always_inline]] inline bool read_ascii(std::string_view text, std::size_t position,
                                              AsciiWord& word) {
  if (position + 16 > text.size()) return false;
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + position));
  const __m128i small = _mm_or_si128(block, _mm_set1_epi8(0x20));
  const __m128i moved = _mm_sub_epi8(small, _mm_set1_epi8('a'));
  const auto letters = static_cast<std::uint32_t>(
      _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8('z' - 'a')), moved)));
  const auto length = static_cast<std::size_t>(std::countr_one(letters));
  if (length == 0 || length > 15) return false;
  const char behind = text[position + length];
  if (static_cast<unsigned char>(behind) >= 0x80 || behind == '\\') return false;
  // 16 bytes of ones and 16 of zeros: the mask of each length is a part of them.
  alignas(32) static constexpr std::array<std::uint8_t, 32> kMask = {
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  const __m128i mask =
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(kMask.data() + 16 - length));
  word.bytes = _mm_and_si128(small, mask);
  word.size = length;
  return true;
}

/// hash_of() of its folded form.
[[gnu::always_inline]] inline std::uint64_t hash_of(const AsciiWord& word) {
  const auto low = static_cast<std::uint64_t>(_mm_cvtsi128_si64(word.bytes));
  const auto high =
      static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(word.bytes, word.bytes)));
  return names::hash_of(word.size, low, high);
}

}  // namespace braque::names
