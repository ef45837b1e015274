// The check digit that is a weighted sum, as rules write it.
#pragma once

#include <string_view>

#include "rule/rule.hpp"

namespace braque {

/// `compact` holds digits and capitals only. False when it is shorter than the sum needs.
bool passes(const WeightedSum& sum, std::string_view compact) noexcept;

}  // namespace braque
