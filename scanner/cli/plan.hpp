// What an administrator writes down once for every night: targets, destinations, schedules,
// retention, delivery and metrics, as tables of the configuration files. Their keys are rows of a
// table like the options' (plan_table.cpp), so that reading, checking, the JSON Schema for editors
// and `braque init` agree.
//     [target.finance]
//     path = "/srv/finance"
//     [destination.siem]
//     type = "syslog"
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/configuration.hpp"
#include "cli/option.hpp"
#include "export/delivery.hpp"

namespace braque::cli {

/// Keys of the tables; Option::commands names the table.
std::span<const Option> plan_options();
/// Tables that hold named tables (target, destination, schedule), and those that hold keys.
bool is_named_table(std::string_view table) noexcept;
bool is_plan_table(std::string_view table) noexcept;
std::vector<std::string> plan_table_names();
/// The keys of a plan's table; those of a target include the options of scan.
std::vector<const Option*> plan_options_of(std::string_view table);

struct PlannedTarget {
  std::string name, path;
  std::string as;
  std::string location, processor, purpose;  ///< for the register
  std::map<std::string, std::vector<std::string>>
      options;  ///< of scan, by their names on the command line
};

struct PlannedDestination {
  exporting::Destination destination;  ///< without secrets
  std::string token_file, token_credential, password_file, password_credential, key_credential;
};

struct Schedule {
  std::string name;
  std::vector<std::string> targets, destinations;  ///< empty: all
  std::string max_time;
};

struct Plan {
  std::vector<PlannedTarget> targets;
  std::vector<PlannedDestination> destinations;
  std::vector<Schedule> schedules;
  std::string retention_gone, retention_runs;  ///< durations; "" for never
  std::uint64_t patience_ms = 60'000;
  exporting::SpoolLimits spool;
  std::string metrics_file;

  const PlannedDestination* destination(std::string_view name) const;
  const Schedule* schedule(std::string_view name) const;
};

/// Everything that does not fit together is a fault with its place.
Plan make_plan(const Configuration& configuration, std::vector<ConfigurationFault>& faults);

/// Reads the secrets from files or from systemd's credentials ($CREDENTIALS_DIRECTORY). A file that
/// others can read is refused.
Result<exporting::Destination> with_secrets(const PlannedDestination& planned);

}  // namespace braque::cli
