// The rows of the option table. A new option is one row here and its use in the command.
#include <array>

#include "cli/option.hpp"

namespace braque::cli {
namespace {

constexpr auto kOptions = std::to_array<Option>({
    {.name = "config", .type = ValueType::path, .value_name = "FILE", .configurable = false,
     .category = "General", .commands = "*",
     .help = "read this configuration file too",
     .details = "It outranks $XDG_CONFIG_HOME/braque/config.toml and /etc/braque. "
                "BRAQUE_CONFIG names one as well."},
    {.name = "lang", .type = ValueType::choice, .value_name = "LANGUAGE", .choices = "en|fr",
     .category = "General", .commands = "*",
     .help = "language of what people read (default: from the locale)"},
    {.name = "help", .short_name = 'h', .type = ValueType::flag, .configurable = false,
     .category = "General", .commands = "*", .help = "show this help"},
    {.name = "rules", .type = ValueType::path, .value_name = "DIR", .repeatable = true,
     .category = "Rules", .commands = "detect|rules list|rules show|rules explain|doctor",
     .help = "use the rules in this directory's *.toml files too"},
    {.name = "min-confidence", .type = ValueType::choice, .value_name = "LEVEL",
     .choices = "any|low|medium|high", .built_in = "low", .category = "Output",
     .commands = "detect", .help = "print matches of this confidence and above",
     .details = "high is a score of 0.90 and above, medium 0.60, low 0.30; any prints every value "
                "that passed its check."},
    {.name = "jsonl", .type = ValueType::flag, .configurable = false, .category = "Output",
     .commands = "detect", .help = "read {\"id\",\"text\"} lines, print one answer for each"},
    {.name = "offsets", .type = ValueType::choice, .value_name = "UNIT",
     .choices = "code-points|bytes", .built_in = "code-points", .category = "Output",
     .commands = "detect", .help = "what start and end of a match count"},
    {.name = "explain", .type = ValueType::flag, .configurable = false, .category = "Output",
     .commands = "detect", .help = "print each piece of evidence with its weight"},
    {.name = "format", .type = ValueType::choice, .value_name = "FORMAT",
     .choices = "human|jsonl", .built_in = "human", .category = "Output",
     .commands = "rules list|runs", .help = "for people or for programs"},
    {.name = "format", .type = ValueType::choice, .value_name = "FORMAT",
     .choices = "human|jsonl|csv", .built_in = "human", .category = "Output",
     .commands = "findings|items|issues", .help = "for people or for programs"},
    {.name = "index", .type = ValueType::path, .value_name = "FILE", .category = "Index",
     .commands = "findings|items|issues|runs|doctor",
     .help = "the index (default: $XDG_STATE_HOME/braque/index.db)",
     .details = "Without XDG_STATE_HOME: ~/.local/state/braque/index.db."},
    {.name = "run", .type = ValueType::count, .value_name = "N", .configurable = false,
     .category = "Filter", .commands = "findings|items|issues",
     .help = "as of this run (default: what is there now)"},
    {.name = "target", .type = ValueType::text, .value_name = "NAME", .configurable = false,
     .category = "Filter", .commands = "findings|items|issues",
     .help = "of the target with this lasting name"},
    {.name = "path", .type = ValueType::text, .value_name = "PATTERN", .configurable = false,
     .category = "Filter", .commands = "findings|items|issues",
     .help = "whose path matches; * stands for anything"},
    {.name = "rule", .type = ValueType::text, .value_name = "ID", .repeatable = true,
     .configurable = false, .category = "Filter", .commands = "findings",
     .help = "of this rule"},
    {.name = "category", .type = ValueType::text, .value_name = "NAME", .repeatable = true,
     .configurable = false, .category = "Filter", .commands = "findings",
     .help = "of this category"},
    {.name = "min-confidence", .type = ValueType::choice, .value_name = "LEVEL",
     .choices = "low|medium|high", .built_in = "medium", .category = "Filter",
     .commands = "findings", .help = "of this confidence and above"},
    {.name = "presence", .type = ValueType::choice, .value_name = "WORD",
     .choices = "new|seen|changed|gone", .repeatable = true, .configurable = false,
     .category = "Filter", .commands = "findings",
     .help = "new, seen, changed or gone; gone ones only when asked for"},
    {.name = "status", .type = ValueType::choice, .value_name = "WORD",
     .choices = "complete|partial|skipped", .repeatable = true, .configurable = false,
     .category = "Filter", .commands = "items|issues", .help = "that ended so"},
    {.name = "reason", .type = ValueType::text, .value_name = "WORD", .repeatable = true,
     .configurable = false, .category = "Filter", .commands = "items|issues",
     .help = "for this reason, such as encrypted"},
    {.name = "limit", .type = ValueType::count, .value_name = "N", .configurable = false,
     .category = "Filter", .commands = "findings|items|issues",
     .help = "at most this many"},
    {.name = "limit", .type = ValueType::count, .value_name = "N", .built_in = "20",
     .configurable = false, .category = "Filter", .commands = "runs", .help = "at most this many"},
    {.name = "key-file", .type = ValueType::path, .value_name = "DIR", .category = "Index",
     .commands = "doctor", .help = "directory of the two secret keys",
     .details = "Default: $XDG_CONFIG_HOME/braque/keys. Never the index's directory."},
});

}  // namespace

std::span<const Option> options() { return kOptions; }

}  // namespace braque::cli
