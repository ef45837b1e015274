// The one file of the command line that knows toml++.
#include "cli/configuration.hpp"

#include <algorithm>
#include <set>

#include "cli/command_names.hpp"
#include "cli/files.hpp"
#include "cli/option.hpp"
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
      if (inner != nullptr && known_section(name))
        for (const auto& [inner_key, inner_node] : *inner)
          read_key(name, std::string(inner_key.str()), inner_node,
                   static_cast<int>(inner_key.source().begin.line));
      else
        read_key("", name, node, line);
    }
  }

 private:
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
    std::vector<std::string> names(known.begin(), known.end());
    std::string message = (is_table ? "unknown table [" : "unknown key \"") + key +
                          (is_table ? "]" : "\"");
    if (!command.empty()) message += " in [" + command + "]";
    std::string near = nearest(key, names);
    fault(line, message + (near.empty() ? "; remove it (`braque config show` lists the keys)"
                                        : "; did you mean \"" + near + "\"?"));
  }

  void read_key(const std::string& command, const std::string& key, const toml::node& node,
                int line) {
    auto options = candidates(command, key);
    if (options.empty()) return unknown(command, key, node.is_table(), line);
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
    if (auto text = node.value_exact<std::string>()) value.values.push_back(*text);
    else if (auto flag = node.value_exact<bool>()) value.values.push_back(*flag ? "true" : "false");
    else if (auto number = node.value_exact<std::int64_t>())
      value.values.push_back(std::to_string(*number));
    else return false;
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
