#include "cli/program.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "cli/escape.hpp"
#include "cli/files.hpp"
#include "cli/help.hpp"
#include "cli/load_plan.hpp"
#include "cli/suggest.hpp"

namespace braque::cli {
namespace {

const char* environment(const std::string& name) { return std::getenv(name.c_str()); }

/// The command that the words start with (two words when there is such a command); `words` loses
/// them. Null when there is none.
const Command* take_command(std::vector<std::string>& words) {
  for (std::size_t count : {2U, 1U}) {
    if (words.size() < count) continue;
    const Command* command = find_command(count == 2 ? words[0] + " " + words[1] : words[0]);
    if (command == nullptr) continue;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
    return command;
  }
  return nullptr;
}

ExitCode no_such_command(const std::vector<std::string>& words) {
  std::vector<std::string> names;
  std::string second;
  for (const Command& command : commands()) {
    if (!command.hidden) names.emplace_back(command.name.substr(0, command.name.find(' ')));
    if (command.name.starts_with(words[0] + " "))
      second += (second.empty() ? "" : ", ") + std::string(command.name);
  }
  std::string message = "unknown command \"" + words[0] + "\"";
  std::string near = nearest(words[0], names);
  if (!second.empty())
    message = "\"" + words[0] + "\" needs a second word: " + second;
  else if (words[0].starts_with('-'))
    message = "the command comes first, then its options";
  else if (!near.empty())
    message += "; did you mean " + near + "?";
  complain(message + " (see `braque --help`)");
  return ExitCode::usage;
}

std::string wrong_count(const Command& command, std::size_t count) {
  std::string wanted = command.arguments.empty() ? "no arguments" : std::string(command.arguments);
  return "`braque " + std::string(command.name) + "` takes " + wanted + ", not " +
         std::to_string(count) + " arguments (see `braque " + std::string(command.name) +
         " --help`)";
}

ExitCode run_command(const Command& command, const Arguments& arguments, Output& out) {
  auto settings = settle_all(std::string(command.name), arguments);
  if (!settings) return fail(settings.error());
  Language language = choose_language(settings->text("lang"), std::getenv("LC_ALL"),
                                      std::getenv("LC_MESSAGES"), std::getenv("LANG"));
  Invocation invocation{*settings, arguments.positional, language, out};
  ExitCode code = command.run(invocation);
  if (auto flushed = out.flush(); !flushed && !out.reader_gone())
    return stronger(code, fail(flushed.error()));
  return code;
}

}  // namespace

void complain(std::string_view message) {
  std::string text = "braque: " + terminal_text(message) + "\n";
  write_fully(STDERR_FILENO, text);
}

ExitCode fail(const Error& error) {
  std::string_view rest = error.message;
  while (!rest.empty()) {
    complain(rest.substr(0, rest.find('\n')));
    rest = rest.find('\n') == std::string_view::npos ? "" : rest.substr(rest.find('\n') + 1);
  }
  switch (error.kind) {
    case ErrorKind::invalid:
      return ExitCode::usage;
    case ErrorKind::unavailable:
      return ExitCode::locked;
    case ErrorKind::io:
    case ErrorKind::internal:
      return ExitCode::internal;
  }
  return ExitCode::internal;
}

Result<Settings> settle_all(const std::string& command, const Arguments& arguments) {
  std::string explicit_file;
  if (const char* named = std::getenv("BRAQUE_CONFIG")) explicit_file = named;
  if (auto given = arguments.values.find("config"); given != arguments.values.end())
    explicit_file = given->second.back();
  std::vector<ConfigurationFault> faults;
  Configuration configuration = load_configuration(configuration_places(explicit_file), faults);
  Settings settings = settle(command, arguments, environment, configuration, faults);
  if (faults.empty()) return settings;
  return unexpected(ErrorKind::invalid, faults_text(faults));
}

bool wants_colour(const Output& out) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return out.is_terminal() && (no_colour == nullptr || *no_colour == 0) &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::size_t terminal_width(const Output& out) {
  winsize size{};
  constexpr std::size_t kDefault = 80, kMost = 160;
  if (!out.is_terminal() || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return kDefault;
  if (size.ws_col < 40) return kDefault;
  return size.ws_col < kMost ? size.ws_col : kMost;
}

ExitCode run_program(const std::vector<std::string>& words) {
  Output out(STDOUT_FILENO);
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    out.write(program_help());
    return words.empty() ? ExitCode::usage : ExitCode::done;
  }
  if (words[0] == "--version") {
    out.write("braque " BRAQUE_VERSION "\n");
    return ExitCode::done;
  }
  std::vector<std::string> rest = words;
  const Command* command = take_command(rest);
  if (command == nullptr) return no_such_command(words);
  auto arguments = parse_arguments(command->name, rest);
  if (!arguments) return fail(arguments.error());
  if (arguments->values.count("help") != 0) {
    out.write(command_help(*command));
    return ExitCode::done;
  }
  int count = static_cast<int>(arguments->positional.size());
  if (count < command->arguments_min ||
      (command->arguments_max >= 0 && count > command->arguments_max)) {
    complain(wrong_count(*command, arguments->positional.size()));
    return ExitCode::usage;
  }
  return run_command(*command, *arguments, out);
}

}  // namespace braque::cli
