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
});

}  // namespace

std::span<const Option> options() { return kOptions; }

}  // namespace braque::cli
