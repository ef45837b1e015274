// braque config show: every effective setting of a command and where it comes from.
#include "cli/commands.hpp"
#include "cli/escape.hpp"
#include "cli/program.hpp"
#include "cli/suggest.hpp"
#include "cli/text_table.hpp"

namespace braque::cli {
namespace {

std::string unknown_command(const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  std::string near = nearest(name, names);
  return "unknown command \"" + name + "\"" + (near.empty() ? "" : "; did you mean " + near + "?");
}

}  // namespace

ExitCode config_show(Invocation& invocation) {
  std::string name(commands().front().name);
  if (!invocation.arguments.empty()) name = invocation.arguments.front();
  const Command* command = find_command(name);
  if (command == nullptr) {
    complain(unknown_command(name));
    return ExitCode::usage;
  }
  // The options that both commands have (--config, --lang) count as given here.
  Arguments given;
  for (const Option* option : options_of("config show"))
    if (option->name == "config" && invocation.settings.has("config"))
      given.values["config"] = invocation.settings.all("config");
  auto settings = settle_all(name, given);
  if (!settings) return fail(settings.error());
  TextTable rows;
  rows.row({"[" + name + "]"}, TextTable::Emphasis::heading);
  for (const Option* option : options_of(name)) {
    if (!option->configurable) continue;
    const Setting& setting = settings->get(option->name);
    std::string value;
    for (const std::string& one : setting.values) value += (value.empty() ? "" : ", ") + one;
    rows.row({configuration_key(*option), value.empty() ? "-" : terminal_text(value),
              terminal_text(setting.origin)});
  }
  invocation.out.write(rows.render(120, 3, Style{invocation.out.is_terminal()}));
  return ExitCode::done;
}

}  // namespace braque::cli
