#include "cli/command_names.hpp"

#include <algorithm>

#include "cli/command.hpp"

namespace braque::cli {

std::vector<std::string> section_names() {
  std::vector<std::string> names;
  for (const Command& command : commands()) {
    std::string first(command.name.substr(0, command.name.find(' ')));
    if (std::find(names.begin(), names.end(), first) == names.end()) names.push_back(first);
  }
  return names;
}

bool applies_to_section(const Option& option, std::string_view section) {
  for (const Command& command : commands())
    if (command.name.substr(0, command.name.find(' ')) == section &&
        applies_to(option, command.name))
      return true;
  return false;
}

}  // namespace braque::cli
