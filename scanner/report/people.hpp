// How many people stand behind the values that were found, as a lower and an upper bound. An index knows which
// values stand in a part, not which of them belong together, so the number is inferred: one kind of value
// counts people, and what it cannot have counted is added.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace braque::report {

/// Values that tell people apart.
enum class Family : std::uint8_t { name, email, phone, identifier, account };
inline constexpr std::size_t kFamilies = 5;

/// By a finding's rule and category; nothing for values that do not (dates, companies, secrets).
std::optional<Family> family_of(std::string_view rule, std::string_view category);

/// A value that a finding holds.
struct PersonValue {
  std::uint32_t part = 0;      ///< any number that parts are told apart by
  std::uint32_t finding = 0;   ///< in the part: its column
  Family family = Family::name;
  std::uint64_t value = 0;     ///< of its fingerprint
  auto operator<=>(const PersonValue&) const = default;
};

struct PeopleBounds {
  std::uint64_t lower = 0, upper = 0;
};

/// Sorts the values. Names in several columns of one part are first names and surnames: the column with the most
/// different ones counts.
PeopleBounds estimate_people(std::vector<PersonValue>& values);

}  // namespace braque::report
