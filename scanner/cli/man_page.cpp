#include <map>

#include "cli/help.hpp"

namespace braque::cli {
namespace {

/// Text for troff: backslashes and leading dots or quotes are its own language.
std::string troff(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if ((c == '.' || c == '\'') && out.empty())
      (out += "\\&") += c;
    else
      out += c;
  }
  return out;
}

void append_option(std::string& page, const Option& option) {
  page += ".TP\n.B " + troff(option_spelling(option)) + "\n" + troff(option.help) + ".";
  if (!option.built_in.empty()) page += " Default: " + troff(option.built_in) + ".";
  if (!option.details.empty()) page += " " + troff(option.details);
  if (option.configurable)
    page += " Variable " + troff(environment_name(option)) + ", key " +
            troff(configuration_key(option)) + ".";
  page += "\n";
}

void append_command(std::string& page, const Command& command) {
  page += ".SS braque " + troff(command.name) + " " + troff(command.arguments) + "\n";
  page += troff(command.help) + ". " + troff(command.details) + "\n";
  for (const Option* option : options_of(command.name))
    if (option->commands != "*") append_option(page, *option);
}

constexpr std::string_view kExitStatus =
    ".SH EXIT STATUS\n"
    "Where several hold, the first of 2, 1, 6, 4, 7, 3, 10, 5.\n"
    ".TP\n.B 0\nCompleted, with findings or without.\n"
    ".TP\n.B 1\nInternal error.\n"
    ".TP\n.B 2\nUsage, configuration or rules are wrong.\n"
    ".TP\n.B 3\nCompleted with unexpected gaps.\n"
    ".TP\n.B 4\nA whole target could not be reached, or nothing in it could be read.\n"
    ".TP\n.B 5\nDelivery was spooled.\n"
    ".TP\n.B 6\nAnother run holds the lock.\n"
    ".TP\n.B 7\nStopped and resumable: a limit, a signal, a full disk.\n"
    ".TP\n.B 10\n\\-\\-fail\\-on was reached.\n";

constexpr std::string_view kFiles =
    ".SH FILES\n"
    "Options are taken from the command line, from BRAQUE_* variables, and from these files, in "
    "this order.\n"
    ".TP\n.I FILE of \\-\\-config\n"
    ".TP\n.I $XDG_CONFIG_HOME/braque/config.toml\n"
    ".TP\n.I /etc/braque/conf.d/*.toml\n"
    ".TP\n.I /etc/braque/braque.toml\n";

}  // namespace

std::string manual_page() {
  std::string page = ".TH BRAQUE 1 \"\" \"braque " BRAQUE_VERSION "\"\n";
  page += ".SH NAME\nbraque \\- find personal and sensitive data at rest\n";
  page += ".SH SYNOPSIS\n.B braque\n.I COMMAND\n[OPTION...] [ARGUMENT...]\n";
  page +=
      ".SH DESCRIPTION\nbraque finds personal and sensitive data in files, says how sure it is "
      "and how far it looked, and keeps an index of findings that holds no matched value. Data "
      "goes to standard output; messages and progress to standard error.\n";
  page += ".SH COMMANDS\n";
  for (const Command& command : commands())
    if (!command.hidden) append_command(page, command);
  page += ".SH OPTIONS OF EVERY COMMAND\n";
  for (const Option& option : options())
    if (option.commands == "*") append_option(page, option);
  page += kFiles;
  page += kExitStatus;
  return page;
}

}  // namespace braque::cli
