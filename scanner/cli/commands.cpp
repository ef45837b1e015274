// The table of commands.
#include <array>

#include "cli/command.hpp"
#include "cli/command_names.hpp"
#include "cli/commands.hpp"

namespace braque::cli {
namespace {

constexpr auto kCommands = std::to_array<Command>({
    {.name = "scan",
     .arguments = "TARGET...",
     .arguments_min = 1,
     .arguments_max = -1,
     .help = "find personal data in files and folders, and keep an index of it",
     .details = "TARGET is a path or a file: URI. Nothing that is scanned is changed; the index "
                "holds masks and keyed fingerprints, never a value. What could not be read is "
                "listed with its reason.",
     .run = scan},
    {.name = "detect",
     .arguments = "[FILE|-]",
     .arguments_max = 1,
     .help = "find personal data in one text; nothing is stored",
     .details = "Without FILE, or with -, standard input is read. The text is treated like the "
                "content of a text file: tables, JSON, mails and forms in it are recognised. One "
                "line is printed for each match: line:start-end, rule, confidence, score, mask.",
     .run = detect},
    {.name = "extract",
     .arguments = "FILE",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "the text units and item records that a scan of a file would see",
     .details = "Prints what the file says: it holds the values themselves.",
     .run = extract},
    {.name = "formats",
     .arguments = "",
     .help = "everything that is read: formats, their libraries, the limits",
     .details = {},
     .run = formats},
    {.name = "findings",
     .arguments = "",
     .help = "what was found, from the index",
     .details = "Every finding with its place, rule, confidence and mask; never a value.",
     .run = findings},
    {.name = "items",
     .arguments = "",
     .help = "what was scanned, from the index",
     .details = {},
     .run = items},
    {.name = "issues",
     .arguments = "",
     .help = "what was not fully scanned, and why, from the index",
     .details = {},
     .run = issues},
    {.name = "runs",
     .arguments = "",
     .help = "the scans in the index, the newest first",
     .details = {},
     .run = runs},
    {.name = "rules list",
     .arguments = "",
     .help = "the rules, with their names and categories",
     .details = {},
     .run = rules_list},
    {.name = "rules show",
     .arguments = "RULE",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "one rule: what it finds and how it is checked",
     .details = {},
     .run = rules_show},
    {.name = "rules check",
     .arguments = "[DIR...]",
     .arguments_max = -1,
     .help = "run every example and counterexample of the rules",
     .details = "The *.toml files of each DIR are checked along with the built-in rules. A regular "
                "expression that is slow is named with its measured cost.",
     .run = rules_check},
    {.name = "rules explain",
     .arguments = "RULE",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "which engine serves a rule, what it costs, what evidence weighs",
     .details = {},
     .run = rules_explain},
    {.name = "edm build",
     .arguments = "FILE.csv",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "turn a list of known people into keyed hashes for scan --edm",
     .details = "FILE.csv is a table with a header row, in UTF-8 or Latin-1. What is written holds "
                "no value of the columns, and means nothing without this machine's fingerprint key. "
                "Names need two words, numbers five letters and digits.",
     .run = edm_build},
    {.name = "doctor",
     .arguments = "",
     .help = "check the engine, the rules, the keys and the index",
     .details = "Exit status 0 when all is well, 2 when something must be mended.",
     .run = doctor},
    {.name = "config show",
     .arguments = "[COMMAND]",
     .arguments_max = 1,
     .help = "every effective setting of a command and where it comes from",
     .details = {},
     .run = config_show},
    {.name = "completion",
     .arguments = "bash|zsh|fish",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "print the completion script of a shell",
     .details = "For bash: `braque completion bash > /etc/bash_completion.d/braque`.",
     .run = print_completion},
    {.name = "man",
     .arguments = "",
     .hidden = true,
     .help = "print the manual page (troff)",
     .details = {},
     .run = print_manual},
});

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  for (const Command& command : kCommands)
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace braque::cli
