#include "privacy/fingerprint.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <numeric>
#include <set>

using namespace braque;

namespace {

Key counting_key() {
  Key key;
  std::iota(key.begin(), key.end(), std::uint8_t{1});
  return key;
}

/// The first 16 bytes as OpenSSL's own HMAC() computes them.
Digest reference(const Key& key, const std::string& message) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), out, &size);
  REQUIRE(size == 32);
  Digest digest;
  std::copy_n(out, digest.size(), digest.begin());
  return digest;
}

}  // namespace

TEST_CASE("a known HMAC-SHA-256 comes out") {
  // RFC 4231 test case 1, whose 20-byte key is padded with zeros to 32 bytes: HMAC pads keys with
  // zeros anyway, so the result is the published one.
  Key key{};
  std::fill_n(key.begin(), 20, std::uint8_t{0x0b});
  const auto digest = HmacSha256(key)({"Hi ", "There"});
  const std::array<std::uint8_t, 8> published{0xb0, 0x34, 0x4c, 0x61, 0xd8, 0xdb, 0x38, 0x53};
  CHECK(std::equal(published.begin(), published.end(), digest.begin()));
}

TEST_CASE("fingerprints are HMACs of kind, separator and value, at every length") {
  const Key key = counting_key();
  const Fingerprinter fingerprint(key);
  std::string value;
  for (int length = 0; length < 300; ++length) {
    REQUIRE(fingerprint("email", value) == reference(key, "email\x1f" + value));
    value += static_cast<char>('a' + length % 26);
  }
  CHECK(fingerprint("email", "x") != fingerprint("phone", "x"));
}

TEST_CASE("a batch gives the beginnings of the same fingerprints, at every size and length") {
  const Key key = counting_key();
  const Fingerprinter fingerprint(key);
  FingerprintBatch batch(fingerprint);
  const std::string letters = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789";
  for (std::size_t size = 0; size <= FingerprintBatch::kRoom; ++size) {
    for (std::size_t i = 0; i < size; ++i)
      REQUIRE(batch.add("mail", letters.substr(0, (i * 7 + size) % 51)));
    CHECK(batch.full() == (size == FingerprintBatch::kRoom));
    const auto numbers = batch.take();
    REQUIRE(numbers.size() == size);
    for (std::size_t i = 0; i < size; ++i) {
      const Digest expected = reference(key, "mail\x1f" + letters.substr(0, (i * 7 + size) % 51));
      std::uint64_t number = 0;
      for (std::size_t k = 0; k < 8; ++k) number = number << 8 | expected[k];
      REQUIRE(numbers[i] == number);
    }
  }
  CHECK_FALSE(batch.add("mail", letters.substr(0, 51)));  // 56 bytes do not fit into one block
  CHECK(batch.take().empty());
}

TEST_CASE("finding ids are HMACs of length-prefixed fields") {
  const Key key = counting_key();
  std::string message;
  for (std::string field : {"host:/srv", "a/b.csv", "x > y", "NIR", "fr.nir"})
    message += std::string(7, '\0') + static_cast<char>(field.size()) + field;
  CHECK(finding_id(key, "host:/srv", "a/b.csv", "x > y", "NIR", "fr.nir") ==
        reference(key, message));
  CHECK(finding_id(key, "ab", "c", "", "", "") != finding_id(key, "a", "bc", "", "", ""));
  CHECK(finding_id(key, "a", "b", "c", "", "r") !=
        finding_id(key, "a", "b", "c", std::nullopt, "r"));
}

TEST_CASE("digests are written in hexadecimal") {
  Digest digest{};
  digest[0] = 0x0f;
  digest[15] = 0xa0;
  CHECK(hex(digest) == "0f0000000000000000000000000000a0");
}

TEST_CASE("quick hashes agree within the process and tell kinds and values apart") {
  const QuickHasher one, other;
  std::set<std::uint64_t> seen;
  std::string value;
  for (int length = 0; length < 600; ++length) {
    REQUIRE(one("k", value) == other("k", value));
    seen.insert(one("k", value));
    seen.insert(one("l", value));
    value += 'x';
  }
  CHECK(seen.size() == 1200);
  CHECK(one("ab", "c") != one("a", "bc"));
}

TEST_CASE("speed of fingerprints", "[.speed]") {
  const Key key = counting_key();
  const Fingerprinter fingerprint(key);
  const QuickHasher quick;
  const std::string value = "someone.somewhere@mail.example.org";
  EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* prepared = EVP_MAC_CTX_new(mac);
  char digest_name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", digest_name, 0),
                                   OSSL_PARAM_construct_end()};
  REQUIRE(EVP_MAC_init(prepared, key.data(), key.size(), parameters) == 1);
  constexpr int kRounds = 1'000'000;
  unsigned sum = 0;
  auto time = [&](const char* what, auto function) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kRounds; ++i) sum += function();
    const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
    std::printf("%-14s %.0f ns\n", what, taken.count() / kRounds);
  };
  time("fingerprint", [&] { return unsigned{fingerprint("email", value)[0]}; });
  FingerprintBatch batch(fingerprint);
  time("of a batch", [&] {
    const bool room = batch.add("email", value);
    return batch.full() ? static_cast<unsigned>(batch.take()[0]) : unsigned{room};
  });
  time("quick", [&] { return static_cast<unsigned>(quick("email", value)); });
  time("EVP_MAC", [&] {
    unsigned char out[32];
    std::size_t size = 0;
    EVP_MAC_CTX* context = EVP_MAC_CTX_dup(prepared);
    EVP_MAC_update(context, reinterpret_cast<const unsigned char*>(value.data()), value.size());
    EVP_MAC_final(context, out, &size, sizeof out);
    EVP_MAC_CTX_free(context);
    return unsigned{out[0]};
  });
  EVP_MAC_CTX_free(prepared);
  EVP_MAC_free(mac);
  CHECK(sum != 0);
}
