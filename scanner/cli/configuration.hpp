// Configuration files in TOML. A key at the top applies to every command that has the option; a key
// in a command's table, such as [scan], to that command only, and wins over the top in the same
// file.
//     lang = "fr"
//     [scan]
//     min_confidence = "high"
// Unknown keys and values of the wrong kind are faults; all of them are listed.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace braque::cli {

/// One fault; `line` counts from 1, 0 when there is none. `file` is empty for variables.
struct ConfigurationFault {
  std::string file;
  int line = 0;
  std::string message;  ///< what is wrong and how to mend it
};

struct ConfiguredValue {
  std::string file;
  int line = 0;
  std::string command;  ///< empty: for every command
  std::string key;
  std::vector<std::string> values;
};

/// The values of all files, the later ones outranking the earlier.
class Configuration {
 public:
  /// Null when no file has the key for this command.
  const ConfiguredValue* find(std::string_view command, std::string_view key) const;
  /// Of a plan's table, such as "destination.siem" (plan.hpp); the key "" is the table itself.
  /// Later files outrank earlier ones key by key.
  const ConfiguredValue* planned(std::string_view table, std::string_view key) const;
  /// The names below "destination", in the order of their first appearance.
  std::vector<std::string> planned_names(std::string_view table) const;
  /// That a plan's table has the key, whether or not its value is any good.
  void mention(std::string_view table, std::string_view key) { mentioned_.emplace(table, key); }
  bool mentions(std::string_view table, std::string_view key) const {
    return mentioned_.count({std::string(table), std::string(key)}) != 0;
  }
  void add(ConfiguredValue value) { values_.push_back(std::move(value)); }
  /// Marks the end of a file: what follows outranks what came before.
  void end_file() { ends_.push_back(values_.size()); }
  /// How many files were read.
  std::size_t files() const { return ends_.size(); }

 private:
  std::vector<ConfiguredValue> values_;
  std::vector<std::size_t> ends_;
  std::set<std::pair<std::string, std::string>> mentioned_;
};

/// Reads the text of one file into `configuration`. `commands` are the names that may be tables.
void read_configuration(const std::string& file, std::string_view text,
                        Configuration& configuration, std::vector<ConfigurationFault>& faults);

/// Where configuration is looked for.
struct ConfigurationPlaces {
  std::string system_file;       ///< /etc/braque/braque.toml
  std::string system_directory;  ///< /etc/braque/conf.d
  std::string user_file;         ///< $XDG_CONFIG_HOME/braque/config.toml
  std::string explicit_file;     ///< --config; must exist when it is not empty
};

/// Loads every file that exists; files that cannot be read are faults.
Configuration load_configuration(const ConfigurationPlaces& places,
                                 std::vector<ConfigurationFault>& faults);

}  // namespace braque::cli
