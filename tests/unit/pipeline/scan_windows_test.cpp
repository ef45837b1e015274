// What is found does not depend on where windows end nor on how many threads read them.
#include <catch2/catch.hpp>

#include "fake_source.hpp"

using namespace braque;
using namespace braque::test;

namespace {

void small_windows(FakeScan& scan) {
  scan.options.budget.window_bytes = 256;
  scan.options.budget.overlap_bytes = 32;
}

/// Everything about a run's findings that a user could see.
std::string picture(const KeepingSink& sink) {
  std::string text;
  for (const auto& kept : sink.records) {
    text += kept.record.item.relative + " " + std::string(name(kept.record.outcome.status)) + " " +
            std::to_string(kept.record.outcome.bytes_done) + "\n";
    for (const auto& kept_finding : kept.findings) {
      const Finding& f = kept_finding.finding;
      text += "  " + f.locator + " " + f.rule + " " + f.column.value_or("-") + " " +
              std::string(name(f.confidence)) + " " + std::to_string(f.count) + " " +
              std::to_string(f.distinct) + " " + std::to_string(f.weak) + "\n";
      for (const Sample& s : kept_finding.all_samples)
        text += "    " + std::to_string(s.line) + " " + std::to_string(s.offset) + " " +
                std::to_string(s.length) + " " + s.masked + "\n";
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a value at every place around a window's edge is found once, whoever reads the window") {
  for (const char* relative : {"split", "one.serial", "in.box"}) {
    for (std::size_t at = 225; at < 290; ++at) {
      std::string content(900, '.');
      content.replace(at, 8, "ID123456");
      if (std::string_view(relative) == "in.box") content = "BOX\nM member 900\n" + content;
      FakeScan scan;
      small_windows(scan);
      scan.add(relative, content);
      REQUIRE(scan.run());
      INFO(relative << " at " << at);
      const auto& findings = scan.sink.at(relative).findings;
      REQUIRE(findings.size() == 1);
      CHECK(findings[0].finding.count == 1);
      REQUIRE(findings[0].finding.samples.size() == 1);
      CHECK(findings[0].finding.samples[0].offset == at);
      CHECK(findings[0].finding.samples[0].length == 8);
      CHECK(findings[0].finding.samples[0].masked == "******56");
      CHECK(findings[0].finding.confidence == Confidence::low);
    }
  }
}

TEST_CASE("lines are counted over windows") {
  FakeScan scan;
  small_windows(scan);
  std::string content;
  for (int line = 1; line <= 200; ++line)
    content += line == 3 || line == 150 ? "ok ID111111 here\n" : "nothing here\n";
  scan.add("lines", content);
  REQUIRE(scan.run());
  const Finding& finding = scan.sink.at("lines").findings.at(0).finding;
  CHECK(finding.confidence == Confidence::high);
  CHECK(finding.count == 2);
  CHECK(finding.distinct == 1);
  REQUIRE(finding.samples.size() == 2);
  CHECK(finding.samples[0].line == 3);
  CHECK(finding.samples[1].line == 150);
  CHECK(finding.samples[0].offset == 2 * 13 + 3);
}

TEST_CASE("one thread and four threads see the same") {
  auto scan_with = [](int jobs) {
    FakeScan scan;
    small_windows(scan);
    scan.options.jobs = jobs;
    scan.options.index_fingerprints = true;
    for (int i = 0; i < 300; ++i) {
      std::string content;
      const int lines = i % 10 == 0 ? 400 : 4;
      for (int line = 0; line < lines; ++line)
        content += (line % 3 == 0 ? "ok ID" : "an ID") +
                   std::to_string(100000 + (i * 31 + line * 7) % 900) + " text\n";
      if (i % 50 == 7) content = "BOX\nM a 9\nID222222\nM b 18\nBOX\nM c 8\nID33333";
      const char* const ending = i % 3 == 0 ? "" : i % 3 == 1 ? ".serial" : ".csv";
      scan.add("d" + std::to_string(i % 7) + "/f" + std::to_string(i) + ending, content);
    }
    REQUIRE(scan.run());
    CHECK(scan.result.summary.items.discovered == 300);
    CHECK(scan.progress.items == 300);
    return picture(scan.sink);
  };
  const std::string one = scan_with(1);
  CHECK(one.size() > 10'000);
  for (int repeat = 0; repeat < 3; ++repeat) CHECK(scan_with(4) == one);
}

TEST_CASE("records come in order of discovery, and ids are the same in every run") {
  std::vector<Digest> ids[2];
  for (auto& run : ids) {
    FakeScan scan;
    small_windows(scan);
    scan.options.jobs = 3;
    for (int i = 0; i < 100; ++i)
      scan.add("f" + std::to_string(1000 + i),
               "ID123456 " + std::string(i % 9 == 0 ? 5000 : 5, '.'));
    REQUIRE(scan.run());
    REQUIRE(scan.sink.records.size() == 100);
    for (std::size_t i = 0; i < 100; ++i) {
      CHECK(scan.sink.records[i].record.item.sequence == i);
      CHECK(scan.sink.records[i].record.item.relative == "f" + std::to_string(1000 + i));
      run.push_back(scan.sink.records[i].findings.at(0).finding.id);
    }
  }
  CHECK(ids[0] == ids[1]);
  CHECK(ids[0][0] != ids[0][1]);
}

TEST_CASE("data beside holes is read, holes are not") {
  FakeScan scan;
  small_windows(scan);
  std::string content(100'000, '.');
  content.replace(60'000, 8, "ID123456");
  content.replace(10, 8, "ID999999");  // within a hole: no reader may see it
  scan.add("sparse", content);
  scan.source->items["sparse"].extents = {{50'000, 61'000}};
  REQUIRE(scan.run());
  const auto& kept = scan.sink.at("sparse");
  REQUIRE(kept.findings.size() == 1);
  CHECK(kept.findings[0].finding.count == 1);
  CHECK(kept.findings[0].finding.samples.at(0).offset == 60'000);
  CHECK(kept.record.outcome.status == Status::complete);
  CHECK(kept.record.outcome.bytes_done == 100'000);
}

TEST_CASE("the content hash tells content apart and not the way it was read") {
  auto hash_of = [](const char* relative, std::size_t size, char last) {
    FakeScan scan;
    std::string content(size, 'a');
    content.back() = last;
    scan.add(relative, content);
    REQUIRE(scan.run());
    return scan.sink.at(relative).record.content_hash;
  };
  const std::size_t big = (3 << 20) + 17;
  CHECK(hash_of("split", big, 'b') == hash_of("x.serial", big, 'b'));
  CHECK(hash_of("split", big, 'b') != hash_of("split", big, 'c'));
  CHECK(hash_of("small", 100, 'b') != hash_of("small", 100, 'c'));
  CHECK(hash_of("small", 100, 'b') != Digest{});
}
