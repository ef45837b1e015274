// How many people a single part tells of.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "report/people.hpp"

namespace braque::report {

/// Different values of each family.
using Distinct = std::array<std::vector<std::uint64_t>, kFamilies>;

struct PeopleOfPart {
  Distinct values;  ///< by which the part's people are recognised in another, sorted
  double people = 0;
};

/// `run`: all values of the part, sorted.
PeopleOfPart people_of_part(std::span<const PersonValue> run, const PersonColumns& columns);

constexpr std::size_t index_of(Family family) { return static_cast<std::size_t>(family); }

}  // namespace braque::report
