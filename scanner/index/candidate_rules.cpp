#include "index/candidate_rules.hpp"

#include <algorithm>
#include <cstddef>

namespace braque::index {
namespace {

constexpr std::size_t kAllBytes = 32;

}  // namespace

std::string packed(const RuleBits& bits) {
  const bool many = bits.count() >= kAllBytes;
  std::string bytes(many ? kAllBytes : 0, '\0');
  for (std::size_t bit = 0; bit < bits.size(); ++bit) {
    if (!bits[bit]) continue;
    if (many)
      bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) | 1U << bit % 8);
    else
      bytes += static_cast<char>(bit);
  }
  return bytes;
}

bool holds_any(std::string_view packed, const RuleBits& bits) {
  if (packed.size() > kAllBytes) return true;
  if (packed.size() < kAllBytes)
    return std::any_of(packed.begin(), packed.end(),
                       [&bits](char bit) { return bits[static_cast<unsigned char>(bit)]; });
  for (std::size_t bit = 0; bit < bits.size(); ++bit)
    if (bits[bit] && (static_cast<unsigned char>(packed[bit / 8]) >> bit % 8 & 1) != 0) return true;
  return false;
}

}  // namespace braque::index
