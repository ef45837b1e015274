// A measurement, not a test: run with the tag [measure] in a release build.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "recording_sink.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;

namespace {

struct CountingSink final : ItemSink {
  bool found(Item item) override { return ++count, bytes += item.metadata.size, true; }
  bool passed_over(Item, Outcome) override { return true; }
  bool also_named(Item, std::string) override { return true; }
  std::uint64_t count = 0, bytes = 0;
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

TEST_CASE("how fast 100,000 small files are listed, opened and read", "[.][measure]") {
  test::TemporaryTree tree;
  std::string content(4600, 'x');
  for (int i = 0; i < 100'000; ++i)
    tree.file("d" + std::to_string(i / 200) + "/file" + std::to_string(i) + ".txt", content);
  for (int round = 0; round < 5; ++round) {
    auto source = test::source_for(tree.path());
    CountingSink counting;
    double start = cpu_seconds();
    source->list(counting);
    double listed = cpu_seconds() - start;
    CHECK(counting.count == 100'000);
    std::printf("list only: %.0f entries per CPU second (%.2f us each)\n", 100'000 / listed,
                listed * 10);
  }
  test::RecordingSink sink;
  auto source = test::source_for(tree.path());
  source->list(sink);
  for (int round = 0; round < 3; ++round) {
    std::string buffer(1 << 20, '\0');
    double start = cpu_seconds();
    for (const Item& item : sink.items) {
      Opened opened = source->open(item);
      std::optional<ReadFailure> failure;
      REQUIRE(opened.item->read_at(0, buffer, failure) == content.size());
    }
    double read = cpu_seconds() - start;
    std::printf("open, fstat, read, close: %.0f files per CPU second (%.2f us each)\n",
                100'000 / read, read * 10);
  }
}
