// Rules of which something was met in an item, as the index keeps them.
#pragma once

#include <string>
#include <string_view>

#include "base/rule_bits.hpp"

namespace braque::index {

/// A byte for each bit, in ascending order; 32 bytes with all of them when more than 31 are set.
std::string packed(const RuleBits& bits);
/// Whether any of these bits may be set; true for what packed() never made.
bool holds_any(std::string_view packed, const RuleBits& bits);

}  // namespace braque::index
