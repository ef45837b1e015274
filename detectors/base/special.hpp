// What a match of the special categories says besides its score: whether it is about a person, and
// why.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace braque {

enum class SpecialLevel : std::uint8_t {
  none,        ///< not a match of a special category
  vocabulary,  ///< a term of the category, about nobody
  person,      ///< about an identifiable person
};

/// Words as records spell them.
constexpr std::string_view name(SpecialLevel level) noexcept {
  constexpr std::array<std::string_view, 3> kNames = {"", "vocabulary", "person"};
  return kNames[static_cast<std::size_t>(level)];
}

/// The level, and the features that were added up (special/features.hpp), one bit each. All zero
/// for matches of other rules.
struct SpecialEvidence {
  std::uint64_t features = 0;
  SpecialLevel level = SpecialLevel::none;

  friend bool operator==(const SpecialEvidence&, const SpecialEvidence&) = default;
};

}  // namespace braque
