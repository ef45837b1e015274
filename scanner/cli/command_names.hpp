// Names of commands, for those who must not see what the commands do (configuration, help).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/option.hpp"

namespace braque::cli {

/// The tables that a configuration may have: the first words of all commands, each once.
std::vector<std::string> section_names();
/// Whether the option applies to any command of the section.
bool applies_to_section(const Option& option, std::string_view section);

}  // namespace braque::cli
