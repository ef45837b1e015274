// HMAC-SHA-256 (RFC 2104, FIPS 180-4) with the key's part of the work done once. For the short
// messages hashed here that halves the work, and avoids the set-up of OpenSSL's generic interface.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "privacy/keys.hpp"

namespace braque {

/// A short message, padded as the block that ends HMAC's inner hash (FIPS 180-4, section 5.1.1).
struct HmacBlock {
  static constexpr std::size_t kMessageBytesMax = 55;
  alignas(16) std::array<std::uint8_t, 64> bytes;

  /// The concatenated pieces, at most kMessageBytesMax bytes.
  void fill(std::initializer_list<std::string_view> pieces) noexcept;
};

/// Immutable after construction and safe for concurrent use; wiped on destruction.
class HmacSha256 {
 public:
  explicit HmacSha256(const Key& key) noexcept;
  HmacSha256(const HmacSha256&) = default;
  HmacSha256& operator=(const HmacSha256&) = default;
  ~HmacSha256();

  /// Of the concatenated pieces.
  std::array<std::uint8_t, 32> operator()(
      std::initializer_list<std::string_view> pieces) const noexcept;

  /// The first eight bytes, as a big-endian number, for each of many short messages: `numbers` has
  /// as many places. Several are computed side by side (sha256_lanes.hpp), so the
  /// more there are the better.
  void first_numbers(std::span<const HmacBlock> messages,
                     std::span<std::uint64_t> numbers) const noexcept;

 private:
  /// SHA-256 chaining values after the block key^ipad and the block key^opad.
  std::array<std::uint32_t, 8> inner_{};
  std::array<std::uint32_t, 8> outer_{};
};

}  // namespace braque
