// Countries with a national way of writing telephone numbers that is recognised.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace braque::validate {

/// One country's numbers as people write them at home.
struct PhoneRegion {
  std::array<char, 2> country;  ///< ISO 3166-1 alpha-2
  std::uint16_t code;           ///< E.164 country code
  std::string_view trunk;       ///< written before the number at home, not abroad; often empty
  std::uint8_t digits_min;      ///< of the national significant number, personal and office lines
  std::uint8_t digits_max;
};

/// By country, ascending. Sources: ITU-T Operational Bulletin (dialling procedures),
/// libphonenumber's metadata.
std::span<const PhoneRegion> phone_regions();
/// The entry of a country, or null.
const PhoneRegion* phone_region(std::string_view country) noexcept;

/// A country in 16 bits, for Match::country; 0 is none.
constexpr std::uint16_t pack_country(std::array<char, 2> country) noexcept {
  return static_cast<std::uint16_t>((country[0] - 'A') * 26 + (country[1] - 'A') + 1);
}
constexpr std::array<char, 2> unpack_country(std::uint16_t packed) noexcept {
  return {static_cast<char>('A' + (packed - 1) / 26), static_cast<char>('A' + (packed - 1) % 26)};
}

/// The national significant number in `digits` (a number as written at home), without its trunk
/// prefix; empty when its length fits no line of the country.
std::string_view national_number(const PhoneRegion& region, std::string_view digits) noexcept;

}  // namespace braque::validate
