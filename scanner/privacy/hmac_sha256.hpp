// HMAC-SHA-256 (RFC 2104, FIPS 180-4) with the key's part of the work done once. For the short
// messages hashed here that halves the work, and avoids the set-up of OpenSSL's generic interface.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "privacy/keys.hpp"

namespace braque {

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

 private:
  /// SHA-256 chaining values after the block key^ipad and the block key^opad.
  std::array<std::uint32_t, 8> inner_{};
  std::array<std::uint32_t, 8> outer_{};
};

}  // namespace braque
