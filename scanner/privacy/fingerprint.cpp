#include "privacy/fingerprint.hpp"

#include <openssl/crypto.h>

#include <algorithm>

#include "base/check.hpp"

namespace braque {
namespace {

Digest first_half(const std::array<std::uint8_t, 32>& hash) noexcept {
  Digest digest;
  std::copy_n(hash.begin(), digest.size(), digest.begin());
  return digest;
}

std::array<char, 8> big_endian(std::uint64_t value) noexcept {
  std::array<char, 8> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(value >> (56 - 8 * i) & 0xff);
  return bytes;
}

std::string_view view(const std::array<char, 8>& bytes) noexcept {
  return {bytes.data(), bytes.size()};
}

}  // namespace

Digest Fingerprinter::operator()(std::string_view kind,
                                 std::string_view normalised) const noexcept {
  return first_half(hmac_({kind, std::string_view("\x1f", 1), normalised}));
}

FingerprintBatch::FingerprintBatch(const Fingerprinter& fingerprinter)
    : fingerprinter_(fingerprinter), blocks_(kRoom) {}

FingerprintBatch::~FingerprintBatch() {
  OPENSSL_cleanse(blocks_.data(), blocks_.size() * sizeof(HmacBlock));
}

void FingerprintBatch::wipe() noexcept {
  OPENSSL_cleanse(blocks_.data(), std::max(used_, size_) * sizeof(HmacBlock));
  used_ = size_ = 0;
}

bool FingerprintBatch::add(std::string_view kind, std::string_view normalised) noexcept {
  BRAQUE_CHECK(!full());
  if (kind.size() + 1 + normalised.size() > HmacBlock::kMessageBytesMax) return false;
  blocks_[size_++].fill({kind, std::string_view("\x1f", 1), normalised});
  return true;
}

std::span<const std::uint64_t> FingerprintBatch::take() noexcept {
  const std::span<std::uint64_t> numbers = std::span(numbers_).first(size_);
  fingerprinter_.hmac_.first_numbers(std::span<const HmacBlock>(blocks_).first(size_), numbers);
  used_ = std::max(used_, size_);
  size_ = 0;
  return numbers;
}

Digest finding_id(const Key& id_key, std::string_view target_name, std::string_view relative_path,
                  std::string_view locator, std::optional<std::string_view> column,
                  std::string_view rule) {
  const auto target_length = big_endian(target_name.size());
  const auto path_length = big_endian(relative_path.size());
  const auto locator_length = big_endian(locator.size());
  const auto column_length = big_endian(column ? column->size() : ~std::uint64_t{0});
  const auto rule_length = big_endian(rule.size());
  return first_half(
      HmacSha256(id_key)({view(target_length), target_name, view(path_length), relative_path,
                          view(locator_length), locator, view(column_length),
                          column.value_or(std::string_view()), view(rule_length), rule}));
}

std::string hex(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (std::uint8_t byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::optional<Digest> digest_from_hex(std::string_view text) {
  Digest digest{};
  if (text.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t value = std::string_view("0123456789abcdef").find(text[i]);
    if (value == std::string_view::npos) return std::nullopt;
    digest[i / 2] = static_cast<std::uint8_t>(digest[i / 2] * 16U | value);
  }
  return digest;
}

}  // namespace braque
