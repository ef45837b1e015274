// How much may come out of an item: Budget::output_bytes_max, and for larger items a multiple of
// their size, because a mailbox of 10 GiB holds at least as much.
#pragma once

#include <algorithm>
#include <cstdint>

#include "model/budget.hpp"

namespace braque {

inline constexpr std::uint64_t kOutputPerInputByte = 2;

inline std::uint64_t output_limit(const Budget& budget, std::uint64_t input_bytes) noexcept {
  constexpr std::uint64_t kInputBytesMax = 1ULL << 60;
  return std::max(budget.output_bytes_max,
                  kOutputPerInputByte * std::min(input_bytes, kInputBytesMax));
}

}  // namespace braque
