// Is a number one of many? A check digit that one random number in ten passes says little where
// there are a hundred numbers, and much where there is one.
#pragma once

#include <cstddef>
#include <string_view>

#include "match/engines.hpp"

namespace braque::match {

/// True when numbers, serials and hashes outweigh the words around the value at [begin, end), and
/// the numbers of its own form among them do not mostly pass the rule's check as well. Looks at no
/// more than 160 bytes on either side.
bool among_numbers(const RuleSet::Engines::Verifier& verifier, std::string_view text,
                   std::size_t begin, std::size_t end) noexcept;

}  // namespace braque::match
