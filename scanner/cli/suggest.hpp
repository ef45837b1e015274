// "Did you mean ...?" for misspelt names.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace braque::cli {

/// The candidate nearest to `word` by edit distance (one swap of neighbours counts as one), when it
/// is near enough to be what was meant; else empty.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace braque::cli
