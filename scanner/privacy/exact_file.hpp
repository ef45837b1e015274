// The layout of an exact list's file, shared by who writes and who reads it.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "base/exact.hpp"

namespace braque {

inline constexpr std::array<char, 8> kExactMagic{'b', 'r', 'q', 'e', 'd', 'm', '\r', '\n'};
inline constexpr std::uint32_t kExactVersion = 1;
inline constexpr std::uint64_t kExactNamesMax = 1 << 20;
inline constexpr std::uint64_t kExactEntriesMax = 0xffffffffULL;

/// Sections follow in this order, each padded with zeros to 64 bytes.
struct ExactFileHeader {
  std::array<char, 8> magic = kExactMagic;
  std::uint32_t version = kExactVersion;
  std::uint32_t columns = 0;
  std::array<char, 8> key_id{};  ///< Keys::fingerprint_key_id
  std::uint64_t digit_lengths = 0, mixed_lengths = 0;
  std::uint32_t words = 0, emails = 0;
  std::uint32_t rows = 0;
  std::uint32_t has_keys = 0;
  std::uint64_t names_size = 0;
  std::uint64_t entries = 0;
  std::uint64_t filter_blocks = 0;
  std::uint64_t key_size = 0;  ///< bytes of all keys
  std::array<std::uint64_t, 5> reserved{};
};
static_assert(sizeof(ExactFileHeader) == 128);

constexpr std::uint64_t exact_padded(std::uint64_t size) noexcept { return (size + 63) / 64 * 64; }

/// About sixteen entries for each place of the directory.
constexpr unsigned exact_directory_bits(std::uint64_t entries) noexcept {
  return std::clamp<unsigned>(static_cast<unsigned>(std::bit_width(entries / 16)), 1, 28);
}
/// The directory says for each prefix of the hash how many entries have a lower one, and ends with
/// the number of entries.
constexpr std::uint64_t exact_directory_size(std::uint64_t entries) noexcept {
  return ((std::uint64_t{1} << exact_directory_bits(entries)) + 1) * sizeof(std::uint32_t);
}

}  // namespace braque
