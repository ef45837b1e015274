// Numbers in the bytes of old binary formats, all little-endian. What lies outside of the bytes
// reads as zero, so that no length of a damaged file leads out of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace braque::documents {

inline std::uint8_t u8(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : std::uint8_t{0};
}

inline std::uint16_t u16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(u8(bytes, at) | u8(bytes, at + 1) << 8);
}

inline std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return u16(bytes, at) | std::uint32_t{u16(bytes, at + 2)} << 16;
}

inline std::uint64_t u64(std::string_view bytes, std::size_t at) {
  return u32(bytes, at) | std::uint64_t{u32(bytes, at + 4)} << 32;
}

/// The part of `bytes` from `at` on, at most `count` of them; empty when `at` lies outside.
inline std::string_view slice(std::string_view bytes, std::size_t at, std::size_t count) {
  return at < bytes.size() ? bytes.substr(at, count) : std::string_view();
}

}  // namespace braque::documents
