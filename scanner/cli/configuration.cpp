// The one file of the command line that knows toml++.
#include "cli/configuration.hpp"

#include <algorithm>
#include <set>

#include "cli/command_names.hpp"
#include "cli/files.hpp"
#include "cli/option.hpp"
#include "cli/plan.hpp"
#include "cli/suggest.hpp"
#include "rule/toml.hpp"

namespace braque::cli {
namespace {

class FileReader {
 public:
  FileReader(const std::string& file, Configuration& configuration,
             std::vector<ConfigurationFault>& faults)
      : file_(file), configuration_(configuration), faults_(faults) {}

  void read(const toml::table& table) {
    for (const auto& [key, node] : table) {
      std::string name(key.str());
      int line = static_cast<int>(key.source().begin.line);
      const toml::table* inner = node.as_table();
      if (is_plan_table(name))
        read_plan(name, node, line);
      else if (inner != nullptr && known_section(name))
        for (const auto& [inner_key, inner_node] : *inner)
          read_key(name, std::string(inner_key.str()), inner_node,
                   static_cast<int>(inner_key.source().begin.line));
      else
        read_key("", name, node, line);
    }
  }

 private:
  /// [retention], or the tables [target.NAME].
  void read_plan(const std::string& name, const toml::node& node, int line) {
    const toml::table* table = node.as_table();
    if (table == nullptr)
      return fault(line,
                   name + " must be a table: [" + name + (is_named_table(name) ? ".NAME]" : "]"));
    if (!is_named_table(name)) return read_plan_table(name, name, *table, line);
    for (const auto& [key, inner] : *table) {
      const std::string word(key.str());
      const int at = static_cast<int>(key.source().begin.line);
      if (inner.as_table() == nullptr) {
        fault(at, "[" + name + "] has no key of its own; write [" + name + ".NAME] above \"" +
                      word + "\"");
        continue;
      }
      const bool plain =
          word.size() <= 32 &&
          word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
      if (plain && !word.empty())
        read_plan_table(name, name + "." + word, *inner.as_table(), at);
      else
        fault(at, "the name \"" + word + "\" must be up to 32 of a-z, 0-9, _ and -");
    }
  }

  void read_plan_table(const std::string& name, const std::string& whole, const toml::table& table,
                       int line) {
    configuration_.add({file_, line, whole, "", {}});  // that it is there
    const auto keys = plan_options_of(name);
    for (const auto& [key, node] : table) {
      const std::string word(key.str());
      const int at = static_cast<int>(key.source().begin.line);
      configuration_.mention(whole, word);
      const auto found = std::find_if(keys.begin(), keys.end(), [&](const Option* one) {
        return configuration_key(*one) == word;
      });
      if (found == keys.end())
        unknown_plan_key(whole, word, keys, at);
      else
        read_value(whole, word, node, at, {*found});
    }
  }

  void unknown_plan_key(const std::string& table, const std::string& key,
                        const std::vector<const Option*>& keys, int line) {
    if (key == "password" || key == "token" || key == "secret")
      return fault(line, "secrets are not written here; use " +
                             std::string(key == "password" ? "password" : "token") + "_file or " +
                             (key == "password" ? "password" : "token") + "_credential");
    std::vector<std::string> names;
    for (const Option* one : keys) names.push_back(configuration_key(*one));
    const std::string near = nearest(key, names);
    fault(line, "unknown key \"" + key + "\" in [" + table + "]" +
                    (near.empty() ? "; remove it (`braque config schema` lists the keys)"
                                  : "; did you mean \"" + near + "\"?"));
  }

