// Names that people wrote (members of archives, columns) can hold personal data themselves: what
// the rules find in them is masked before they are stored or shown.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/match_collector.hpp"

namespace braque::pipeline {

/// Not thread-safe: uses its thread's matcher.
class NameMasker {
 public:
  NameMasker(const ScanContext& context, UnitMatcher& matcher)
      : context_(context), matcher_(matcher) {}
  std::string operator()(std::string_view name);

 private:
  const ScanContext& context_;
  UnitMatcher& matcher_;
};

}  // namespace braque::pipeline
