// The files that a plan names, looked at before a night needs them.
#pragma once

#include "cli/plan.hpp"

namespace braque::cli {

/// Files for TLS (ca_file, certificate_file, key_file) of destinations that are not there, are no
/// files or cannot be read by this account are faults with their place. For `config check`: who
/// scans need not be able to read what the account that delivers reads.
void check_plan_files(const Configuration& configuration, std::vector<ConfigurationFault>& faults);

}  // namespace braque::cli
