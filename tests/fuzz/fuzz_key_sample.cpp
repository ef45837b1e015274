// Samples of keys, from the range and the number of rows that a server claims.
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "base/check.hpp"
#include "database/key_sample.hpp"

namespace {

struct Claims {
  std::int64_t lowest, highest;
  double rows, wanted;
  std::uint64_t seed;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Claims claims;
  if (size < sizeof claims) return 0;
  std::memcpy(&claims, data, sizeof claims);
  const auto sample = braque::database::draw_keys(claims.lowest, claims.highest, claims.rows,
                                                  claims.wanted, claims.seed);
  BRAQUE_CHECK(sample.keys.size() <= 400'000);
  BRAQUE_CHECK(sample.share > 0 && sample.share <= 1);
  for (std::size_t i = 0; i < sample.keys.size(); ++i) {
    BRAQUE_CHECK(sample.keys[i] >= claims.lowest && sample.keys[i] <= claims.highest);
    BRAQUE_CHECK(i == 0 || sample.keys[i - 1] < sample.keys[i]);
  }
  return 0;
}
