// SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012): a keyed hash whose
// outputs tell nothing about the key or about each other. Unlike faster hashes with a seed it may
// stand in a file that somebody steals.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace braque {

struct SipKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

class SipState {
 public:
  explicit SipState(const SipKey& key) noexcept
      : a_(key.low ^ 0x736f6d6570736575ULL),
        b_(key.high ^ 0x646f72616e646f6dULL),
        c_(key.low ^ 0x6c7967656e657261ULL),
        d_(key.high ^ 0x7465646279746573ULL) {}

  void take(std::uint64_t word) noexcept {
    d_ ^= word;
    round();
    round();
    a_ ^= word;
  }

  std::uint64_t finish() noexcept {
    c_ ^= 0xff;
    for (int i = 0; i < 4; ++i) round();
    return a_ ^ b_ ^ c_ ^ d_;
  }

 private:
  void round() noexcept {
    a_ += b_;
    b_ = std::rotl(b_, 13) ^ a_;
    a_ = std::rotl(a_, 32);
    c_ += d_;
    d_ = std::rotl(d_, 16) ^ c_;
    a_ += d_;
    d_ = std::rotl(d_, 21) ^ a_;
    c_ += b_;
    b_ = std::rotl(b_, 17) ^ c_;
    c_ = std::rotl(c_, 32);
  }

  std::uint64_t a_, b_, c_, d_;
};

inline std::uint64_t sip_hash(const SipKey& key, std::string_view bytes) noexcept {
  static_assert(std::endian::native == std::endian::little);
  SipState state(key);
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, 8);
    state.take(word);
  }
  std::uint64_t last = static_cast<std::uint64_t>(bytes.size()) << 56;
  for (unsigned shift = 0; at < bytes.size(); ++at, shift += 8)
    last |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at])) << shift;
  state.take(last);
  return state.finish();
}

}  // namespace braque
