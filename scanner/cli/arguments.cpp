// The one file that knows CLI11; its exceptions end here. CLI11 splits the words; what a value must
// be is said by the option table alone.
#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/escape.hpp"
#include "cli/option.hpp"
#include "cli/suggest.hpp"

namespace braque::cli {
namespace {

Error usage(std::string_view command, std::string message) {
  return unexpected(ErrorKind::invalid,
                    message + " (see `braque " + std::string(command) + " --help`)");
}

Error unknown_option(std::string_view command, const std::string& word) {
  std::vector<std::string> names;
  for (const Option* option : options_of(command)) {
    names.push_back("--" + std::string(option->name));
    if (option->type == ValueType::on_off) names.push_back("--no-" + std::string(option->name));
  }
  std::string name = word.substr(0, word.find('='));
  std::string near = nearest(name, names);
  std::string message = "unknown option " + terminal_text(name);
  return usage(command, near.empty() ? message : message + "; did you mean " + near + "?");
}

/// What CLI11 collects before it is checked.
struct Collected {
  std::map<std::string, std::vector<std::string>, std::less<>> values;
  std::vector<std::string> positional;
};

void declare(CLI::App& app, const Option& option, Collected& collected) {
  std::string name(option.name);
  std::string names = "--" + name;
  if (option.short_name != 0) names = std::string("-") + option.short_name + "," + names;
  auto* values = &collected.values;
  if (option.type == ValueType::flag || option.type == ValueType::on_off) {
    app.add_flag_callback(names, [values, name] { (*values)[name] = {"true"}; });
    if (option.type == ValueType::on_off)
      app.add_flag_callback("--no-" + name, [values, name] { (*values)[name] = {"false"}; });
    return;
  }
  CLI::Option* added = app.add_option_function<std::vector<std::string>>(
      names, [values, name](const std::vector<std::string>& given) { (*values)[name] = given; });
  added->type_size(1)->expected(1);
  // Every option may be repeated; the checks below refuse it where only one value makes sense.
  added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
}

Result<Arguments> check(std::string_view command, Collected collected) {
  for (const auto& [name, values] : collected.values) {
    const Option& option = *find_option(command, name);
    if (!option.repeatable && values.size() > 1)
      return usage(command, "--" + name + " was given " + std::to_string(values.size()) +
                                " times; give it once");
    if (is_switch(option.type)) continue;
    for (const std::string& value : values)
      if (std::string fault = value_fault(option, value); !fault.empty())
        return usage(command, "--" + name + " " + fault + ", not \"" + terminal_text(value) + "\"");
  }
  return Arguments{std::move(collected.values), std::move(collected.positional)};
}

}  // namespace

Result<Arguments> parse_arguments(std::string_view command, const std::vector<std::string>& words) {
  Collected collected;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const Option* option : options_of(command)) declare(app, *option, collected);
  app.add_option("positional", collected.positional);
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return usage(command, error.what());
  } catch (const CLI::Error& error) {
    return usage(command, error.what());
  }
  for (const std::string& word : app.remaining())
    if (word.starts_with('-') && word != "--") return unknown_option(command, word);
  return check(command, std::move(collected));
}

}  // namespace braque::cli
