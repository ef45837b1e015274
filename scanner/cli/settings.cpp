#include "cli/settings.hpp"

#include "base/check.hpp"
#include "cli/parse_value.hpp"

namespace braque::cli {

const Setting& Settings::get(std::string_view name) const {
  auto found = settings_.find(name);
  BRAQUE_CHECK(found != settings_.end());
  return found->second;
}

bool Settings::flag(std::string_view name) const {
  const Setting& setting = get(name);
  return !setting.values.empty() && parse_boolean(setting.values.back()).value_or(false);
}

std::string Settings::text(std::string_view name) const {
  const Setting& setting = get(name);
  return setting.values.empty() ? std::string{} : setting.values.back();
}

std::uint64_t Settings::whole(std::string_view name) const {
  return parse_whole(text(name)).value_or(0);
}

void Settings::set(std::string_view name, Setting setting) {
  settings_.insert_or_assign(std::string(name), std::move(setting));
}

namespace {

/// The variable's value; a list is separated by the system's path-list separator.
std::optional<Setting> from_environment(const Option& option, const Environment& environment,
                                        std::vector<ConfigurationFault>& faults) {
  if (!option.configurable) return std::nullopt;
  std::string variable = environment_name(option);
  const char* text = environment(variable);
  if (text == nullptr || *text == 0) return std::nullopt;
  Setting setting{{}, variable};
  std::string_view rest = text;
  while (option.repeatable && rest.find(':') != std::string_view::npos) {
    setting.values.emplace_back(rest.substr(0, rest.find(':')));
    rest.remove_prefix(rest.find(':') + 1);
  }
  setting.values.emplace_back(rest);
  for (const std::string& value : setting.values)
    if (std::string fault = value_fault(option, value); !fault.empty())
      faults.push_back({"", 0, "the variable " + variable + " " + fault + "; mend or unset it"});
  return setting;
}

Setting settle_one(std::string_view command, const Option& option, const Arguments& arguments,
                   const Environment& environment, const Configuration& configuration,
                   std::vector<ConfigurationFault>& faults) {
  if (auto given = arguments.values.find(option.name); given != arguments.values.end())
    return {given->second, "command line"};
  if (auto setting = from_environment(option, environment, faults)) return *setting;
  if (const ConfiguredValue* value = configuration.find(command, configuration_key(option))) {
    for (const std::string& one : value->values)
      if (std::string fault = value_fault(option, one); !fault.empty())
        faults.push_back({value->file, value->line, value->key + " " + fault});
    return {value->values, value->file + ":" + std::to_string(value->line)};
  }
  Setting setting{{}, "default"};
  if (!option.built_in.empty()) setting.values.emplace_back(option.built_in);
  return setting;
}

}  // namespace

Settings settle(std::string_view command, const Arguments& arguments,
                const Environment& environment, const Configuration& configuration,
                std::vector<ConfigurationFault>& faults) {
  Settings settings;
  for (const Option* option : options_of(command))
    settings.set(option->name,
                 settle_one(command, *option, arguments, environment, configuration, faults));
  return settings;
}

}  // namespace braque::cli
