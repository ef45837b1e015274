// How many people stand behind the values that were found, as a lower and an upper bound. An index
// knows which values stand in a part, not which of them belong together, so the number is inferred:
// in each part the kind of value that there are most of counts people, and the kind that recognises
// most of them says how many of them other parts had counted before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/finding.hpp"

namespace braque::report {

/// Values that tell people apart. `name_part`: a first name or a surname in a column of its own.
enum class Family : std::uint8_t { name, email, phone, identifier, bank, card, name_part };
inline constexpr std::size_t kFamilies = 7;

/// By a finding's rule and category; nothing for values that do not (dates, companies, secrets).
std::optional<Family> family_of(std::string_view rule, std::string_view category);

/// A value that a finding holds.
struct PersonValue {
  std::uint32_t part = 0;     ///< any number that parts are told apart by
  std::uint32_t finding = 0;  ///< in the part: its column
  Family family = Family::name;
  std::uint64_t value = 0;  ///< of its fingerprint
  auto operator<=>(const PersonValue&) const = default;
};

struct Bounds {
  std::uint64_t lower = 0, upper = 0;
  /// Around an estimate, at most `margin` of it to either side.
  static Bounds around(double estimate, double margin);
};

/// What a finding says of people. A name of one word tells nobody apart, except in a table; which
/// are of one word is known of the samples, by their masks. Values by the first 8 bytes of their
/// fingerprints.
struct PersonFinding {
  std::optional<Family> family;
  std::vector<std::uint64_t> nobody;  ///< values that tell nobody apart
  /// All that count, when they are among the samples: the index keeps the fingerprints of weaker
  /// matches too.
  std::optional<std::vector<std::uint64_t>> all;
};
PersonFinding person_finding(const Finding& finding);

/// Sorts the values.
Bounds estimate_people(std::vector<PersonValue>& values);

}  // namespace braque::report
