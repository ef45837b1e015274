// What a kind of finding means for the one who has to act on it: what it is, which law applies,
// what is at stake, what to do, where to read more. By rule where a rule has a law of its own, else
// by category.
#pragma once

#include <span>
#include <string_view>

#include "report/both.hpp"

namespace braque::report {

struct Explanation {
  std::string_view id;  ///< of a rule, or a category
  Both what, law, stake, action;
  std::string_view source;  ///< where the supervisory authority or the law says so
};

std::span<const Explanation> explanations();
/// Null when there is none for either.
const Explanation* explanation_of(std::string_view rule, std::string_view category);

}  // namespace braque::report
