// Addresses of block chains and the hash functions in them, with the values of the standards.
#include <catch2/catch.hpp>
#include <string>

#include "unit/validate/check_support.hpp"
#include "validate/digest.hpp"

namespace braque {
namespace {

std::string hexadecimal(const validate::Digest& digest) {
  std::string text;
  for (unsigned byte : digest) {
    text += "0123456789abcdef"[byte >> 4U];
    text += "0123456789abcdef"[byte & 15U];
  }
  return text;
}

TEST_CASE("SHA-256 of FIPS 180-4, one block and two") {
  CHECK(hexadecimal(validate::sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hexadecimal(validate::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("Keccak-256 is not SHA3-256") {
  CHECK(hexadecimal(validate::keccak256("")) ==
        "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
}

TEST_CASE("Bitcoin addresses of BIP-13, BIP-173 and BIP-350") {
  CHECK(accepts_verbatim("btc_address", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"));
  CHECK_FALSE(accepts_verbatim("btc_address", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3"));
  CHECK(accepts_verbatim("btc_address", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"));
  CHECK_FALSE(accepts_verbatim("btc_address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
  CHECK(accepts_verbatim("btc_address",
                         "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"));
  // Version 0 with the checksum of version 1.
  CHECK_FALSE(accepts_verbatim("btc_address",
                               "bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd"));
  CHECK_FALSE(accepts_verbatim("btc_address", "bc1"));
}

TEST_CASE("the capitals of an Ethereum address are its check, EIP-55") {
  CHECK(accepts_verbatim("eth_address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"));
  CHECK(accepts_verbatim("eth_address", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"));
  CHECK_FALSE(accepts_verbatim("eth_address", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5D359"));
  CHECK(accepts_verbatim("eth_address", "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"));
  CHECK_FALSE(accepts_verbatim("eth_address", "0x0000000000000000000000000000000000000000"));
}

TEST_CASE("the number on a magnetic stripe passes Luhn and the month exists") {
  CHECK(accepts_verbatim("pci_track", ";4111111111111111=29051011234?"));
  CHECK_FALSE(accepts_verbatim("pci_track", ";4111111111111112=29051011234?"));
  CHECK_FALSE(accepts_verbatim("pci_track", ";4111111111111111=29131011234?"));
  CHECK(accepts_verbatim("pci_track", "%B4111111111111111^DOE/J^2905101?"));
  CHECK_FALSE(accepts_verbatim("pci_track", "%B4111111111111111"));
}

}  // namespace
}  // namespace braque
