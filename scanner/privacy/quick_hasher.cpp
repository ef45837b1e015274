#define XXH_STATIC_LINKING_ONLY  // for a hash state on the stack
#include <openssl/rand.h>
#include <xxhash.h>

#include <cstring>
#include <string>

#include "base/check.hpp"
#include "privacy/fingerprint.hpp"

namespace braque {
namespace {

constexpr std::size_t kSecretBytes = 192;  // XXH3 asks for at least 136 of high entropy

const unsigned char* process_secret() {
  static const auto secret = [] {
    std::array<unsigned char, kSecretBytes> bytes;
    BRAQUE_CHECK(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
    return bytes;
  }();
  return secret.data();
}

}  // namespace

QuickHasher::QuickHasher() : secret_(process_secret()) {}

std::uint64_t QuickHasher::operator()(std::string_view kind,
                                      std::string_view value) const noexcept {
  // XXH3 hashes one contiguous buffer fastest; values are short, so joining them is cheap. The
  // `withSecretandSeed` variant would spare the copy but ignores the secret for short inputs.
  std::array<char, 256> buffer;
  const std::size_t size = kind.size() + 1 + value.size();
  if (size <= buffer.size()) {
    std::memcpy(buffer.data(), kind.data(), kind.size());
    buffer[kind.size()] = '\x1f';
    if (!value.empty()) std::memcpy(buffer.data() + kind.size() + 1, value.data(), value.size());
    return XXH3_64bits_withSecret(buffer.data(), size, secret_, kSecretBytes);
  }
  XXH3_state_t state;
  XXH3_INITSTATE(&state);
  XXH3_64bits_reset_withSecret(&state, secret_, kSecretBytes);
  XXH3_64bits_update(&state, kind.data(), kind.size());
  XXH3_64bits_update(&state, "\x1f", 1);
  XXH3_64bits_update(&state, value.data(), value.size());
  return XXH3_64bits_digest(&state);
}

}  // namespace braque
