#include <catch2/catch.hpp>

#include "fake_source.hpp"

using namespace braque;
using namespace braque::test;

namespace {

const Finding* find(const KeepingSink::Kept& kept, const std::string& rule,
                    const std::string& column) {
  for (const auto& f : kept.findings)
    if (f.finding.rule == rule && f.finding.column == column) return &f.finding;
  return nullptr;
}

}  // namespace

TEST_CASE("a column is judged as a whole") {
  // Column "code": ten of ten cells pass a weak rule. Column "text": one of ten does.
  std::string content = "code,text,ID445566\n";
  for (int i = 0; i < 10; ++i)
    content += "WK100" + std::to_string(i) + "," + (i == 3 ? "WK5555" : "words") + ",\n";
  FakeScan scan;
  scan.options.explain = true;
  scan.add("t.csv", content);
  REQUIRE(scan.run());
  const auto& kept = scan.sink.at("t.csv");
  const Finding* code = find(kept, "test.weak", "code");
  REQUIRE(code != nullptr);
  CHECK(code->count == 10);
  CHECK(code->distinct == 10);
  CHECK(code->score == Approx(1 / (1 + std::exp(-2.0))));  // -2 + 4
  CHECK(code->confidence == Confidence::medium);
  REQUIRE(code->alternatives.size() == 1);
  CHECK(code->alternatives[0].rule == "test.id");
  CHECK(code->alternatives[0].score == Approx(1 / (1 + std::exp(1.0))));
  CHECK(code->samples.size() == 5);
  CHECK(code->evidence[code->evidence.size() - 2] == "share of the column that passes  +4.0");
  CHECK(code->evidence.back() ==
        "10 of 11 values of the column pass: 0.909, by chance 0.623 to 0.984");
  CHECK(code->column_filled == 11);
  CHECK(code->column_passing == 10);
  CHECK(find(kept, "test.weak", "text") == nullptr);
  // The third header is itself a value: a finding in its own column, whose name is masked.
  const Finding* header = find(kept, "test.id", "******66");
  REQUIRE(header != nullptr);
  CHECK(header->count == 1);
}

TEST_CASE("windows without any match do not sink a sparsely filled column") {
  FakeScan scan;
  scan.options.budget.window_bytes = 1000;
  scan.options.budget.overlap_bytes = 0;
  std::string content = "code\n";
  for (int i = 0; i < 20; ++i) content += "WK" + std::to_string(1000 + i) + "\n";
  content.resize(1000, '\n');
  for (int i = 0; i < 400; ++i) content += "none\n";
  scan.add("t.csv", content);
  REQUIRE(scan.run());
  const Finding* code = find(scan.sink.at("t.csv"), "test.weak", "code");
  REQUIRE(code != nullptr);
  CHECK(code->count == 20);
}

TEST_CASE("matches of a lower band than the finding's are weak") {
  FakeScan scan;
  scan.add("t", "ID111111 ok ID222222 ID333333 ID111111 ok ID222222\n");
  REQUIRE(scan.run());
  const Finding& finding = scan.sink.at("t").findings.at(0).finding;
  CHECK(finding.confidence == Confidence::high);
  CHECK(finding.count == 2);
  CHECK(finding.distinct == 1);
  CHECK(finding.weak == 3);
  REQUIRE(finding.samples.size() == 2);
  CHECK(finding.samples[0].offset == 12);
  CHECK(finding.samples[1].offset == 42);
  CHECK(scan.result.summary.findings == 1);
  CHECK(scan.result.summary.matches == 2);
}

TEST_CASE("all samples come in order, with a fingerprint of each") {
  FakeScan scan;
  scan.options.all_samples = true;
  scan.options.index_fingerprints = true;
  scan.options.budget.window_bytes = 4096;
  scan.options.budget.overlap_bytes = 64;
  scan.options.jobs = 3;
  std::string content;
  for (int i = 0; i < 3000; ++i) content += "ok ID" + std::to_string(100000 + i % 1000) + "\n";
  scan.add("t", content);
  REQUIRE(scan.run());
  const KeptFinding& kept = scan.sink.at("t").findings.at(0);
  CHECK(kept.finding.count == 3000);
  CHECK(kept.finding.distinct == 1000);
  REQUIRE(kept.all_samples.size() == 3000);
  CHECK(kept.fingerprints.size() == 1000);
  CHECK(std::is_sorted(kept.fingerprints.begin(), kept.fingerprints.end()));
  for (std::size_t i = 0; i < 3000; ++i) {
    CHECK(kept.all_samples[i].line == i + 1);
    CHECK(kept.all_samples[i].offset == i * 12 + 3);
  }
  CHECK(kept.all_samples[7].fingerprint == kept.all_samples[1007].fingerprint);
  CHECK(kept.all_samples[7].fingerprint != kept.all_samples[8].fingerprint);
}

TEST_CASE("columns beyond the bound lose their name and nothing else") {
  FakeScan scan;
  scan.options.budget.temporary_findings_per_part_max = 4;
  std::string header, row;
  for (int i = 0; i < 10; ++i) {
    header += "c" + std::to_string(i) + (i < 9 ? "," : "\n");
    row += "ok ID10000" + std::to_string(i) + (i < 9 ? "," : "\n");
  }
  scan.add("t.csv", header + row);
  REQUIRE(scan.run());
  const auto& findings = scan.sink.at("t.csv").findings;
  REQUIRE(findings.size() == 5);
  std::uint64_t total = 0;
  int unnamed = 0;
  for (const auto& f : findings) {
    total += f.finding.count;
    unnamed += f.finding.column ? 0 : 1;
  }
  CHECK(total == 10);
  CHECK(unnamed == 1);
}
