// Targets, destinations and schedules of a configuration: any text gives a plan or faults with a
// message, and a plan without faults names no destination or target that it does not have.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "cli/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace braque::cli;
  Configuration configuration;
  std::vector<ConfigurationFault> faults;
  read_configuration("fuzz.toml", {reinterpret_cast<const char*>(data), size}, configuration,
                     faults);
  const Plan plan = make_plan(configuration, faults);
  for (const ConfigurationFault& fault : faults) BRAQUE_CHECK(!fault.message.empty());
  if (!faults.empty()) return 0;
  for (const PlannedTarget& target : plan.targets)
    BRAQUE_CHECK(!target.name.empty() && !target.path.empty());
  for (const Schedule& schedule : plan.schedules)
    for (const std::string& name : schedule.destinations)
      BRAQUE_CHECK(plan.destination(name) != nullptr);
  return 0;
}
