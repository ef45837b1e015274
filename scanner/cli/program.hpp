// From the words of the command line to the exit code.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/settings.hpp"

namespace braque::cli {

/// Runs the program; `words` are the arguments without the program's name.
ExitCode run_program(const std::vector<std::string>& words);

/// Settles every option of a command from the arguments, the environment and the configuration
/// files of this machine. The error lists all faults, one a line.
Result<Settings> settle_all(const std::string& command, const Arguments& arguments);

/// Colour is wanted: a terminal, no NO_COLOR (https://no-color.org) and no TERM=dumb.
bool wants_colour(const Output& out);
/// Columns of the terminal behind stdout, 80 when it is none.
std::size_t terminal_width(const Output& out);

}  // namespace braque::cli
