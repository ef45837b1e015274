#include "recognise/name_model.hpp"

#include <array>

namespace braque::names {
namespace {

// Weights in 1/64, rows first, then the bias of the hidden layer, its weights to the output, and the
// output's bias: data/model.txt, made by bench/names/train.py.
constexpr std::int16_t kWeights[] = {
#include "name_model.inc"
};
constexpr std::size_t kHidden = 16;
constexpr float kScale = 64.0F;

}  // namespace

float name_logit(const Features& features) noexcept {
  const std::size_t rows = std::size(kWeights) / kHidden - 2;
  std::array<std::int32_t, kHidden> sum;
  for (std::size_t h = 0; h < kHidden; ++h) sum[h] = kWeights[rows * kHidden + h];
  for (int i = 0; i < features.count; ++i) {
    const std::int16_t* row = kWeights + features.rows[static_cast<std::size_t>(i)] * kHidden;
    for (std::size_t h = 0; h < kHidden; ++h) sum[h] += row[h];
  }
  const std::int16_t* out = kWeights + (rows + 1) * kHidden;
  std::int64_t total = 0;
  for (std::size_t h = 0; h < kHidden; ++h) total += std::int64_t{std::max(sum[h], 0)} * out[h];
  return static_cast<float>(total) / (kScale * kScale) + static_cast<float>(out[kHidden]) / kScale;
}

}  // namespace braque::names
