// Hashes of words, their beginnings and their ends, each in one pass over the word.
#pragma once

#include <cstdint>
#include <string_view>

namespace braque::special {

/// How a pattern is written: a whole word, the beginning of one ("arthrit*": at most kEndingMost
/// letters more; "krank**": any number), its end ("*pathie").
enum class Form : std::uint8_t { whole, stem, beginning, tail };
inline constexpr std::size_t kEndingMost = 4;
inline constexpr std::size_t kPartLeast = 3;  ///< the shortest stem and tail

/// FNV-1a, 64 bits.
inline constexpr std::uint64_t kHashStart = 0xcbf29ce484222325U;
constexpr std::uint64_t hash_step(std::uint64_t hash, char c) noexcept {
  return (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
}
/// Spreads the bits, with the form in them.
constexpr std::uint64_t hash_end(std::uint64_t hash, Form form) noexcept {
  hash = (hash + static_cast<std::uint64_t>(form) * 0x9E3779B97F4A7C15U) * 0xBF58476D1CE4E5B9U;
  return hash ^ (hash >> 31);
}
constexpr std::uint64_t hash_of(std::string_view word, Form form) noexcept {
  std::uint64_t hash = kHashStart;
  if (form == Form::tail)
    for (std::size_t i = word.size(); i-- > 0;) hash = hash_step(hash, word[i]);
  else
    for (const char c : word) hash = hash_step(hash, c);
  return hash_end(hash, form);
}

}  // namespace braque::special
