// The loader of configuration files: any bytes give values or faults, each fault with a message.
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "cli/configuration.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  braque::cli::Configuration configuration;
  std::vector<braque::cli::ConfigurationFault> faults;
  braque::cli::read_configuration("fuzz.toml", text, configuration, faults);
  for (const auto& fault : faults) BRAQUE_CHECK(!fault.message.empty());
  configuration.find("detect", "offsets");
  return 0;
}
