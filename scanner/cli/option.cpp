#include "cli/option.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "cli/parse_value.hpp"

namespace braque::cli {
namespace {

/// Calls `each` for the pieces of `list` between '|'; stops when it returns false.
template <typename Function>
void for_each_piece(std::string_view list, Function each) {
  while (!list.empty()) {
    auto bar = list.find('|');
    if (!each(list.substr(0, bar))) return;
    list = bar == std::string_view::npos ? std::string_view{} : list.substr(bar + 1);
  }
}

std::string choice_fault(const Option& option, std::string_view value) {
  std::string wanted = "must be one of ";
  bool found = false, first = true;
  for (std::string_view choice : choices_of(option)) {
    found |= choice == value;
    if (!first) wanted += ", ";
    first = false;
    wanted += choice;
  }
  return found ? std::string{} : wanted;
}

std::string output_fault(const Option& option, std::string_view value) {
  auto equals = value.find('=');
  if (equals == std::string_view::npos || equals + 1 == value.size())
    return "must be FORMAT=PATH, such as jsonl=findings.jsonl";
  std::string fault = choice_fault(option, value.substr(0, equals));
  return fault.empty() ? fault : "its format " + fault;
}

}  // namespace

bool applies_to(const Option& option, std::string_view command) {
  if (option.commands == "*") return true;
  bool found = false;
  for_each_piece(option.commands, [&](std::string_view name) {
    found = name == command;
    return !found;
  });
  return found;
}

std::vector<const Option*> options_of(std::string_view command) {
  std::vector<const Option*> found;
  for (const Option& option : options())
    if (applies_to(option, command)) found.push_back(&option);
  return found;
}

const Option* find_option(std::string_view command, std::string_view name) {
  for (const Option& option : options())
    if (option.name == name && applies_to(option, command)) return &option;
  return nullptr;
}

std::string environment_name(const Option& option) {
  std::string name = "BRAQUE_";
  for (char c : option.name)
    name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return name;
}

std::string configuration_key(const Option& option) {
  std::string key(option.name);
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

std::vector<std::string_view> choices_of(const Option& option) {
  std::vector<std::string_view> found;
  for_each_piece(option.choices, [&](std::string_view piece) {
    found.push_back(piece);
    return true;
  });
  return found;
}

std::string value_fault(const Option& option, std::string_view value) {
  switch (option.type) {
    case ValueType::flag:
    case ValueType::on_off:
      return parse_boolean(value) ? "" : "must be true or false";
    case ValueType::text:
    case ValueType::path:
      return value.empty() ? "must not be empty" : "";
    case ValueType::choice:
      return choice_fault(option, value);
    case ValueType::count: {
      auto count = parse_whole(value);
      return count && *count > 0 ? "" : "must be a whole number from 1";
    }
    case ValueType::count_or_all:
      return value == "all" || parse_whole(value) ? "" : "must be a whole number or \"all\"";
    case ValueType::number:
      return parse_whole(value) ? "" : "must be a whole number";
    case ValueType::percent:
      return parse_percent(value) ? "" : "must be a percentage above 0 and up to 100, such as 5%";
    case ValueType::sample:
      return value == "full" || parse_percent(value) || parse_whole(value).value_or(0) > 0
                 ? ""
                 : "must be a percentage such as 5%, a number of rows, or full";
    case ValueType::duration:
      return parse_duration_ms(value) ? "" : "must be a duration such as 90s, 15m, 8h or 2d";
    case ValueType::output:
      return output_fault(option, value);
    case ValueType::date:
      return parse_date_ms(value) ? "" : "must be a date such as 2027-06-30";
  }
  return "";
}

}  // namespace braque::cli