  static bool known_section(const std::string& name) {
    auto names = section_names();
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  /// The options that `key` can mean in this table.
  static std::vector<const Option*> candidates(const std::string& command, const std::string& key) {
    std::vector<const Option*> found;
    for (const Option& option : options())
      if (option.configurable && configuration_key(option) == key &&
          (command.empty() || applies_to_section(option, command)))
        found.push_back(&option);
    return found;
  }

  void fault(int line, std::string message) {
    faults_.push_back({file_, line, std::move(message)});
  }

  void unknown(const std::string& command, const std::string& key, bool is_table, int line) {
    std::set<std::string> known;
    for (const Option& option : options())
      if (option.configurable && (command.empty() || applies_to_section(option, command)))
        known.insert(configuration_key(option));
    if (command.empty())
      for (const std::string& name : section_names()) known.insert(name);
    if (command.empty() && is_table)
      for (const std::string& name : plan_table_names()) known.insert(name);
    std::vector<std::string> names(known.begin(), known.end());
    std::string message =
        (is_table ? "unknown table [" : "unknown key \"") + key + (is_table ? "]" : "\"");
    if (!command.empty()) message += " in [" + command + "]";
    std::string near = nearest(key, names);
    fault(line, message + (near.empty() ? "; remove it (`braque config show` lists the keys)"
                                        : "; did you mean \"" + near + "\"?"));
  }

  void read_key(const std::string& command, const std::string& key, const toml::node& node,
                int line) {
    auto options = candidates(command, key);
    if (options.empty()) return unknown(command, key, node.is_table(), line);
    read_value(command, key, node, line, options);
  }

  void read_value(const std::string& command, const std::string& key, const toml::node& node,
                  int line, const std::vector<const Option*>& options) {
    ConfiguredValue value{file_, line, command, key, {}};
    const Option& option = *options.front();
    if (const toml::array* array = node.as_array()) {
      if (!option.repeatable) return fault(line, key + " takes one value, not a list");
      for (const toml::node& element : *array)
        if (!append(element, value)) return fault(line, key + " must be a list of texts");
    } else if (!append(node, value)) {
      return fault(line, key + " must be a text, a number, true or false");
    }
    // A key at the top may serve several commands with different choices: one of them must fit.
    std::string wrong;
    for (const std::string& text : value.values) {
      bool fits = false;
      for (const Option* one : options) fits |= value_fault(*one, text).empty();
      if (!fits) wrong = value_fault(option, text);
    }
    if (!wrong.empty()) return fault(line, key + " " + wrong);
    configuration_.add(std::move(value));
  }

  static bool append(const toml::node& node, ConfiguredValue& value) {
    if (auto text = node.value_exact<std::string>())
      value.values.push_back(*text);
    else if (auto flag = node.value_exact<bool>())
      value.values.push_back(*flag ? "true" : "false");
    else if (auto number = node.value_exact<std::int64_t>())
      value.values.push_back(std::to_string(*number));
    else
      return false;
    return true;
  }

  const std::string& file_;
  Configuration& configuration_;
  std::vector<ConfigurationFault>& faults_;
};

void load_file(const std::string& path, bool must_exist, Configuration& configuration,
               std::vector<ConfigurationFault>& faults) {
  if (path.empty()) return;
  constexpr std::size_t kFileBytesMax = 1 << 20;
  auto text = read_small_file(path, kFileBytesMax);
  if (!text) {
    if (must_exist || text.error().kind != ErrorKind::unavailable)
      faults.push_back({path, 0, text.error().message});
    return;
  }
  read_configuration(path, *text, configuration, faults);
}

}  // namespace

const ConfiguredValue* Configuration::find(std::string_view command, std::string_view key) const {
  // A command's section may be the first word of its name ("rules" for "rules list").
  std::string_view section = command.substr(0, command.find(' '));
  std::size_t end = values_.size();
  for (auto file_end = ends_.rbegin(); end > 0;) {
    while (file_end != ends_.rend() && *file_end >= end) ++file_end;
    std::size_t begin = file_end == ends_.rend() ? 0 : *file_end;
    const ConfiguredValue* general = nullptr;
    for (std::size_t i = begin; i < end; ++i) {
      if (values_[i].key != key) continue;
      if (values_[i].command == section) return &values_[i];
      if (values_[i].command.empty()) general = &values_[i];
    }
    if (general != nullptr) return general;
    end = begin;
  }
  return nullptr;
}

const ConfiguredValue* Configuration::planned(std::string_view table, std::string_view key) const {
  for (auto value = values_.rbegin(); value != values_.rend(); ++value)
    if (value->command == table && value->key == key) return &*value;
  return nullptr;
}

std::vector<std::string> Configuration::planned_names(std::string_view table) const {
  std::vector<std::string> names;
  const std::string prefix = std::string(table) + ".";
  for (const ConfiguredValue& value : values_) {
    if (!value.key.empty() || !value.command.starts_with(prefix)) continue;
    std::string name = value.command.substr(prefix.size());
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

void read_configuration(const std::string& file, std::string_view text,
                        Configuration& configuration, std::vector<ConfigurationFault>& faults) {
  TomlFault fault;
  if (const auto document = parse_toml(text, fault)) {
    FileReader(file, configuration, faults).read(*document);
  } else {
    faults.push_back({file, fault.line, fault.message});
  }
  configuration.end_file();
}

Configuration load_configuration(const ConfigurationPlaces& places,
                                 std::vector<ConfigurationFault>& faults) {
  Configuration configuration;
  load_file(places.system_file, false, configuration, faults);
  for (const std::string& path : files_with_ending(places.system_directory, ".toml"))
    load_file(path, false, configuration, faults);
  load_file(places.user_file, false, configuration, faults);
  load_file(places.explicit_file, true, configuration, faults);
  return configuration;
}

}  // namespace braque::cli
