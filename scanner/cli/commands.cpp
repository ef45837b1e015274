// The table of commands.
#include <array>

#include "cli/command.hpp"
#include "cli/command_names.hpp"
#include "cli/commands.hpp"

namespace braque::cli {
namespace {

constexpr auto kCommands = std::to_array<Command>({
    {.name = "config show", .arguments = "[COMMAND]", .arguments_max = 1,
     .help = "every effective setting of a command and where it comes from", .details = {},
     .run = config_show},
    {.name = "completion", .arguments = "bash|zsh|fish", .arguments_min = 1, .arguments_max = 1,
     .help = "print the completion script of a shell",
     .details = "For bash: `braque completion bash > /etc/bash_completion.d/braque`.",
     .run = print_completion},
    {.name = "man", .arguments = "", .hidden = true, .help = "print the manual page (troff)",
     .details = {}, .run = print_manual},
});

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  for (const Command& command : kCommands)
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace braque::cli
