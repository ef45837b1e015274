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

}  // namespace braque
