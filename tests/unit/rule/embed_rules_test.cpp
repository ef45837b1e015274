#include <algorithm>
#include <catch2/catch.hpp>

#include "rule/lexicon.hpp"
#include "rule/parse_rules.hpp"

using namespace braque;

TEST_CASE("the embedded rule files are sorted by name and free of faults") {
  auto files = embedded_rules();
  CHECK(std::is_sorted(files.begin(), files.end(),
                       [](const RuleFile& a, const RuleFile& b) { return a.name < b.name; }));
  ParsedRules parsed = parse_rules(files);
  for (const RuleFault& fault : parsed.faults) {
    FAIL_CHECK(fault.file << ":" << fault.line << ": " << fault.message);
  }
  for (const RuleFile& file : files) {
    INFO(file.name);
    CHECK(file.name.rfind("rules/", 0) == 0);
    const auto from_file = [&](const auto& one) { return one.origin.file == file.name; };
    CHECK(std::any_of(parsed.rules.begin(), parsed.rules.end(), [&](const Rule& rule) {
      return from_file(rule) ||
             (rule.lexicons != nullptr &&
              std::any_of(rule.lexicons->begin(), rule.lexicons->end(), from_file));
    }));
  }
}
