// A set of rules in 256 bits, the same for every version of the program: a rule's id says which bit
// is its. A bit may be several rules'; so it says that one of these may be meant.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace braque {

using RuleBits = std::bitset<256>;

/// FNV-1a (Fowler, Noll, Vo) of the id, folded to a byte.
constexpr std::size_t rule_bit(std::string_view id) noexcept {
  std::uint32_t hash = 2166136261U;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return (hash ^ hash >> 8 ^ hash >> 16 ^ hash >> 24) & 0xff;
}

}  // namespace braque
