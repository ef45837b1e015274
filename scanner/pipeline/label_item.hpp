// An item's label and risk, from what was found in it, who can read it and how old it is.
#pragma once

#include <cstdint>

#include "classify/policy.hpp"
#include "model/record.hpp"

namespace braque {

/// Findings of medium confidence and above count, as far as they are not suppressed. `now_s`:
/// seconds since 1970. What was not read, and what is unchanged without its findings at hand, keeps
/// the label it has.
void label_item(const Policy& policy, std::int64_t now_s, ItemRecord& record);

}  // namespace braque
