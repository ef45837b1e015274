#include "validate/digest.hpp"

#include <algorithm>
#include <bit>

namespace braque::validate {
namespace {

// FIPS 180-4 section 4.2.2: the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> kRounds = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using Block = std::array<std::uint8_t, 64>;

void compress(std::array<std::uint32_t, 8>& state, const Block& block) noexcept {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 64; ++i) w[i / 4] = w[i / 4] << 8U | block[i];
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + w[i - 7] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3U) +
           (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10U);
  }
  std::array<std::uint32_t, 8> s = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t chosen = (s[4] & s[5]) ^ (~s[4] & s[6]);
    const std::uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    const std::uint32_t first = s[7] +
                                (std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25)) +
                                chosen + kRounds[i] + w[i];
    const std::uint32_t second =
        (std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22)) + majority;
    s = {first + second, s[0], s[1], s[2], s[3] + first, s[4], s[5], s[6]};
  }
  for (std::size_t i = 0; i < 8; ++i) state[i] += s[i];
}

}  // namespace

Digest sha256(std::string_view bytes) noexcept {
  std::array<std::uint32_t, 8> state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  Block block{};
  std::size_t at = 0;
  for (; bytes.size() - at >= block.size(); at += block.size()) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), block.size(), block.begin());
    compress(state, block);
  }
  block.fill(0);
  std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), block.begin());
  block[bytes.size() - at] = 0x80;
  if (bytes.size() - at >= 56) {
    compress(state, block);
    block.fill(0);
  }
  for (std::size_t i = 0; i < 8; ++i) block[63 - i] = static_cast<std::uint8_t>(bits >> 8 * i);
  compress(state, block);
  Digest digest{};
  for (std::size_t i = 0; i < 32; ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

namespace {

/// The round constants of iota, by the shift register of the Keccak reference, section 1.2.
std::uint64_t round_constant(std::uint8_t& shift) noexcept {
  std::uint64_t constant = 0;
  for (unsigned j = 0; j < 7; ++j) {
    if ((shift & 1U) != 0) constant |= std::uint64_t{1} << ((1U << j) - 1);
    shift = static_cast<std::uint8_t>(shift * 2U ^ ((shift & 0x80U) != 0 ? 0x71U : 0U));
  }
  return constant;
}

using Lanes = std::array<std::uint64_t, 25>;  ///< lane (x, y) is x + 5 y

void permute(Lanes& a) noexcept {
  std::uint8_t shift = 1;
  for (int round = 0; round < 24; ++round) {
    std::array<std::uint64_t, 5> columns{};
    for (std::size_t i = 0; i < 25; ++i) columns[i % 5] ^= a[i];
    for (std::size_t i = 0; i < 25; ++i) {
      a[i] ^= columns[(i + 4) % 5] ^ std::rotl(columns[(i + 1) % 5], 1);  // theta
    }
    std::size_t x = 1, y = 0;
    std::uint64_t moved = a[1];
    for (int t = 0; t < 24; ++t) {  // rho and pi
      const std::size_t next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      std::swap(moved, a[x + 5 * y]);
      a[x + 5 * y] = std::rotl(a[x + 5 * y], (t + 1) * (t + 2) / 2 % 64);
    }
    for (std::size_t row = 0; row < 25; row += 5) {  // chi
      std::array<std::uint64_t, 5> old{};
      std::copy_n(a.begin() + static_cast<std::ptrdiff_t>(row), 5, old.begin());
      for (std::size_t i = 0; i < 5; ++i)
        a[row + i] = old[i] ^ (~old[(i + 1) % 5] & old[(i + 2) % 5]);
    }
    a[0] ^= round_constant(shift);
  }
}

}  // namespace

Digest keccak256(std::string_view bytes) noexcept {
  constexpr std::size_t kRate = 136;
  std::array<std::uint8_t, kRate> block{};
  const std::size_t size = std::min(bytes.size(), kRate - 1);
  std::copy_n(bytes.begin(), size, block.begin());
  block[size] ^= 0x01;
  block[kRate - 1] ^= 0x80;
  Lanes lanes{};
  for (std::size_t i = 0; i < kRate; ++i) lanes[i / 8] |= std::uint64_t{block[i]} << (8 * (i % 8));
  permute(lanes);
  Digest digest{};
  for (std::size_t i = 0; i < 32; ++i) {
    digest[i] = static_cast<std::uint8_t>(lanes[i / 8] >> (8 * (i % 8)));
  }
  return digest;
}

}  // namespace braque::validate
