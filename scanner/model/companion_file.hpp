// Files that belong to this program and that people do not run: its worker, its modules.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace braque {

/// The path of such a file: beside this program (in a build folder), or where a package puts it.
Result<std::string> companion_file(std::string_view name);

}  // namespace braque
