// Two short HMAC-SHA-256 computations side by side with the processor's SHA instructions. Each round
// waits for the one before, so one message alone leaves the unit idle half of the time; and what
// OpenSSL's functions do around the rounds costs as much as the rounds when messages are short.
#pragma once

#include <array>
#include <cstdint>

namespace braque {

/// Whether this processor has what hmac_sha256_pair() needs.
bool has_sha256_pair() noexcept;

/// `inner` and `outer` are the chaining values behind the key's blocks; the messages are padded
/// blocks of 64 bytes (HmacBlock). Writes the first eight bytes of both results as big-endian
/// numbers. Only where has_sha256_pair().
void hmac_sha256_pair(const std::array<std::uint32_t, 8>& inner,
                      const std::array<std::uint32_t, 8>& outer, const std::uint8_t* first,
                      const std::uint8_t* second, std::uint64_t* numbers) noexcept;

}  // namespace braque
