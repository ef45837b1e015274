// The effective value of every option of one command, and where it came from. Order of precedence:
// command line, BRAQUE_* variables, --config FILE, $XDG_CONFIG_HOME/braque/config.toml,
// /etc/braque/conf.d/*.toml (later names win), /etc/braque/braque.toml, built-in default.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/configuration.hpp"
#include "cli/option.hpp"

namespace braque::cli {

struct Setting {
  std::vector<std::string> values;  ///< as text; empty: not set
  std::string origin;               ///< "command line", "BRAQUE_JOBS", "FILE:LINE", "default"
};

class Settings {
 public:
  /// All of these stop the program when the command has no option `name`: that is our own bug.
  const Setting& get(std::string_view name) const;
  bool has(std::string_view name) const { return !get(name).values.empty(); }
  bool flag(std::string_view name) const;
  /// The last value, or empty.
  std::string text(std::string_view name) const;
  std::uint64_t whole(std::string_view name) const;
  const std::vector<std::string>& all(std::string_view name) const { return get(name).values; }
  /// Whether the command has such an option at all.
  bool knows(std::string_view name) const { return settings_.find(name) != settings_.end(); }

  void set(std::string_view name, Setting setting);

 private:
  std::map<std::string, Setting, std::less<>> settings_;
};

/// Reads an environment variable; null when it is not set.
using Environment = std::function<const char*(const std::string&)>;

/// Settles every option of `command`. Faults are appended; the settings then must not be used.
Settings settle(std::string_view command, const Arguments& arguments,
                const Environment& environment, const Configuration& configuration,
                std::vector<ConfigurationFault>& faults);

}  // namespace braque::cli
