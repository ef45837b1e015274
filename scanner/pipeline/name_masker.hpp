// Names that people wrote (members of archives, columns) can hold personal data themselves: what
// the rules find in them is masked before they are stored or shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/match_collector.hpp"

namespace braque::pipeline {

/// Not thread-safe: uses its thread's matcher.
class NameMasker {
 public:
  NameMasker(const ScanContext& context, UnitMatcher& matcher)
      : context_(context), matcher_(matcher) {}
  std::string operator()(std::string_view name);
  /// Rules of which anything passed its check in the names since the last call.
  RuleBits take_candidates() { return std::exchange(candidates_, {}); }

 private:
  struct Place {
    std::uint32_t start, end;
    std::uint16_t rule;
  };
  void find(std::string_view name);

  std::vector<Place> places_;  ///< of the name at hand
  const ScanContext& context_;
  UnitMatcher& matcher_;
  RuleBits candidates_;
};

}  // namespace braque::pipeline
