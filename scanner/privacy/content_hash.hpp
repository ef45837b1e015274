// The keyed hash of an item's content, by which unchanged and duplicate items are recognised: not a
// signature, but keyed, so that an index does not tell which public documents somebody keeps.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "model/finding.hpp"
#include "privacy/keys.hpp"

namespace braque {

/// XXH3-128, with a secret derived from the id key, of each block of kBlockBytes (the last one may
/// be shorter), then over the list of block hashes. Threads may hash blocks in any order.
/// Thread-safe.
class ContentHasher {
 public:
  static constexpr std::size_t kBlockBytes = 1 << 20;

  explicit ContentHasher(const Key& id_key) noexcept;
  ContentHasher(const ContentHasher&) = default;
  ContentHasher& operator=(const ContentHasher&) = default;
  ~ContentHasher();

  /// Of block `i`, the bytes from i * kBlockBytes on.
  Digest block(std::string_view bytes) const noexcept;
  /// Of the whole content; `blocks` in order of offset. The empty content has no block.
  Digest whole(std::span<const Digest> blocks) const noexcept;

 private:
  std::array<std::uint8_t, 192> secret_;
};

}  // namespace braque
