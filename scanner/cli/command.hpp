// The commands, as one visible table; each lives in a file of its own (cmd_*.cpp).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/output.hpp"
#include "cli/settings.hpp"

namespace braque::cli {

/// What a command gets: its settings, its positional arguments and where to write.
struct Invocation {
  const Settings& settings;
  std::vector<std::string> arguments;
  Language language = Language::english;
  Output& out;  ///< stdout: data
};

struct Command {
  std::string_view name{};       ///< one or two words: "scan", "rules list"
  std::string_view arguments{};  ///< "TARGET..." for the help
  int arguments_min = 0;
  int arguments_max = 0;       ///< -1: any number
  bool hidden = false;         ///< not in the help (tools for packagers)
  std::string_view help{};     ///< one line, no full stop
  std::string_view details{};  ///< further sentences; may be empty
  ExitCode (*run)(Invocation&) = nullptr;
};

/// Every command that this program has, in the order users see them.
std::span<const Command> commands();
const Command* find_command(std::string_view name);

/// Prints "braque: MESSAGE" on stderr, with control characters escaped.
void complain(std::string_view message);
/// complain(), and the exit code of the error's kind.
ExitCode fail(const Error& error);

}  // namespace braque::cli
