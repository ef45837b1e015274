// The two hash functions that addresses of block chains carry. For short texts in checks, not for
// speed and not for secrets.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace braque::validate {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4).
Digest sha256(std::string_view bytes) noexcept;

/// Keccak-256 with the padding of the original submission, as Ethereum uses it, not SHA3-256; at
/// most 135 bytes, one block.
Digest keccak256(std::string_view bytes) noexcept;

}  // namespace braque::validate
