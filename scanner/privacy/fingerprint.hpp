// Keyed tokens in place of values: a fingerprint recognises the same value elsewhere, a finding id
// names a finding across runs, a quick hash tells distinct values apart within one process.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/finding.hpp"
#include "privacy/hmac_sha256.hpp"
#include "privacy/keys.hpp"

namespace braque {

/// First 16 bytes of HMAC-SHA-256(key, kind || 0x1f || normalised value). Thread-safe.
class Fingerprinter {
 public:
  explicit Fingerprinter(const Key& key) noexcept : hmac_(key) {}
  Digest operator()(std::string_view kind, std::string_view normalised) const noexcept;

 private:
  HmacSha256 hmac_;
};

/// First 16 bytes of HMAC-SHA-256 over the five fields, each preceded by its length (8 bytes,
/// big-endian), so that no two different lists of fields are the same bytes. A finding without a
/// column differs from one whose column has an empty name: its length is written as 2^64-1.
Digest finding_id(const Key& id_key, std::string_view target_name, std::string_view relative_path,
                  std::string_view locator, std::optional<std::string_view> column,
                  std::string_view rule);

/// Lower-case hexadecimal, 32 digits.
std::string hex(const Digest& digest);

/// A fast 64-bit hash with a random key per process: equal for equal (kind, value) in all objects
/// of this process, unpredictable from outside, never stored. Counts distinct values before the
/// costlier fingerprint is asked for. Thread-safe.
class QuickHasher {
 public:
  QuickHasher();
  std::uint64_t operator()(std::string_view kind, std::string_view value) const noexcept;

 private:
  const unsigned char* secret_;  ///< lives as long as the process
};

}  // namespace braque
