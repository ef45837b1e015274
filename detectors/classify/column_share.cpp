// How sure a share is that was counted in so many values.
#include <algorithm>
#include <array>
#include <cmath>

#include "classify/column.hpp"

namespace braque {
namespace {

/// Of the normal distribution: 1 - 0.025 / looks.
constexpr std::array<double, 4> kQuantiles = {1.959964, 2.241403, 2.393980, 2.497705};
/// Bounds that lie close: five points apart, and the higher not twice the lower.
constexpr double kApartMost = 0.05, kFactorMost = 2;
/// What may have been missed in a clean column: what a thousand values tell, or three thousand.
constexpr double kMissedMost = 0.0075, kMissedOfTextsMost = 0.0025;

}  // namespace

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
ColumnShare sampled_share(const ColumnCounts& counts, std::uint32_t looks) {
  if (counts.filled == 0) return {0, 0, 1};
  const double quantile = kQuantiles[std::clamp<std::size_t>(looks, 1, kQuantiles.size()) - 1];
  const auto n = static_cast<double>(counts.filled);
  const double p = std::min(1.0, static_cast<double>(counts.passing) / n);
  const double z2 = quantile * quantile, under = 2 * (n + z2);
  const double lower =
      quantile * std::sqrt(std::max(0.0, z2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1)));
  const double upper =
      quantile * std::sqrt(std::max(0.0, z2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1)));
  const double low = p <= 0 ? 0 : (2 * n * p + z2 - 1 - lower) / under;
  const double high = p >= 1 ? 1 : (2 * n * p + z2 + 1 + upper) / under;
  return {p, std::clamp(low, 0.0, p), std::clamp(high, p, 1.0)};
}

bool is_sure(const ColumnCounts& counts, bool any_text, std::uint32_t looks) {
  const ColumnShare share = sampled_share(counts, looks);
  if (counts.passing == 0) return share.high <= (any_text ? kMissedOfTextsMost : kMissedMost);
  return share.high - share.low <= kApartMost && share.high <= kFactorMost * share.low;
}

}  // namespace braque
