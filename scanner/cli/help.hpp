// Help, manual and completion scripts: all from the tables of commands and options.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace braque::cli {

/// `braque --help`.
std::string program_help();
/// `braque COMMAND --help`.
std::string command_help(const Command& command);
/// The manual page in troff (man(7)).
std::string manual_page();
/// "bash", "zsh" or "fish"; empty for any other shell.
std::string completion_script(std::string_view shell);

/// "--format FORMAT", "-h, --help", "--progress, --no-progress".
std::string option_spelling(const Option& option);

}  // namespace braque::cli
