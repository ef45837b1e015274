// Whatever happens to an item, it ends in the ledger, and the totals add up.
#include <catch2/catch.hpp>

#include "fake_source.hpp"

using namespace braque;
using namespace braque::test;

TEST_CASE("totals add up when items cannot be opened, read, or change") {
  FakeScan scan;
  scan.options.jobs = 2;
  scan.options.budget.window_bytes = 1024;
  scan.options.budget.overlap_bytes = 64;
  for (int i = 0; i < 50; ++i) scan.add("ok" + std::to_string(i), "ok ID123456\n");
  scan.add("denied", "x");
  scan.source->items["denied"].open_fails = Reason::permission_denied;
  scan.add("gone", "x");
  scan.source->items["gone"].open_fails = Reason::vanished;
  for (const char* broken : {"broken", "broken.serial"}) {
    scan.add(broken, "ok ID123456 " + std::string(9000, '.'));
    scan.source->items[broken].read_fails_at = 5000;
  }
  scan.add("small_broken", "ok ID123456 " + std::string(500, '.'));
  scan.source->items["small_broken"].read_fails_at = 100;
  scan.add("fifo", "");
  scan.source->items["fifo"].passed_over =
      Outcome{Status::skipped, Reason::special_file, 0, 0, "", ""};
  scan.add("picture", "IMAGE of something");
  scan.add("empty", "");
  scan.add("second_name", "");
  scan.source->items["second_name"].first_path = "/fake/ok1";
  REQUIRE(scan.run());

  const Totals& items = scan.result.summary.items;
  CHECK(items.discovered == 59);
  CHECK(items.complete == 52);
  CHECK(items.partial == 3);
  CHECK(items.skipped == 4);
  CHECK(scan.result.targets.at(0).discovered == 59);
  CHECK(scan.result.targets.at(0).read == 55);
  CHECK_FALSE(scan.result.stopped);
  CHECK(scan.result.summary.reasons.at(Reason::io_error) == 3);
  CHECK(scan.sink.at("denied").record.outcome.reason == Reason::permission_denied);
  CHECK(scan.sink.at("gone").record.outcome.reason == Reason::vanished);
  CHECK(scan.sink.at("fifo").record.outcome.reason == Reason::special_file);
  CHECK(scan.sink.at("picture").record.outcome.reason == Reason::needs_ocr);
  CHECK(scan.sink.at("empty").record.outcome.status == Status::complete);
  CHECK(scan.sink.at("second_name").record.other_names == std::vector<std::string>{"/fake/ok1"});
  for (const char* broken : {"broken", "broken.serial"}) {
    const auto& kept = scan.sink.at(broken);
    CHECK(kept.record.outcome.status == Status::partial);
    CHECK(kept.record.outcome.bytes == 9012);
    CHECK(kept.findings.size() == 1);
    CHECK(kept.record.content_hash == Digest{});
  }
  CHECK(scan.sink.at("broken.serial").record.outcome.bytes_done == 5000);
  CHECK(scan.sink.at("small_broken").record.outcome.bytes_done == 100);
  CHECK(scan.sink.at("small_broken").findings.size() == 1);
}

TEST_CASE("an item that changes while it is read is read once more") {
  for (const char* relative : {"small", "long.serial", "split"}) {
    FakeScan scan;
    scan.options.budget.window_bytes = 1024;
    scan.options.budget.overlap_bytes = 64;
    std::string content = "ok ID123456\n";
    if (std::string_view(relative) != "small") content += std::string(9000, '.');
    scan.add(relative, content);
    scan.source->items[relative].changes = 1;
    scan.add("zz", "ok ID123456\n");
    REQUIRE(scan.run());
    INFO(relative);
    CHECK(scan.sink.at(relative).record.outcome.status == Status::complete);
    REQUIRE(scan.sink.at(relative).findings.size() == 1);
    CHECK(scan.sink.at(relative).findings[0].finding.count == 1);
    CHECK(scan.sink.records.size() == 2);
  }
}

TEST_CASE("an item that keeps changing is partial, and its findings stand") {
  for (const char* relative : {"small", "long.serial", "split"}) {
    FakeScan scan;
    scan.options.budget.window_bytes = 1024;
    scan.options.budget.overlap_bytes = 64;
    std::string content = "ok ID123456\n";
    if (std::string_view(relative) != "small") content += std::string(9000, '.');
    scan.add(relative, content);
    scan.source->items[relative].changes = 9;
    REQUIRE(scan.run());
    INFO(relative);
    CHECK(scan.sink.at(relative).record.outcome.status == Status::partial);
    CHECK(scan.sink.at(relative).record.outcome.reason == Reason::changed_during_read);
    CHECK(scan.sink.at(relative).findings.size() == 1);
  }
}

TEST_CASE("a sink that fails ends the scan with its error") {
  struct FullDisk final : RecordSink {
    int calls = 0;
    Result<void> item(const ItemRecord&) override {
      if (++calls < 3) return {};
      return unexpected(ErrorKind::io, "disk full");
    }
    Result<void> finish(const Summary&) override { return {}; }
  } sink;
  std::vector<std::unique_ptr<Source>> sources;
  auto source = std::make_unique<FakeSource>();
  for (int i = 0; i < 5000; ++i) source->items["f" + std::to_string(i)].content = "x";
  sources.push_back(std::move(source));
  auto rules = fake_rules();
  Keys keys;
  ScanOptions options;
  options.jobs = 2;
  auto result = run_scan(sources, *rules, keys, options, sink, nullptr);
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().message == "disk full");
  CHECK(sink.calls == 3);
}

TEST_CASE("a stopped scan says so and invents nothing") {
  for (int jobs : {1, 4}) {
    FakeScan scan;
    std::atomic<bool> stop{false};
    scan.options.stop = &stop;
    scan.options.jobs = jobs;
    for (int i = 0; i < 20'000; ++i) scan.add("f" + std::to_string(i), "ok ID123456\n");
    scan.sink.on_item = [&] {
      if (scan.sink.records.size() == 100) stop = true;
    };
    REQUIRE(scan.run());
    CHECK(scan.result.stopped);
    CHECK(scan.result.summary.interrupted);
    CHECK(scan.sink.records.size() >= 100);
    CHECK(scan.sink.records.size() < 20'000);
    const Totals& items = scan.result.summary.items;
    CHECK(items.discovered == scan.sink.records.size());
    CHECK(items.complete + items.partial + items.skipped == items.discovered);
  }
}

TEST_CASE("a time limit within a big item leaves what was read") {
  for (const char* relative : {"split", "big.serial"}) {
    FakeScan scan;
    std::atomic<bool> stop{false};
    scan.options.stop = &stop;
    FakeItem& item = scan.source->items[relative];
    item.size = 64 << 20;
    item.fill = [&stop](std::uint64_t offset, std::span<char> into) {
      std::fill(into.begin(), into.end(), '.');
      if (offset < 100) std::copy_n("ok ID123456 ", 12, into.begin() + 100 - offset);
      if (offset > 8 << 20) stop = true;
    };
    REQUIRE(scan.run());
    INFO(relative);
    CHECK(scan.result.stopped);
    REQUIRE(scan.sink.records.size() == 1);
    const auto& kept = scan.sink.records[0];
    CHECK(kept.record.outcome.status == Status::partial);
    CHECK(kept.record.outcome.reason == Reason::budget_time);
    CHECK(kept.record.outcome.bytes_done >= 8 << 20);
    CHECK(kept.record.outcome.bytes_done < 64 << 20);
    CHECK(kept.findings.size() == 1);
  }
}
