// Does a text look like a generated key? Keys are drawn from an alphabet at random; names, words,
// paths and versions in programs are not. Pure functions, no allocation.
#pragma once

#include <cstdint>
#include <string_view>

namespace braque::validate {

enum class Randomness : std::uint8_t {
  none,  ///< words, a path, a mask, a placeholder, or too few different characters
  fair,  ///< may be generated: short, a UUID, digits only or letters only
  good,  ///< letters and digits mixed in a way that nobody writes
};

/// Of a value of letters, digits and the signs + / = _ - . ~ %.
Randomness randomness_of(std::string_view value) noexcept;

/// Shannon entropy in bits per character.
double entropy_of(std::string_view value) noexcept;

/// Hexadecimal digits only, as hashes are.
bool is_hexadecimal(std::string_view value) noexcept;

/// Groups of 8, 4, 4, 4 and 12 letters or digits (RFC 9562; some issuers are not content with
/// hexadecimal).
bool is_uuid(std::string_view value) noexcept;

/// Words that stand in documentation where a key should be: example, changeme, your, xxxx ...
bool names_placeholder(std::string_view value) noexcept;

/// Ten and more letters of both cases (and one sign) whose pairs are those of no language: a
/// generated password.
bool mixes_cases_at_random(std::string_view value) noexcept;

}  // namespace braque::validate
