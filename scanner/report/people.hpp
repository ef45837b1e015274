// How many people stand behind the values that were found, as a lower and an upper bound. An index
// knows which values stand in a part and, of the first of each kind, in which line, not which of
// them belong together; so the number is inferred: in each part the kind of value that there are
// most of counts people, once values beside the same name were taken together, and the kind that
// recognises most of them says how many of them other parts had counted before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/finding.hpp"

namespace braque::report {

/// Values that tell people apart. `username`: by which one logs in; `member`: a number that a chat
/// gives to those who write there; `name_part`: a first name or a surname in a column of its own;
/// `trait`: a date of birth or an address, which counts where nothing else does.
enum class Family : std::uint8_t {
  name,
  email,
  phone,
  identifier,
  bank,
  card,
  username,
  member,
  name_part,
  trait
};
inline constexpr std::size_t kFamilies = 10;

/// By a finding's rule and category; nothing for values that do not (dates, companies, secrets).
std::optional<Family> family_of(std::string_view rule, std::string_view category);

/// A value that a finding holds.
struct PersonValue {
  std::uint32_t part = 0;     ///< any number that parts are told apart by
  std::uint32_t finding = 0;  ///< any number that findings are told apart by
  Family family = Family::name;
  std::uint64_t value = 0;  ///< of its fingerprint
  auto operator<=>(const PersonValue&) const = default;
};

/// What is known of a finding beside its values.
struct PersonColumn {
  std::uint32_t column = 0;   ///< the same for all findings of a column; 0: in none
  std::uint64_t cells = 0;    ///< of the column, with a match of the finding
  std::uint64_t matches = 0;  ///< equal values each time
  struct Place {
    std::uint64_t line = 0;  ///< told apart from lines of other texts of the part
    std::uint64_t value = 0;
    std::string initials{};  ///< of names, as their masks: "J.D."
  };
  std::vector<Place> places;  ///< of the first values
};
/// By PersonValue::finding; a finding that is not there has no column and no known lines.
using PersonColumns = std::unordered_map<std::uint32_t, PersonColumn>;

struct Bounds {
  std::uint64_t lower = 0, upper = 0;
  /// Around an estimate, never further apart than twice `margin` of it; few are counted one by one.
  static Bounds around(double estimate, double margin);
};

/// Matches that only look like names, as far as can be told: few cells of a column that holds
/// something else, or lone words, with no better confidence than medium.
bool are_stray_names(const Finding& finding);

/// What a finding says of people. A name of one word tells nobody apart, except in a table; which
/// are of one word is known of the samples, by their masks. Values by the first 8 bytes of their
/// fingerprints.
struct PersonFinding {
  std::optional<Family> family;
  std::vector<std::uint64_t> nobody;  ///< values that tell nobody apart
  /// All that count, when they are among the samples: the index keeps the fingerprints of weaker
  /// matches too.
  std::optional<std::vector<std::uint64_t>> all;
  std::vector<PersonColumn::Place> places;  ///< of those among the samples that count
};
PersonFinding person_finding(const Finding& finding);

/// Sorts the values.
Bounds estimate_people(std::vector<PersonValue>& values, const PersonColumns& columns = {});

}  // namespace braque::report
