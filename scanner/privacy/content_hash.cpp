#include "privacy/content_hash.hpp"

#include <openssl/crypto.h>
#include <xxhash.h>

#include <algorithm>

#include "privacy/hmac_sha256.hpp"

namespace braque {
namespace {

template <std::size_t kSize>
Digest hash(const void* data, std::size_t size,
            const std::array<std::uint8_t, kSize>& secret) noexcept {
  static_assert(kSize >= XXH3_SECRET_SIZE_MIN);
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_withSecret(data, size, secret.data(), kSize));
  Digest digest;
  static_assert(sizeof canonical.digest == sizeof digest);
  std::copy(std::begin(canonical.digest), std::end(canonical.digest), digest.begin());
  return digest;
}

}  // namespace

ContentHasher::ContentHasher(const Key& id_key) noexcept {
  // HMAC in counter mode, as in NIST SP 800-108: the secret must not be the key itself.
  const HmacSha256 hmac(id_key);
  for (std::size_t at = 0; at < secret_.size(); at += 32) {
    const char counter = static_cast<char>('1' + at / 32);
    const auto piece = hmac({"braque content hash ", std::string_view(&counter, 1)});
    std::copy(piece.begin(), piece.end(), secret_.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

ContentHasher::~ContentHasher() { OPENSSL_cleanse(secret_.data(), secret_.size()); }

Digest ContentHasher::block(std::string_view bytes) const noexcept {
  return hash(bytes.data(), bytes.size(), secret_);
}

Digest ContentHasher::whole(std::span<const Digest> blocks) const noexcept {
  static_assert(sizeof(Digest) == 16);
  return hash(blocks.data(), blocks.size_bytes(), secret_);
}

}  // namespace braque
