// Lines of `braque subject`: each is understood or refused, and what a refusal says holds nothing
// of the line.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "cli/subject_query.hpp"
#include "rule/parse_rules.hpp"

namespace {

using namespace braque;

const RuleSet& rules() {
  static const std::unique_ptr<const RuleSet> set = [] {
    ParsedRules parsed = parse_rules(embedded_rules());
    std::vector<RuleFault> faults;
    auto compiled = RuleSet::compile(std::move(parsed.rules), nullptr, faults);
    BRAQUE_CHECK(compiled != nullptr && faults.empty());
    return compiled;
  }();
  return *set;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<Fingerprinter> keys = {Fingerprinter(Key{})};
  std::string_view text(reinterpret_cast<const char*>(data), size);
  cli::SubjectQueryReader reader(rules(), keys, size % 2 == 0 ? "FR" : "");
  for (std::uint64_t number = 1; !text.empty() && number < 16; ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const auto done = reader.add_line(line, number);
    if (!done) {
      // The refusal's own words may be in the line, so they are compared with those for another.
      const auto other = cli::SubjectQueryReader(rules(), keys, "").add_line("?", number);
      BRAQUE_CHECK(!other && done.error().message == other.error().message);
      BRAQUE_CHECK(done.error().message.find(std::to_string(number)) != std::string::npos);
    }
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  const cli::SubjectQuery query = reader.take();
  BRAQUE_CHECK(query.labels.size() == query.kinds.size());
  for (const auto& form : query.forms) BRAQUE_CHECK(form.attribute < query.labels.size());
  return 0;
}
