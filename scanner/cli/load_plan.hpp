// The plan of the configuration files that hold for this call.
#pragma once

#include "cli/plan.hpp"
#include "cli/settings.hpp"

namespace braque::cli {

/// Every fault of every file, one a line, when there is any (ErrorKind::invalid).
Result<Plan> load_plan(const Settings& settings);

/// Delivers to one destination and says on stderr what did not go; the exit code for it.
struct Told {
  exporting::Delivered delivered;
  bool failed = false;  ///< spooled, or nothing could be tried
};
Result<Told> deliver_to(const Settings& settings, const Plan& plan,
                        const PlannedDestination& planned);

/// Faults as "FILE:LINE: message" lines.
std::string faults_text(const std::vector<ConfigurationFault>& faults);
/// --config, or BRAQUE_CONFIG; "" for neither.
std::string explicit_file(const Settings& settings);
/// The files that a call with these settings reads.
ConfigurationPlaces configuration_places(const std::string& explicit_file);

}  // namespace braque::cli
