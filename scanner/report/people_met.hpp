// How many of a part's people other parts had counted before.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "report/people_of_part.hpp"

namespace braque::report {

/// The parts that were counted, by their values. Memory grows with the values; of a value that
/// stands in very many parts only the first are kept.
class PeopleMet {
 public:
  /// At most the part's people. Each earlier part is taken to share as many people with this one as
  /// the kind of value that shows most of them; who is shared with several is found as often as the
  /// best kind says of itself.
  double in(const PeopleOfPart& part) const;
  void add(const PeopleOfPart& part);

 private:
  using Parts = std::vector<std::uint32_t>;
  /// Of a part's values of each family, how many stand in one other part.
  using Common = std::array<std::uint32_t, kFamilies>;
  std::unordered_map<std::uint32_t, Common> common_with(const PeopleOfPart& part,
                                                        Common& anywhere) const;

  std::array<std::unordered_map<std::uint64_t, Parts>, kFamilies> parts_of_;
  std::uint32_t parts_ = 0;
};

}  // namespace braque::report
