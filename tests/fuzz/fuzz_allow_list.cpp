// Allow lists: any text gives entries or faults; entries that compile can be asked about values and
// places.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "bytes_file.hpp"
#include "cli/allow_file.hpp"
#include "rule/parse_rules.hpp"

namespace {

using namespace braque;

const RuleSet& rules() {
  static const std::unique_ptr<const RuleSet> set = [] {
    constexpr std::string_view kRule =
        "[[rule]]\nid = \"x.code\"\nname = \"Code\"\ncategory = \"secret\"\ngdpr = \"personal\"\n"
        "pattern = 'X[0-9]{4}'\nexamples = [\"X1234\"]\ncounterexamples = [\"X12\"]\n";
    const std::vector<RuleFile> files = {{"rule.toml", std::string(kRule)}};
    ParsedRules parsed = parse_rules(files);
    std::vector<RuleFault> faults;
    auto compiled = RuleSet::compile(std::move(parsed.rules), nullptr, faults);
    BRAQUE_CHECK(compiled != nullptr && faults.empty());
    return compiled;
  }();
  return *set;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const fuzz::BytesFile file(text);
  auto entries = cli::read_allow_files({file.path()});
  if (!entries) {
    BRAQUE_CHECK(!entries.error().message.empty());
    return 0;
  }
  for (const AllowEntry& entry : *entries) BRAQUE_CHECK(!entry.reason.empty());
  const auto list = AllowList::compile(std::move(*entries), rules());
  if (!list) return 0;
  (void)(*list)->value(0, text.substr(0, 64), [] { return Digest{}; });
  (void)(*list)->place(0, text.substr(0, 64));
  return 0;
}
