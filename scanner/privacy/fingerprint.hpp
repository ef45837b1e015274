// Keyed tokens in place of values: a fingerprint recognises the same value elsewhere, a finding id
// names a finding across runs, a quick hash tells distinct values apart within one process.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
  friend class FingerprintBatch;
  HmacSha256 hmac_;
};

/// Values that are gathered to be fingerprinted many at a time, which takes a third of the time.
/// Only the first eight bytes of the fingerprints come out. One thread at a time; wiped at the end.
class FingerprintBatch {
 public:
  static constexpr std::size_t kRoom = 64;

  explicit FingerprintBatch(const Fingerprinter& fingerprinter);
  FingerprintBatch(const FingerprintBatch&) = delete;
  FingerprintBatch& operator=(const FingerprintBatch&) = delete;
  ~FingerprintBatch();

  bool full() const noexcept { return size_ == kRoom; }
  /// Not when full(). False when the value is too long for this: ask the fingerprinter.
  bool add(std::string_view kind, std::string_view normalised) noexcept;
  /// The first eight bytes of each fingerprint as a big-endian number, in the order in which values
  /// were added; the batch is empty afterwards. Valid until the next call.
  std::span<const std::uint64_t> take() noexcept;
  /// Overwrites the values, which are raw; those that were not taken are lost.
  void wipe() noexcept;

 private:
  const Fingerprinter& fingerprinter_;
  std::vector<HmacBlock> blocks_;
  std::array<std::uint64_t, kRoom> numbers_{};
  std::size_t size_ = 0;
  std::size_t used_ = 0;  ///< blocks that were filled since they were wiped
};

/// First 16 bytes of HMAC-SHA-256 over the five fields, each preceded by its length (8 bytes,
/// big-endian), so that no two different lists of fields are the same bytes. A finding without a
/// column differs from one whose column has an empty name: its length is written as 2^64-1.
Digest finding_id(const Key& id_key, std::string_view target_name, std::string_view relative_path,
                  std::string_view locator, std::optional<std::string_view> column,
                  std::string_view rule);

/// Lower-case hexadecimal, 32 digits.
std::string hex(const Digest& digest);
/// What hex() wrote; nothing for any other text.
std::optional<Digest> digest_from_hex(std::string_view text);

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
