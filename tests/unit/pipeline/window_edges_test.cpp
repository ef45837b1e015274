// Values at each offset around the edges of windows, in every encoding and structure, through the
// real extractors and rules: found once, where they stand. The windows are small, so that there
// are many edges; the end-to-end tests do the same with those of the program.
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>

#include "fake_source.hpp"
#include "match/rule_set.hpp"
#include "pipeline/scan.hpp"
#include "rule/parse_rules.hpp"
#include "support/planted_text.hpp"

using namespace braque;
using namespace braque::test;

namespace {

constexpr std::size_t kWindow = 8192;

const RuleSet& rules() {
  static const std::unique_ptr<const RuleSet> set = [] {
    ParsedRules parsed = parse_rules(embedded_rules());
    std::vector<RuleFault> faults;
    return RuleSet::compile(std::move(parsed.rules), nullptr, faults);
  }();
  REQUIRE(set != nullptr);
  return *set;
}

/// What differs between the samples of a record and what was planted; empty when nothing does.
std::string difference(const PlantedKind& kind, const std::vector<Planted>& planted,
                       const KeepingSink::Kept& kept) {
  std::map<std::uint64_t, Planted> expected;
  for (const Planted& value : planted) expected[value.offset] = value;
  std::string text;
  auto note = [&](const char* what, std::uint64_t offset, std::uint64_t length) {
    if (text.size() > 400) return;
    text += std::string(" ") + what + "@" + std::to_string(offset) + "+" + std::to_string(length);
  };
  for (const KeptFinding& found : kept.findings) {
    for (const Sample& sample : found.all_samples) {
      auto at = expected.find(sample.offset);
      const bool right = at != expected.end() && at->second.length == sample.length &&
                         found.finding.rule.starts_with(kind.rule);
      if (right)
        expected.erase(at);
      else
        note(found.finding.rule.c_str(), sample.offset, sample.length);
    }
  }
  for (const auto& [offset, value] : expected) note("missing", offset, value.length);
  return text;
}

void check_structure(const PlantedStructure& structure) {
  auto source = std::make_unique<FakeSource>();
  struct Case {
    const PlantedKind* kind;
    std::vector<Planted> planted;
  };
  std::map<std::string, Case> cases;
  for (const PlantedKind& kind : kPlantedKinds) {
    if (!structure.line_feeds && std::string_view(kind.value).find('\n') != std::string_view::npos)
      continue;
    for (std::size_t i = 0; i < kPlantedEncodings.size(); ++i) {
      PlantedText text = plant(kind, kPlantedEncodings[i], structure, kWindow);
      const std::string name =
          std::string(kind.name) + "-" + kPlantedEncodingNames[i] + "." + structure.extension;
      source->items[name].content = std::move(text.bytes);
      cases[name] = {&kind, std::move(text.values)};
    }
  }
  std::vector<std::unique_ptr<Source>> sources;
  sources.push_back(std::move(source));
  ScanOptions options;
  options.jobs = 2;
  options.all_samples = true;
  options.ledger = true;
  options.budget.window_bytes = kWindow;
  Keys keys;
  keys.fingerprint_key.fill(1);
  keys.id_key.fill(2);
  KeepingSink sink;
  auto result = run_scan(sources, rules(), keys, options, sink, nullptr);
  REQUIRE(result.has_value());
  REQUIRE(sink.records.size() == cases.size());
  for (const KeepingSink::Kept& kept : sink.records) {
    const Case& one = cases.at(kept.record.item.relative);
    INFO(kept.record.item.relative << " read as " << kept.record.outcome.format << " "
                                   << kept.record.outcome.note);
    CHECK(difference(*one.kind, one.planted, kept) == "");
    CHECK(kept.record.outcome.status == Status::complete);
  }
}

}  // namespace

TEST_CASE("values at every offset around window edges are found once: plain text") {
  check_structure(kPlantedStructures[0]);
}
TEST_CASE("values at every offset around window edges are found once: CSV") {
  check_structure(kPlantedStructures[1]);
}
TEST_CASE("values at every offset around window edges are found once: JSON lines") {
  check_structure(kPlantedStructures[2]);
}
TEST_CASE("values at every offset around window edges are found once: JSON") {
  check_structure(kPlantedStructures[3]);
}
TEST_CASE("values at every offset around window edges are found once: XML") {
  check_structure(kPlantedStructures[4]);
}
TEST_CASE("values at every offset around window edges are found once: SQL dump") {
  check_structure(kPlantedStructures[5]);
}
TEST_CASE("values at every offset around window edges are found once: key and value") {
  check_structure(kPlantedStructures[6]);
}
