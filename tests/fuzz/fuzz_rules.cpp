// Any bytes as two rule files (parted at the first NUL): parsing ends, and every rule and fault it
// gives is whole.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "rule/parse_rules.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = bytes.find('\0');
  std::vector<braque::RuleFile> files = {{"first.toml", std::string(bytes.substr(0, cut))}};
  if (cut != std::string_view::npos) {
    files.push_back({"second.toml", std::string(bytes.substr(cut + 1))});
  }
  const braque::ParsedRules parsed = braque::parse_rules(files);
  for (const braque::Rule& rule : parsed.rules) {
    BRAQUE_CHECK(rule.id.find('.') != std::string::npos);
    BRAQUE_CHECK(!rule.kind.empty());
    BRAQUE_CHECK(!rule.examples.empty() && !rule.counterexamples.empty());
    BRAQUE_CHECK(rule.prior > 0 && rule.prior < 1);
    BRAQUE_CHECK(rule.origin.line > 0);
  }
  for (const braque::RuleFault& fault : parsed.faults) {
    BRAQUE_CHECK(!fault.message.empty());
    BRAQUE_CHECK(fault.file == "first.toml" || fault.file == "second.toml");
  }
  return 0;
}
