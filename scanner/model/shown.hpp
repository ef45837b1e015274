// From which confidence findings are shown. Nothing that is not shown is dropped: the index keeps
// it.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "model/finding.hpp"

namespace braque {

struct ShownFrom {
  Confidence confidence = Confidence::medium;
  /// By rule; a rule that is not listed is shown from `confidence`.
  std::map<std::string, Confidence, std::less<>> rules;

  /// The lowest confidence that any finding is shown with.
  Confidence lowest() const {
    Confidence least = confidence;
    for (const auto& [rule, level] : rules) least = std::min(least, level);
    return least;
  }

  bool operator()(const Finding& finding) const {
    if (!finding.suppression.empty()) return false;
    const auto own = rules.empty() ? rules.end() : rules.find(finding.rule);
    return finding.confidence >= (own == rules.end() ? confidence : own->second);
  }
};

}  // namespace braque
