#include "recognise/name_model.hpp"

#include <emmintrin.h>

#include <array>
#include <iterator>

namespace braque::names {
namespace {

// Weights in 1/64, rows first, then the bias of the hidden layer, its weights to the output, and
// the output's bias: data/model.txt, made by bench/names/train.py.
constexpr std::int16_t kWeights[] = {
#include "recognise/data/model.txt"
};
constexpr std::size_t kHidden = 16;
constexpr float kScale = 64.0F;

}  // namespace

float name_logit(const Features& features) noexcept {
  const std::size_t rows = std::size(kWeights) / kHidden - 2;
  // Saturating 16-bit sums are exact here: no sum of weights comes near 512.
  const auto half = [](const std::int16_t* weights) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(weights));
  };
  __m128i low = half(kWeights + rows * kHidden), high = half(kWeights + rows * kHidden + 8);
  for (int i = 0; i < features.count; ++i) {
    const std::int16_t* row = kWeights + features.rows[static_cast<std::size_t>(i)] * kHidden;
    low = _mm_adds_epi16(low, half(row));
    high = _mm_adds_epi16(high, half(row + 8));
  }
  const std::int16_t* out = kWeights + (rows + 1) * kHidden;
  const __m128i zero = _mm_setzero_si128();
  const __m128i sums = _mm_add_epi32(_mm_madd_epi16(_mm_max_epi16(low, zero), half(out)),
                                     _mm_madd_epi16(_mm_max_epi16(high, zero), half(out + 8)));
  std::array<std::int32_t, 4> parts;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(parts.data()), sums);
  const std::int64_t total = std::int64_t{parts[0]} + parts[1] + parts[2] + parts[3];
  return static_cast<float>(total) / (kScale * kScale) + static_cast<float>(out[kHidden]) / kScale;
}

}  // namespace braque::names
