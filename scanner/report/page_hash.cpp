#include "report/page_hash.hpp"

#include <openssl/sha.h>

#include <array>

#include "model/escape.hpp"

namespace braque::report {

std::string hash_source(std::string_view content) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest.data());
  return "'sha256-" + base64({reinterpret_cast<const char*>(digest.data()), digest.size()}) + "'";
}

}  // namespace braque::report
