// Completion scripts. Words are taken from the tables when the script is printed, so that the
// script needs no call of the program at every key.
#include "cli/command_names.hpp"
#include "cli/help.hpp"

namespace braque::cli {
namespace {

std::string words_of(const Command& command) {
  std::string words;
  for (const Option* option : options_of(command.name)) {
    words += " --" + std::string(option->name);
    if (option->type == ValueType::on_off) words += " --no-" + std::string(option->name);
  }
  // Arguments that are words to choose from, such as "bash|zsh|fish".
  if (command.arguments.find('|') != std::string_view::npos)
    for (char c : " " + std::string(command.arguments)) words += c == '|' ? ' ' : c;
  return words.empty() ? words : words.substr(1);
}

std::string choices_with_blanks(const Option& option) {
  std::string text(option.choices);
  for (char& c : text) c = c == '|' ? ' ' : c;
  return text;
}

/// The second words of two-word commands that start with `first`.
std::string second_words(std::string_view first) {
  std::string words;
  for (const Command& command : commands()) {
    auto blank = command.name.find(' ');
    if (blank != std::string_view::npos && command.name.substr(0, blank) == first &&
        !command.hidden)
      words += (words.empty() ? "" : " ") + std::string(command.name.substr(blank + 1));
  }
  return words;
}

std::string visible_sections() {
  std::string words;
  for (const std::string& name : section_names()) {
    const Command* command = find_command(name);
    if (command != nullptr && command->hidden) continue;
    words += (words.empty() ? "" : " ") + name;
  }
  return words;
}

std::string bash_script() {
  std::string script =
      "# completion of braque for bash\n"
      "_braque() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command=${COMP_WORDS[1]} words=\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W \"" +
      visible_sections() +
      "\" -- \"$word\")); return\n"
      "  fi\n"
      "  case $before in\n";
  for (const Option& option : options())
    if (option.type == ValueType::choice)
      script += "    --" + std::string(option.name) + ") COMPREPLY=($(compgen -W \"" +
                choices_with_blanks(option) + "\" -- \"$word\")); return ;;\n";
  script += "  esac\n  case $command in\n";
  for (const std::string& section : section_names())
    if (std::string words = second_words(section); !words.empty())
      script += "    " + section +
                ") if [ \"$COMP_CWORD\" -eq 2 ]; then COMPREPLY=($(compgen -W \"" + words +
                "\" -- \"$word\")); return; fi; command=\"" + section + " ${COMP_WORDS[2]}\" ;;\n";
  script += "  esac\n  case $command in\n";
  for (const Command& command : commands())
    script += "    \"" + std::string(command.name) + "\") words=\"" + words_of(command) + "\" ;;\n";
  script +=
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "  [[ $word == -* ]] || COMPREPLY+=($(compgen -f -- \"$word\"))\n"
      "}\n"
      "complete -o filenames -F _braque braque\n";
  return script;
}

/// zsh runs the bash script through its own emulation, which keeps one script to test.
std::string zsh_script() {
  return "#compdef braque\n# completion of braque for zsh\n"
         "autoload -U +X bashcompinit && bashcompinit\n" +
         bash_script();
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish_script() {
  std::string script = "# completion of braque for fish\n";
  for (const std::string& section : section_names()) {
    const Command* command = find_command(section);
    if (command != nullptr && command->hidden) continue;
    script += "complete -c braque -n __fish_use_subcommand -a " + section;
    if (command != nullptr) script += " -d " + quoted(command->help);
    script += "\n";
    if (std::string words = second_words(section); !words.empty())
      script += "complete -c braque -n '__fish_seen_subcommand_from " + section + "' -a " +
                quoted(words) + "\n";
  }
  for (const Option& option : options()) {
    std::string when;
    for (const std::string& section : section_names())
      if (applies_to_section(option, section)) when += " " + section;
    script += "complete -c braque -n '__fish_seen_subcommand_from" + when + "' -l " +
              std::string(option.name);
    if (option.short_name != 0) script += std::string(" -s ") + option.short_name;
    if (option.type == ValueType::choice)
      script += " -x -a " + quoted(choices_with_blanks(option));
    else if (!is_switch(option.type))
      script += " -r";
    script += " -d " + quoted(option.help) + "\n";
  }
  return script;
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script();
  if (shell == "fish") return fish_script();
  return {};
}

}  // namespace braque::cli
