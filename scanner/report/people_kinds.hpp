// Categories of people (Art. 33(3)(a) GDPR), where the data show them: staff, customers, patients
// by rules and by words in paths and headings, minors by dates of birth. What shows nothing is in
// no category.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

#include "model/finding.hpp"

namespace braque::report {

enum class PeopleKind : std::uint8_t { staff, customers, patients, minors };
inline constexpr std::size_t kPeopleKinds = 4;

/// Of a finding's part, one bit a kind; never minors.
std::uint32_t people_kinds(const Finding& finding);
constexpr bool has_kind(std::uint32_t kinds, PeopleKind kind) {
  return (kinds >> static_cast<unsigned>(kind) & 1U) != 0;
}

/// Every date on which somebody who is not of age on that day (below 18) can be born, as dates of
/// birth are normalised for fingerprints ("20120301").
void visit_minors_births(std::int64_t day_ms, const std::function<void(std::string_view)>& visit);

}  // namespace braque::report
