// Memory does not grow with the input.
#include <catch2/catch.hpp>

#include <cstdio>
#include <fstream>

#include "base/sanitized.hpp"
#include "fake_source.hpp"

using namespace braque;
using namespace braque::test;

namespace {

/// Sanitizers keep shadow memory and freed blocks: then a bound says nothing.
#if defined(BRAQUE_SANITIZED)
constexpr std::uint64_t kMemoryMax = ~std::uint64_t{0};
#else
constexpr std::uint64_t kMemoryMax = 40ULL << 20;
#endif

/// Peak resident memory of this process since the last reset, in bytes; 0 where it is not told.
std::uint64_t peak_rss() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) << 10;
  return 0;
}

void reset_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

/// Lines of 96 bytes that begin "ok IDnnnnnn ", number `offset / 96` modulo 200,000.
void fill_lines(std::uint64_t offset, std::span<char> into) {
  std::fill(into.begin(), into.end(), '.');
  for (std::uint64_t line = offset / 96; line * 96 < offset + into.size(); ++line) {
    char start[16];
    std::snprintf(start, sizeof start, "ok ID%06u ", static_cast<unsigned>(line % 200'000));
    auto put = [&](std::uint64_t at, char c) {
      if (at >= offset && at < offset + into.size()) into[at - offset] = c;
    };
    for (std::uint64_t k = 0; k < 12; ++k) put(line * 96 + k, start[k]);
    put(line * 96 + 95, '\n');
  }
}

}  // namespace

TEST_CASE("256 MB in one item, dense with values, stay within memory") {
  for (const char* relative : {"split", "all.serial"}) {
    FakeScan scan;
    scan.options.jobs = 2;
    scan.options.budget.distinct_in_memory_max = 20'000;
    FakeItem& item = scan.source->items[relative];
    item.size = 256'000'032;  // a whole number of lines
    item.fill = fill_lines;
    reset_peak();
    const std::uint64_t before = peak_rss();
    REQUIRE(scan.run());
    const std::uint64_t used = peak_rss() - before;
    const Finding& finding = scan.sink.at(relative).findings.at(0).finding;
    CHECK(finding.count == 256'000'032 / 96);
    CHECK(finding.distinct == 200'000);
    CHECK(used < kMemoryMax);
  }
}

TEST_CASE("many small items stay within memory while the first one is slow") {
  FakeScan scan;
  scan.options.jobs = 2;
  for (int i = 0; i < 40'000; ++i) scan.add("f" + std::to_string(100'000 + i), "nothing\n");
  FakeItem& slow = scan.source->items["a.serial"];
  slow.size = 32 << 20;
  slow.fill = fill_lines;
  reset_peak();
  const std::uint64_t before = peak_rss();
  struct Counting final : RecordSink {
    std::uint64_t records = 0;
    bool ordered = true;
    Result<void> item(const ItemRecord& record) override {
      ordered = ordered && record.item.sequence == records;
      ++records;
      return {};
    }
    Result<void> finish(const Summary&) override { return {}; }
  } sink;
  auto rules = fake_rules();
  Keys keys;
  std::vector<std::unique_ptr<Source>> sources;
  sources.push_back(std::move(scan.source));
  auto result = run_scan(sources, *rules, keys, scan.options, sink, nullptr);
  REQUIRE(result);
  CHECK(sink.records == 40'001);
  CHECK(sink.ordered);
  CHECK(peak_rss() - before < kMemoryMax);
}
