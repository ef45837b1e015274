// Addresses of Bitcoin and Ethereum. Rules with a pattern: the value is as it stands.
#include <array>

#include "validate/checks.hpp"
#include "validate/digest.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// Base58Check: version, 20 bytes of hash, the first four bytes of SHA-256 twice. Source: BIP-13.
bool is_base58_address(std::string_view text) noexcept {
  constexpr std::string_view kAlphabet =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  std::array<char, 25> bytes{};
  for (char c : text) {
    std::size_t carry = kAlphabet.find(c);
    if (carry == kAlphabet.npos) return false;
    for (std::size_t i = bytes.size(); i-- > 0;) {
      carry += std::size_t{58} * static_cast<unsigned char>(bytes[i]);
      bytes[i] = static_cast<char>(carry & 0xFFU);
      carry >>= 8U;
    }
    if (carry != 0) return false;
  }
  const std::string_view view(bytes.data(), bytes.size());
  if (view[0] != 0 && view[0] != 5) return false;
  const Digest once = sha256(view.substr(0, 21));
  const Digest twice = sha256({reinterpret_cast<const char*>(once.data()), once.size()});
  for (std::size_t i = 0; i < 4; ++i) {
    if (static_cast<unsigned char>(view[21 + i]) != twice[i]) return false;
  }
  return true;
}

std::uint32_t polymod(std::uint32_t check, unsigned value) noexcept {
  constexpr std::uint32_t kGenerators[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                           0x2a1462b3};
  const std::uint32_t top = check >> 25U;
  check = (check & 0x1ffffffU) << 5U ^ value;
  for (unsigned i = 0; i < 5; ++i) {
    if ((top >> i & 1U) != 0) check ^= kGenerators[i];
  }
  return check;
}

/// A witness program behind "bc1": Bech32 for version 0 (BIP-173), Bech32m for the others
/// (BIP-350).
bool is_segwit_address(std::string_view text) noexcept {
  constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  if (text.size() < 14 || text.size() > 74) return false;
  const bool capitals = text[0] == 'B';
  std::uint32_t check = 1;
  for (unsigned value : {3U, 3U, 0U, 2U, 3U})
    check = polymod(check, value);  // "bc", high and low bits
  const std::string_view data = text.substr(3);
  for (char c : data) {
    if (capitals ? is_small(c) : is_capital(c)) return false;
    const std::size_t value = kAlphabet.find(to_small(c));
    if (value == kAlphabet.npos) return false;
    check = polymod(check, static_cast<unsigned>(value));
  }
  const std::size_t version = kAlphabet.find(to_small(data[0]));
  // Five bits a character, without the version and the check of six; what remains is padding.
  const std::size_t bits = (data.size() - 7) * 5;
  const std::size_t bytes = bits / 8;
  if (version > 16 || bits % 8 > 4 || bytes < 2 || bytes > 40) return false;
  if (version == 0) return check == 1 && (bytes == 20 || bytes == 32);
  return check == 0x2bc830a3;
}

}  // namespace

// Valid: 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2. Invalid: 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3.
bool btc_address(const Candidate& candidate) {
  std::string_view text = candidate.raw;
  if (text.starts_with("bc1") || text.starts_with("BC1")) return is_segwit_address(text);
  return text.size() >= 26 && text.size() <= 35 && is_base58_address(text);
}

// 0x and 40 hexadecimal digits. Source: EIP-55: where small and capital letters are mixed, a letter
// is a capital when the digit of the same place in the Keccak-256 of the small address is 8 or
// more. Valid: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed. Invalid:
// 0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed.
bool eth_address(const Candidate& candidate) {
  std::string_view text = candidate.raw;
  if (text.size() != 42 || !text.starts_with("0x")) return false;
  text.remove_prefix(2);
  std::array<char, 40> folded{};
  bool small = false, capital = false;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = text[i];
    if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) return false;
    small = small || is_small(c);
    capital = capital || is_capital(c);
    folded[i] = to_small(c);
  }
  // Zeros, or one digit to the end: the null address and examples.
  if (same_character(text) || text.starts_with("00000000000000000000")) return false;
  if (!small || !capital) return true;
  const Digest digest = keccak256({folded.data(), folded.size()});
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const unsigned nibble = i % 2 == 0 ? digest[i / 2] >> 4U : digest[i / 2] & 15U;
    if (!is_digit(text[i]) && is_capital(text[i]) != (nibble >= 8)) return false;
  }
  return true;
}

}  // namespace braque::validate
