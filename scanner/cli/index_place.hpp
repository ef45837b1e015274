// Where the index is.
#pragma once

#include <string>

#include "cli/settings.hpp"

namespace braque::cli {

/// --index, or $XDG_STATE_HOME/braque/index.db, or ~/.local/state/braque/index.db.
std::string index_path(const Settings& settings);

/// The directory part, "." when there is none.
std::string directory_of(const std::string& path);

}  // namespace braque::cli
