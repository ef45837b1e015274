// Patterns over paths as `--path` takes them.
#pragma once

#include <string_view>

namespace braque::index {

/// `*` stands for any bytes (`/` too), `?` for one. A pattern without either also matches what lies
/// below the folder it names. Linear memory, no recursion; time at most the product of the lengths.
bool wildcard_match(std::string_view pattern, std::string_view path);

/// What every path begins with that matches.
std::string_view literal_beginning(std::string_view pattern);

}  // namespace braque::index
