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
     .arguments_min = 0,
     .arguments_max = -1,
     .help = "find personal data in files, folders and databases, and keep an index of it",
     .details = "TARGET is a path, a file: URI, or a database's (postgresql://host/database). "
                "Nothing that is scanned is changed; the index "
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
    {.name = "sources grants",
     .arguments = "ENGINE",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "what an account needs to scan a database, as statements",
     .details = "ENGINE is postgresql or mariadb.",
     .run = sources_grants},
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
    {.name = "columns",
     .arguments = "",
     .help = "the columns of databases: what is in each, how much of it was read, from the index",
     .details = "Of a sample, the share of cells with a match lies between the two bounds 19 times "
                "out of 20; of a "
                "clean column the upper one is what may have been missed.",
     .run = columns},
    {.name = "runs",
     .arguments = "",
     .help = "the scans in the index, the newest first",
     .details = {},
     .run = runs},
    {.name = "runs diff",
     .arguments = "EARLIER LATER",
     .arguments_min = 2,
     .arguments_max = 2,
     .help = "findings that are new, changed or gone between two runs",
     .details = "As the index knew them after each of the runs, whatever their targets; `braque "
                "runs` lists "
                "the runs with their numbers.",
     .run = runs_diff},
    {.name = "export",
     .arguments = "",
     .help = "what was found, for a SIEM or for programs, from the index",
     .details =
         "Findings in one of many formats, to standard output or a file. Never a value; masks and "
         "fingerprints only with --masked and --fingerprints. With --to, what a destination of the "
         "configuration has not got yet: new, changed and gone findings, how scans began and "
         "ended. "
         "Exit status 5 when it could not take everything; the next call goes on.",
     .run = export_events},
    {.name = "export status",
     .arguments = "",
     .help = "how far each destination has come, and what it refused",
     .details = {},
     .run = export_status},
    {.name = "night",
     .arguments = "[SCHEDULE]",
     .arguments_max = 1,
     .help = "scan every target and tell every destination of the configuration",
     .details = "What braque@.service runs. Also forgets what is over its retention and writes "
                "metrics. SCHEDULE names a "
                "[schedule.NAME]; without it everything is done.",
     .run = night},
    {.name = "subject",
     .arguments = "[FILE|-]",
     .arguments_max = 1,
     .help = "where one person's data are, from the index",
     .details = "The person's values are read from FILE or standard input, one a line (email: ..., "
                "phone: ..., name: "
                "..., born: ..., address: ..., or the id of a rule), never from arguments. They "
                "are not stored; that "
                "somebody searched is, with keyed fingerprints.",
     .run = subject},
    {.name = "impact",
     .arguments = "",
     .help = "what a set of files held, for the notification of a breach",
     .details = "Categories of data and of people, and the numbers of people and records as a "
                "lower and an upper bound, from "
                "the index; what the notification (Art. 33), the register of breaches and Art. 34 "
                "still ask for. What was "
                "not read is counted apart. Lists of Windows and UNC paths are understood.",
     .run = impact},
    {.name = "report html",
     .arguments = "",
     .help = "the whole picture as one page that loads nothing",
     .details =
         "Coverage first, then risk by category and source, the worst folders, what is new, what "
         "was not read. The "
         "tables sort and filter. `--output FILE` writes it with mode 0600; paths stand in it.",
     .run = report_html},
    {.name = "report retention",
     .arguments = "",
     .help = "what is over the time that it may be kept",
     .details = "By a table of processings with their folders, trigger, periods, legal basis and "
                "stage. The built-in one holds "
                "periods of French law and of the CNIL, each with its source; --defaults prints it "
                "to be edited. Results are "
                "candidates.",
     .run = report_retention},
    {.name = "report register",
     .arguments = "",
     .help = "the register of processing activities (Art. 30), declared against found",
     .details = "Activities are declared in a TOML or CSV file (--defaults prints an example); "
                "location, processor and "
                "purpose of a target may stand in the configuration.",
     .run = report_register},
    {.name = "report duplicates",
     .arguments = "",
     .help = "personal data that lie in several places",
     .details = "Identical files by their content's hash; files with four fifths of their personal "
                "data in common by "
                "fingerprints. The index keeps no text, so texts that differ in wording alone are "
                "not found.",
     .run = report_duplicates},
    {.name = "report trend",
     .arguments = "",
     .help = "what each run brought, with changes of rules marked",
     .details = {},
     .run = report_trend},
    {.name = "report accuracy",
     .arguments = "",
     .help = "people whose data contradict each other in different places",
     .details = "By fingerprints alone, of the samples that the index keeps: `scan --samples all` "
                "compares all values.",
     .run = report_accuracy},
    {.name = "report exposure",
     .arguments = "",
     .help = "who can read what holds personal data",
     .details = "Everybody, large groups, accounts that are no more: from modes and access lists, "
                "asked of the file "
                "system now. What cannot be known is called unknown.",
     .run = report_exposure},
    {.name = "report owners",
     .arguments = "",
     .help = "whose files hold personal data, or the files of one owner",
     .details = "A list for each owner, without values: whoever knows the files decides what is "
                "still needed.",
     .run = report_owners},
    {.name = "explain",
     .arguments = "RULE",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "what a kind of finding means: the law, the risk, what to do",
     .details =
         "RULE is the id of a rule (`braque rules list`) or a category. This is no legal advice.",
     .run = explain},
    {.name = "suppress add",
     .arguments = "",
     .help = "put findings aside, for a reason and for a time",
     .details =
         "What is named by --finding, --fingerprint, --path, --rule and --column must all hold. A "
         "fingerprint suppresses findings all of whose values are suppressed. Suppressed findings "
         "are "
         "counted and kept, `findings --suppressed` shows them, and after --until they are back.",
     .run = suppress_add},
    {.name = "suppress list",
     .arguments = "",
     .help = "every suppression that ever was, and how many findings it covers",
     .details = {},
     .run = suppress_list},
    {.name = "suppress end",
     .arguments = "NUMBER",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "end a suppression before its day",
     .details = {},
     .run = suppress_end},
    {.name = "triage",
     .arguments = "FINDING_ID",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "say what becomes of a finding; without --state: what was said",
     .details = "`braque findings --format jsonl` prints the ids.",
     .run = triage},
    {.name = "baseline write",
     .arguments = "FILE",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "write down what is there now, for scan --baseline",
     .details = "Only after a run that looked at everything. The file holds ids and hashes of "
                "fingerprints, "
                "no path and no mask.",
     .run = baseline_write},
    {.name = "baseline show",
     .arguments = "FILE",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "how many findings a baseline holds",
     .details = {},
     .run = baseline_show},
    {.name = "audit list",
     .arguments = "",
     .help = "who decided what about the index, the oldest first",
     .details = {},
     .run = audit_list},
    {.name = "audit verify",
     .arguments = "",
     .help = "whether a record of the audit trail was changed or removed",
     .details =
         "Exit status 2 when one was. The key is the id key: whoever has the index alone cannot "
         "forge a record. That the last records were cut off shows in their number only.",
     .run = audit_verify},
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
     .details =
         "FILE.csv is a table with a header row, in UTF-8 or Latin-1. What is written holds "
         "no value of the columns, and means nothing without this machine's fingerprint key. "
         "Names need two words, numbers five letters and digits.",
     .run = edm_build},
    {.name = "purge",
     .arguments = "",
     .help = "forget a target, what is long gone, or old runs",
     .details = "What is deleted is overwritten. The audit trail keeps the numbers.",
     .run = purge},
    {.name = "backup",
     .arguments = "FILE",
     .arguments_min = 1,
     .arguments_max = 1,
     .help = "a whole copy of the index, even while a scan runs",
     .details = "The keys are not in it: keep a copy of their directory elsewhere.",
     .run = backup},
    {.name = "keys rotate",
     .arguments = "",
     .help = "put a new fingerprint key in the place of the old one",
     .details = "Ids of findings stay. The old key is kept beside the new one under its id, for "
                "searches in "
                "what has not been read again.",
     .run = keys_rotate},
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
    {.name = "config check",
     .arguments = "[FILE...]",
     .arguments_max = -1,
     .help = "every fault of the configuration with its file, line and remedy",
     .details = "Without FILE: the files that every command reads.",
     .run = config_check},
    {.name = "config schema",
     .arguments = "",
     .help = "the JSON Schema of configuration files, for editors",
     .details = {},
     .run = config_schema},
    {.name = "init",
     .arguments = "[FILE]",
     .arguments_max = 1,
     .help = "write a configuration file with comments (/etc/braque/braque.toml)",
     .details = "An existing file is left alone.",
     .run = init},
    {.name = "metrics",
     .arguments = "",
     .help = "coverage, findings and deliveries for Prometheus",
     .details = {},
     .run = print_metrics},
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
