// What the personal numbers of many countries share: a birth date in them, a country code before
// them.
#pragma once

#include <string_view>

#include "validate/digits.hpp"

namespace braque::validate {

/// Checks do not read the clock, yet a birth of the 2060s is none. To be raised before it is
/// reached.
inline constexpr int kLastBirthYear = 2035;

/// A day on which somebody who is in a file can have been born.
constexpr bool is_birth(int year, int month, int day) noexcept {
  return year >= 1850 && year <= kLastBirthYear && is_date(year, month, day);
}

/// Takes the country code off when it stands there; says whether it did.
constexpr bool take_prefix(std::string_view& text, std::string_view prefix) noexcept {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// The total of ICAO 9303's weights 7, 3, 1, which the identity documents and personal numbers of
/// several countries borrow, over digits and capitals.
constexpr int sum_731(std::string_view text) noexcept {
  constexpr int kWeights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) sum += value_of(text[i]) * kWeights[i % 3];
  return sum;
}

}  // namespace braque::validate
