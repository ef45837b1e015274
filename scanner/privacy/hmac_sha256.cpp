// The low-level SHA256_* functions are deprecated in OpenSSL 3 in favour of EVP, whose contexts are
// allocated, reference-counted and looked up: measured on a 40-byte message (see
// tests/unit/privacy/fingerprint_test.cpp, "[.speed]"), HMAC through a duplicated EVP_MAC_CTX costs
// several times as much as this code. They are the same code underneath (SHA-NI where there is),
// and the result is checked against OpenSSL's HMAC() in the tests. The suppression is local to this
// file on purpose.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "privacy/hmac_sha256.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

#include "base/check.hpp"
#include "privacy/sha256_lanes.hpp"

namespace braque {
namespace {

constexpr std::size_t kBlockBytes = SHA256_CBLOCK;
using Chaining = std::array<std::uint32_t, 8>;

void put_big_endian(std::uint32_t value, std::uint8_t* out) noexcept {
  for (int i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

Chaining chaining_after(const Key& key, std::uint8_t pad) noexcept {
  std::array<std::uint8_t, kBlockBytes> block;
  block.fill(pad);
  for (std::size_t i = 0; i < key.size(); ++i) block[i] = static_cast<std::uint8_t>(key[i] ^ pad);
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, block.data(), block.size());
  Chaining chaining;
  std::copy(std::begin(context.h), std::end(context.h), chaining.begin());
  OPENSSL_cleanse(block.data(), block.size());
  OPENSSL_cleanse(&context, sizeof context);
  return chaining;
}

/// A context that has taken exactly one block, of which only the chaining value is left.
SHA256_CTX resume(const Chaining& chaining) noexcept {
  SHA256_CTX context;
  std::copy(chaining.begin(), chaining.end(), std::begin(context.h));
  context.Nl = kBlockBytes * 8;  // bits so far
  context.Nh = 0;
  context.num = 0;
  context.md_len = SHA256_DIGEST_LENGTH;
  return context;
}

}  // namespace

HmacSha256::HmacSha256(const Key& key) noexcept
    : inner_(chaining_after(key, 0x36)), outer_(chaining_after(key, 0x5c)) {}

HmacSha256::~HmacSha256() {
  OPENSSL_cleanse(inner_.data(), sizeof inner_);
  OPENSSL_cleanse(outer_.data(), sizeof outer_);
}

std::array<std::uint8_t, 32> HmacSha256::operator()(
    std::initializer_list<std::string_view> pieces) const noexcept {
  std::array<std::uint8_t, 32> digest;
  SHA256_CTX context = resume(inner_);
  for (std::string_view piece : pieces) SHA256_Update(&context, piece.data(), piece.size());
  SHA256_Final(digest.data(), &context);
  context = resume(outer_);
  SHA256_Update(&context, digest.data(), digest.size());
  SHA256_Final(digest.data(), &context);  // wipes the context too
  return digest;
}

void HmacBlock::fill(std::initializer_list<std::string_view> pieces) noexcept {
  bytes.fill(0);
  std::size_t size = 0;
  for (std::string_view piece : pieces) {
    BRAQUE_CHECK(piece.size() <= kMessageBytesMax - size);
    if (!piece.empty()) std::memcpy(&bytes[size], piece.data(), piece.size());
    size += piece.size();
  }
  bytes[size] = 0x80;
  put_big_endian(static_cast<std::uint32_t>((kBlockBytes + size) * 8), &bytes[60]);
}

void HmacSha256::first_numbers(std::span<const HmacBlock> messages,
                               std::span<std::uint64_t> numbers) const noexcept {
  BRAQUE_CHECK(messages.size() == numbers.size());
  std::size_t done = 0;
  static_assert(sizeof(HmacBlock) == kBlockBytes);
  if (has_sha256_sixteen()) {
    for (; done + 16 <= messages.size(); done += 16)
      hmac_sha256_sixteen(inner_, outer_, messages[done].bytes.data(), &numbers[done]);
  }
  if (has_sha256_pair()) {
    for (; done + 2 <= messages.size(); done += 2)
      hmac_sha256_pair(inner_, outer_, messages[done].bytes.data(), messages[done + 1].bytes.data(),
                       &numbers[done]);
    if (done < messages.size()) {
      std::uint64_t twice[2];
      const std::uint8_t* const last = messages[done].bytes.data();
      hmac_sha256_pair(inner_, outer_, last, last, twice);
      numbers[done++] = twice[0];
    }
  }
  for (; done < messages.size(); ++done) {
    SHA256_CTX context = resume(inner_);
    SHA256_Transform(&context, messages[done].bytes.data());
    HmacBlock digest;
    for (std::size_t i = 0; i < 8; ++i) put_big_endian(context.h[i], &digest.bytes[4 * i]);
    digest.bytes[32] = 0x80;
    std::fill(digest.bytes.begin() + 33, digest.bytes.end(), std::uint8_t{0});
    put_big_endian((kBlockBytes + SHA256_DIGEST_LENGTH) * 8, &digest.bytes[60]);
    context = resume(outer_);
    SHA256_Transform(&context, digest.bytes.data());
    numbers[done] = std::uint64_t{context.h[0]} << 32 | context.h[1];
  }
}

}  // namespace braque
