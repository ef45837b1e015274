// Searches over bytes that the readers' speed rests on: masks of 64 bytes at a time, with SSE2
// where the processor has it (every x86-64) and a plain loop elsewhere.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace braque::extract {

inline std::uint8_t byte_at(std::string_view text, std::size_t position) {
  return static_cast<std::uint8_t>(text[position]);
}

/// Bit i is set when bytes[i] equals `value`; 64 bytes are read.
inline std::uint64_t equal_mask(const char* bytes, char value) {
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8(value);
  std::uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    const auto part = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, wanted)));
    mask |= static_cast<std::uint64_t>(part) << (16 * i);
  }
  return mask;
#else
  std::uint64_t mask = 0;
  for (int i = 0; i < 64; ++i) {
    mask |= static_cast<std::uint64_t>(bytes[i] == value) << i;
  }
  return mask;
#endif
}

/// Bit i is set when low <= bytes[i] <= high as signed bytes; 64 bytes are read.
inline std::uint64_t signed_range_mask(const char* bytes, signed char low, signed char high) {
  std::uint64_t mask = 0;
#if defined(__SSE2__)
  const __m128i below = _mm_set1_epi8(static_cast<char>(low));
  const __m128i above = _mm_set1_epi8(static_cast<char>(high));
  for (int i = 0; i < 4; ++i) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    const __m128i out = _mm_or_si128(_mm_cmplt_epi8(block, below), _mm_cmpgt_epi8(block, above));
    const auto part = static_cast<std::uint32_t>(~_mm_movemask_epi8(out) & 0xffff);
    mask |= static_cast<std::uint64_t>(part) << (16 * i);
  }
#else
  for (int i = 0; i < 64; ++i) {
    const auto byte = static_cast<signed char>(bytes[i]);
    mask |= static_cast<std::uint64_t>(byte >= low && byte <= high) << i;
  }
#endif
  return mask;
}

/// How often `value` occurs.
inline std::size_t count_byte(std::string_view text, char value) {
  std::size_t count = 0;
  std::size_t i = 0;
  for (; i + 64 <= text.size(); i += 64) {
    count += static_cast<std::size_t>(std::popcount(equal_mask(text.data() + i, value)));
  }
  for (; i < text.size(); ++i) count += text[i] == value;
  return count;
}

/// The first position at or after `from` that holds `value`, or text.size().
inline std::size_t find_byte(std::string_view text, std::size_t from, char value) {
  if (from >= text.size()) return text.size();
  const void* found = std::memchr(text.data() + from, value, text.size() - from);
  if (found == nullptr) return text.size();
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

/// The first position at or after `from` whose byte is not ASCII, at most `limit`.
inline std::size_t skip_ascii(std::string_view text, std::size_t from, std::size_t limit) {
  while (from + 8 <= limit) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + from, 8);
    if ((word & 0x8080808080808080ULL) != 0) break;
    from += 8;
  }
  while (from < limit && byte_at(text, from) < 0x80) ++from;
  return from;
}

/// Finds the next of two bytes again and again, left to right, from a mask of 64 bytes that is
/// kept between calls.
class PairScanner {
 public:
  PairScanner(std::string_view text, char first, char second)
      : text_(text), first_(first), second_(second) {}

  /// The first position at or after `from` that holds either byte, or text.size().
  std::size_t next(std::size_t from) {
    while (from < text_.size()) {
      if (from < block_ || from >= block_ + 64 || !loaded_) load(from);
      const std::uint64_t rest = mask_ >> (from - block_);
      if (rest != 0) return from + static_cast<std::size_t>(std::countr_zero(rest));
      from = block_ + 64;
    }
    return text_.size();
  }

 private:
  void load(std::size_t from) {
    block_ = from;
    loaded_ = true;
    if (from + 64 <= text_.size()) {
      mask_ = equal_mask(text_.data() + from, first_) | equal_mask(text_.data() + from, second_);
      return;
    }
    mask_ = 0;
    for (std::size_t i = 0; from + i < text_.size(); ++i) {
      const char byte = text_[from + i];
      if (byte == first_ || byte == second_) mask_ |= 1ULL << i;
    }
  }

  std::string_view text_;
  std::uint64_t mask_ = 0;
  std::size_t block_ = 0;
  char first_;
  char second_;
  bool loaded_ = false;
};

}  // namespace braque::extract
