// Small files of our own: configuration, rules, cache. Never used for what is scanned.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace braque::cli {

/// The whole file. Error kind `unavailable`: it does not exist; `io`: it cannot be read or is
/// longer than `bytes_max`.
Result<std::string> read_small_file(const std::string& path, std::size_t bytes_max);

/// Paths of the directory's entries whose names end with `ending`, in the order of their names;
/// none when there is no such directory.
std::vector<std::string> files_with_ending(const std::string& directory, std::string_view ending);

/// $XDG_<what>_HOME, or `fallback` below $HOME; empty when there is neither.
std::string xdg_directory(const char* variable, std::string_view fallback);

/// Writes all bytes, again after interruptions; false when it cannot.
bool write_fully(int descriptor, std::string_view bytes);

}  // namespace braque::cli
