#include "validate/weighted_sum.hpp"

namespace braque {
namespace {

/// 0-9, A=10 ... Z=35; -1 for anything else.
int value_of(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return -1;
}

}  // namespace

bool passes(const WeightedSum& sum, std::string_view compact) noexcept {
  const std::size_t count = sum.weights.size();
  const bool mapped = !sum.map.empty();
  if (compact.size() < count + (mapped ? 1 : 0)) return false;
  long total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    int value = value_of(compact[i]);
    if (value < 0) return false;
    total += static_cast<long>(sum.weights[i]) * value;
  }
  long remainder = ((total % sum.modulus) + sum.modulus) % sum.modulus;
  if (!mapped) return remainder == 0;
  char expected = sum.map[static_cast<std::size_t>(remainder)];
  return expected != '-' && compact[count] == expected;
}

}  // namespace braque
