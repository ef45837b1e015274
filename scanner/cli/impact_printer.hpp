// The answer of `braque impact`, for people and programs.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "model/finding.hpp"
#include "report/people.hpp"

namespace braque::cli {

struct ImpactCategory {
  std::string group;              ///< a rule of Art. 9 or 10, or a category
  std::uint64_t findings = 0, records = 0, distinct = 0;
  std::set<std::int64_t> files;   ///< rows of items
};

struct ImpactAnswer {
  std::vector<ImpactCategory> categories;
  report::Bounds people, records;
  std::uint64_t items = 0, partial = 0, skipped = 0, bytes = 0;
  std::vector<std::string> missing;   ///< lines of the list that name nothing in the index
  std::int64_t index_ms = 0;
  std::optional<std::int64_t> aware_ms;  ///< day on which the breach became known
};

/// What a finding counts as: art9.health and the like by their rule, the rest by their category.
std::string impact_group(const Finding& finding);

/// In the --format of the invocation.
void print_impact(Invocation& invocation, const ImpactAnswer& answer);

}  // namespace braque::cli
