// The functions behind the table of commands, each in its cmd_*.cpp.
#pragma once

#include "cli/command.hpp"

namespace braque::cli {

ExitCode config_show(Invocation& invocation);
ExitCode print_completion(Invocation& invocation);
ExitCode print_manual(Invocation& invocation);

}  // namespace braque::cli
