// Tokens and keys of services that can be told by their form.
#include <cstdint>

#include "validate/checks.hpp"
#include "validate/digits.hpp"

namespace braque::validate {
namespace {

/// CRC-32 of ISO-HDLC (RFC 1952 section 8), bit by bit: tokens are short.
std::uint32_t crc32(std::string_view text) noexcept {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

bool is_alphanumeric(std::string_view text) noexcept {
  for (char c : text) {
    if (!is_digit(c) && !is_capital(c) && !is_small(c)) return false;
  }
  return true;
}

}  // namespace

// AWS access key id: a prefix of four letters for the kind and 16 characters of base32. Source:
// AWS, IAM identifiers, unique ID prefixes.
bool aws_access_key(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.size() != 20) return false;
  bool known = false;
  for (std::string_view prefix : {"AKIA", "ASIA", "AROA", "AIDA", "ABIA", "ACCA"}) {
    known = known || text.starts_with(prefix);
  }
  if (!known || same_character(text.substr(4))) return false;
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == text.npos;
}

// GitHub token. Source: GitHub, "Behind GitHub's new authentication token formats" (2021): a
// prefix, 30 random characters, and their CRC-32 in six digits of base 62. Fine-grained tokens
// (github_pat_) document no check; their form is all there is.
bool github_token(const Candidate& candidate) {
  std::string_view text = candidate.compact;
  if (text.starts_with("github_pat_")) {
    text.remove_prefix(11);
    return text.size() == 82 && text[22] == '_' && is_alphanumeric(text.substr(0, 22)) &&
           is_alphanumeric(text.substr(23));
  }
  if (text.size() != 40 || !text.starts_with("gh") || text[3] != '_') return false;
  if (std::string_view("pousr").find(text[2]) == std::string_view::npos) return false;
  if (!is_alphanumeric(text.substr(4))) return false;
  constexpr std::string_view kDigits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::uint32_t crc = crc32(text.substr(4, 30));
  for (std::size_t i = 39; i >= 34; --i, crc /= 62) {
    if (text[i] != kDigits[crc % 62]) return false;
  }
  return true;
}

}  // namespace braque::validate
