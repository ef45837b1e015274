#include "special/program_text.hpp"

#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace braque::special {
namespace {

/// One in so many.
constexpr std::size_t kShare = 20;

/// { } ( ) ; = _ * & # and the backslash.
constexpr bool is_sign(char c) {
  return c == '{' || c == '}' || c == '(' || c == ')' || c == ';' || c == '=' || c == '_' ||
         c == '*' || c == '&' || c == '#' || c == '\\';
}

std::size_t plain_count(std::string_view block) {
  std::size_t signs = 0;
  for (const char c : block) signs += is_sign(c) ? 1 : 0;
  return signs;
}

#if defined(__x86_64__)

/// A sign is told by its two halves: each has a bit for the rows (by the upper four bits) in which
/// it is one.
struct Halves {
  alignas(16) char upper[16] = {};
  alignas(16) char lower[16] = {};
};
constexpr Halves kHalves = [] {
  Halves halves;
  for (const unsigned row : {2U, 3U, 5U, 7U}) {
    halves.upper[row] = static_cast<char>(1U << (row - 2));
    for (unsigned low = 0; low < 16; ++low)
      if (is_sign(static_cast<char>(row << 4 | low)))
        halves.lower[low] = static_cast<char>(halves.lower[low] | 1 << (row - 2));
  }
  return halves;
}();

__attribute__((target("avx2,popcnt"))) std::size_t vector_count(std::string_view block) {
  const __m256i upper =
      _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(kHalves.upper)));
  const __m256i lower =
      _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(kHalves.lower)));
  std::size_t signs = 0, at = 0;
  for (; at + 32 <= block.size(); at += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block.data() + at));
    // Bytes beyond ASCII give no lower half.
    const __m256i rows = _mm256_shuffle_epi8(
        upper, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15)));
    const __m256i none = _mm256_cmpeq_epi8(
        _mm256_and_si256(rows, _mm256_shuffle_epi8(lower, bytes)), _mm256_setzero_si256());
    signs += static_cast<std::size_t>(
        _mm_popcnt_u32(~static_cast<unsigned>(_mm256_movemask_epi8(none))));
  }
  return signs + plain_count(block.substr(at));
}

#endif

std::size_t count_signs(std::string_view block) {
#if defined(__x86_64__)
  static const bool vectors =
      __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0;
  if (vectors) return vector_count(block);
#endif
  return plain_count(block);
}

}  // namespace

bool is_program_text(std::string_view block) noexcept {
  return count_signs(block) * kShare > block.size();
}

bool is_program_line(std::string_view text) noexcept {
  std::size_t signs = 0;
  for (const char c : text) signs += is_sign(c) && c != '=' && c != '_' ? 1 : 0;
  return signs * kShare > text.size();
}

}  // namespace braque::special
