// How sure a share is that was counted in so many values.
#include <algorithm>
#include <cmath>

#include "classify/column.hpp"

namespace braque {

/// E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22
/// (1927). Unlike the usual interval it holds for few values and for shares near 0 and 1.
ColumnShare column_share(const ColumnCounts& counts) {
  if (counts.filled == 0) return {};
  constexpr double kQuantile = 1.959964;  // of the normal distribution, 0.975
  const auto n = static_cast<double>(counts.filled);
  const double p = std::min(1.0, static_cast<double>(counts.passing) / n);
  const double square = kQuantile * kQuantile / n;
  const double centre = (p + square / 2) / (1 + square);
  const double half = kQuantile * std::sqrt(p * (1 - p) / n + square / n / 4) / (1 + square);
  return {p, std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

/// R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine
/// 17 (1998), method 4.
ColumnShare sampled_share(const ColumnCounts& counts) {
  if (counts.filled == 0) return {0, 0, 1};
  constexpr double kQuantile = 1.959964;  // of the normal distribution, 0.975
  const auto n = static_cast<double>(counts.filled);
  const double p = std::min(1.0, static_cast<double>(counts.passing) / n);
  const double z2 = kQuantile * kQuantile, under = 2 * (n + z2);
  const double lower =
      kQuantile * std::sqrt(std::max(0.0, z2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1)));
  const double upper =
      kQuantile * std::sqrt(std::max(0.0, z2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1)));
  const double low = p <= 0 ? 0 : (2 * n * p + z2 - 1 - lower) / under;
  const double high = p >= 1 ? 1 : (2 * n * p + z2 + 1 + upper) / under;
  return {p, std::clamp(low, 0.0, p), std::clamp(high, p, 1.0)};
}

}  // namespace braque
