// The one option table: command line, help, man page, shell completion, BRAQUE_* variables and
// configuration files all come from it. Nothing about an option is written anywhere else.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace braque::cli {

enum class ValueType : std::uint8_t {
  flag,    ///< given or not
  on_off,  ///< --name or --no-name
  text,
  path,
  choice,        ///< one of `choices`
  count,         ///< whole number from 1
  count_or_all,  ///< whole number from 0, or "all"
  number,        ///< whole number from 0
  percent,       ///< above 0, up to 100, with or without "%"
  sample,        ///< a percentage, a number of rows, or "full"
  duration,      ///< 90, 90s, 15m, 8h or 2d
  output,        ///< FORMAT=PATH
  date,          ///< YYYY-MM-DD
};

struct Option {
  std::string_view name{};  ///< long name without dashes; unique for each command
  char short_name = 0;      ///< 0: none
  ValueType type = ValueType::text;
  std::string_view value_name{};  ///< "FILE"; empty for flags
  std::string_view choices{};     ///< "human|jsonl|csv", or the formats of an `output`
  std::string_view built_in{};    ///< the default; empty: none
  bool repeatable = false;
  bool configurable = true;     ///< also a configuration key and a variable
  std::string_view category{};  ///< heading in the help
  std::string_view commands{};  ///< names separated by '|', or "*" for all
  std::string_view help{};      ///< one line, no full stop
  std::string_view details{};   ///< further sentences for the manual; may be empty
};

/// Every option, in the order users see them.
std::span<const Option> options();

bool applies_to(const Option& option, std::string_view command);

/// The options of a command, in the order of the table.
std::vector<const Option*> options_of(std::string_view command);

/// Null when the command has no such option.
const Option* find_option(std::string_view command, std::string_view name);

/// "min-confidence" -> "BRAQUE_MIN_CONFIDENCE" and "min_confidence".
std::string environment_name(const Option& option);
std::string configuration_key(const Option& option);

/// Empty when `value` is one that the option takes; else what it must be, such as "must be one of
/// low, medium, high".
std::string value_fault(const Option& option, std::string_view value);

/// The choices as a list.
std::vector<std::string_view> choices_of(const Option& option);

/// True for types that take no value on the command line.
constexpr bool is_switch(ValueType type) noexcept {
  return type == ValueType::flag || type == ValueType::on_off;
}

}  // namespace braque::cli
