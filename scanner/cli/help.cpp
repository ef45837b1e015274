#include "cli/help.hpp"

#include <algorithm>
#include <vector>

#include "cli/paragraph.hpp"

namespace braque::cli {
namespace {

constexpr std::size_t kHelpWidth = 80;

/// "  left   text", the text wrapped beside it; below it when `left` is too long.
void append_pair(std::string& out, const std::string& left, std::string_view text,
                 std::size_t left_width) {
  std::string wrapped = paragraph(text, kHelpWidth, left_width + 4);
  if (left.size() <= left_width)
    wrapped.replace(2, left.size(), left);
  else
    out += "  " + left + "\n";
  out += wrapped;
}

std::string option_help(const Option& option) {
  std::string text(option.help);
  if (!option.built_in.empty()) text += " (default: " + std::string(option.built_in) + ")";
  return text;
}

}  // namespace

std::string option_spelling(const Option& option) {
  std::string text;
  if (option.short_name != 0) text = std::string("-") + option.short_name + ", ";
  text += "--" + std::string(option.name);
  if (option.type == ValueType::on_off) text += ", --no-" + std::string(option.name);
  if (option.type == ValueType::choice)
    text += " " + std::string(option.choices);
  else if (!option.value_name.empty())
    text += " " + std::string(option.value_name);
  return text;
}

std::string program_help() {
  std::string out =
      "braque finds personal and sensitive data in files, says how sure it is and how\n"
      "far it looked, and keeps an index of findings that holds no matched value.\n\n"
      "Usage: braque COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n";
  for (const Command& command : commands()) {
    if (command.hidden) continue;
    append_pair(out, std::string(command.name), command.help, 16);
  }
  out +=
      "\n`braque COMMAND --help` lists the options of a command.\n"
      "`braque --version` prints the version.\n";
  return out;
}

std::string command_help(const Command& command) {
  std::string out = "Usage: braque " + std::string(command.name) + " [OPTION...]";
  if (!command.arguments.empty()) out += " " + std::string(command.arguments);
  out += "\n\n";
  std::string about(command.help);
  if (!about.empty() && about[0] >= 'a' && about[0] <= 'z')
    about[0] = static_cast<char>(about[0] - 'a' + 'A');
  out +=
      paragraph(about + "." + (command.details.empty() ? "" : " " + std::string(command.details)),
                kHelpWidth, 0);
  std::vector<std::string_view> categories;
  auto options = options_of(command.name);
  for (const Option* option : options)
    if (std::find(categories.begin(), categories.end(), option->category) == categories.end())
      categories.push_back(option->category);
  // "General" stands first in the table and last in the help: what is special matters more.
  std::rotate(categories.begin(), categories.begin() + 1, categories.end());
  for (std::string_view category : categories) {
    out += "\n" + std::string(category) + ":\n";
    for (const Option* option : options)
      if (option->category == category)
        append_pair(out, option_spelling(*option), option_help(*option), 26);
  }
  return out;
}

}  // namespace braque::cli
