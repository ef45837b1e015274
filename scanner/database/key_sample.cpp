#include "database/key_sample.hpp"

#include <algorithm>
#include <cmath>

namespace braque::database {
namespace {

/// A sparse range wants many keys for a row.
constexpr double kDrawsMax = 400'000;

/// splitmix64 (Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014).
std::uint64_t next_random(std::uint64_t& state) {
  std::uint64_t x = state += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

}  // namespace

KeySample draw_keys(std::int64_t lowest, std::int64_t highest, double rows, double wanted,
                    std::uint64_t seed, double from, double to) {
  KeySample sample;
  // What a server claims may be no number at all: every comparison with that is false.
  if (highest < lowest || !(rows >= 1)) return sample;
  const std::uint64_t span =
      static_cast<std::uint64_t>(highest) - static_cast<std::uint64_t>(lowest);
  if (span == ~std::uint64_t{0}) return sample;
  const double range = static_cast<double>(span) + 1;
  const double draws = wanted * std::max(1.0, range / rows);
  if (!(draws > 0 && draws <= kDrawsMax && draws <= range * 0.8)) return sample;
  std::uint64_t state = seed;
  const auto count = static_cast<std::size_t>(std::ceil(draws));
  while (sample.keys.size() < count) {
    while (sample.keys.size() < count) {
      // The rest of a division favours no key by more than range / 2^64.
      const std::uint64_t place = next_random(state) % (span + 1);
      sample.keys.push_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(lowest) + place));
    }
    std::sort(sample.keys.begin(), sample.keys.end());
    sample.keys.erase(std::unique(sample.keys.begin(), sample.keys.end()), sample.keys.end());
  }
  sample.share = static_cast<double>(sample.keys.size()) / range;
  sample.drawn = true;
  if (from <= 0 && to >= 1) return sample;
  std::erase_if(sample.keys, [&](std::int64_t key) {
    std::uint64_t lot = seed ^ ~static_cast<std::uint64_t>(key);
    const double place = static_cast<double>(next_random(lot) >> 11) * 0x1p-53;
    return place < from || place >= to;
  });
  return sample;
}

}  // namespace braque::database
