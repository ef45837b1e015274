// Profiles: any text gives a profile or faults, and what a profile chooses among the built-in rules
// can be asked.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "rule/profile.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace braque;
  static const ParsedRules built_in = parse_rules(embedded_rules());
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<RuleFault> faults;
  const auto profile = parse_profile({"fuzz.toml", text}, faults);
  BRAQUE_CHECK(profile.has_value() == faults.empty());
  if (profile) {
    check_profile(*profile, built_in.rules, faults);
    for (const Rule& rule : built_in.rules)
      if (profile->chooses(rule)) (void)profile->threshold(rule);
  }
  for (const RuleFault& fault : faults)
    BRAQUE_CHECK(!fault.message.empty() && fault.file == "fuzz.toml");
  return 0;
}
