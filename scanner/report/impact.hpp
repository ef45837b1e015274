// What a set of files held, as the notification of a breach has to say (Art. 33 and 34 GDPR): what
// is known from the index, and blanks for what only people know.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/item.hpp"
#include "report/document.hpp"
#include "report/people.hpp"
#include "report/people_kinds.hpp"

namespace braque::report {

struct ImpactCategory {
  std::string group;  ///< a rule of Art. 9 or 10, or a category
  std::uint64_t findings = 0, matches = 0, distinct = 0, files = 0;
};

struct ImpactKind {
  PeopleKind kind = PeopleKind::staff;
  std::uint64_t files = 0;
  std::uint64_t lower = 0;
  std::optional<std::uint64_t>
      upper{};  ///< of minors nothing is known but their different dates of birth
};

/// An item or a part that was not fully read.
struct ImpactGap {
  std::string path, locator;
  Outcome outcome;
};

struct ImpactAnswer {
  std::vector<ImpactCategory> categories{};  ///< special ones first, then by the number of matches
  std::vector<ImpactKind> kinds{};           ///< that are visible
  Bounds people, records;
  std::uint64_t items = 0, partial = 0, skipped = 0, bytes = 0;
  std::vector<ImpactGap> gaps{};       ///< the first ones
  std::vector<std::string> missing{};  ///< lines of the list that name nothing in the index
  std::int64_t index_ms = 0;  ///< when the index was last written, or the run of --as-of ended
  std::optional<std::int64_t> as_of_ms{};
  std::optional<std::int64_t> aware_ms{};  ///< day on which the breach became known
};

/// Art. 33(1): 72 hours.
inline constexpr std::int64_t kNotifyMs = std::int64_t{72} * 3'600'000;

/// What speaks for telling the people too (Art. 34): what recital 75 names, and credentials, with
/// which more can be reached.
enum class RiskSign : std::uint8_t {
  special,
  offences,
  credentials,
  financial,
  identifiers,
  minors,
  many
};
std::vector<RiskSign> risk_signs(const ImpactAnswer& answer);
std::string_view name(RiskSign sign) noexcept;
std::string_view name(PeopleKind kind) noexcept;

Document impact_document(const ImpactAnswer& answer);

}  // namespace braque::report
