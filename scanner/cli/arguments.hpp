// The command line of one command, parsed by the option table.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace braque::cli {

struct Arguments {
  /// By long name; a switch has the value "true" or "false".
  std::map<std::string, std::vector<std::string>, std::less<>> values;
  std::vector<std::string> positional;
};

/// Parses what follows the command's name. Errors are of kind `invalid` and name the remedy.
Result<Arguments> parse_arguments(std::string_view command, const std::vector<std::string>& words);

}  // namespace braque::cli
