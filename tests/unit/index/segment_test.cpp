#include "index/segment_store.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <random>

#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

std::vector<std::int64_t> search(const std::string& index, std::uint64_t prefix) {
  auto database = Database::open(index, OpenMode::read_only);
  REQUIRE(database);
  std::vector<std::int64_t> rows;
  REQUIRE(search_segments(*database, {&prefix, 1}, [&](const SegmentEntry& entry) {
    CHECK(entry.prefix == prefix);
    rows.push_back(static_cast<std::int64_t>(entry.finding));
  }));
  std::sort(rows.begin(), rows.end());
  return rows;
}

long peak_kibibytes() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/// Ascending, spread over all 64 bits: value i lies in the i-th of `count` equal stretches.
std::uint64_t nth_prefix(std::uint64_t i, std::uint64_t count) {
  std::uint64_t step = ~0ULL / count;
  return i * step + (i * 0x9e3779b97f4a7c15ULL) % step;
}

void store_distinct(std::uint64_t count) {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  run_scan(index, {record("warm")});
  ItemRecord big = record("big.csv");
  big.findings.push_back(finding(big, "intl.email"));
  big.findings[0].count = big.findings[0].distinct = count;
  big.findings[0].fingerprints = [count](const auto& visit) {
    for (std::uint64_t i = 0; i < count; ++i) visit(nth_prefix(i, count));
  };
  long before = peak_kibibytes();
  run_scan(index, {big});
  CHECK(peak_kibibytes() - before < 32 * 1024);
  std::int64_t row = number(index, "SELECT finding_row FROM findings");
  CHECK(number(index, "SELECT sum(entries) FROM segments") == static_cast<std::int64_t>(count));
  for (std::uint64_t i : {std::uint64_t{0}, count / 3, count / 2, count - 1})
    CHECK(search(index, nth_prefix(i, count)) == std::vector<std::int64_t>{row});
  CHECK(search(index, nth_prefix(5, count) + 1).empty());
  // Many at once, in and between blocks, with some that nothing has.
  std::vector<std::uint64_t> wanted;
  for (std::uint64_t i = 7; i < count; i += count / 50)
    for (std::uint64_t more : {0, 1}) wanted.push_back(nth_prefix(i, count) + more);
  wanted.push_back(~0ULL);
  auto database = Database::open(index, OpenMode::read_only);
  REQUIRE(database);
  std::vector<std::uint64_t> met;
  REQUIRE(search_segments(*database, wanted,
                          [&](const SegmentEntry& entry) { met.push_back(entry.prefix); }));
  REQUIRE(met.size() == wanted.size() / 2);
  for (std::size_t i = 0; i < met.size(); ++i) CHECK(met[i] == wanted[2 * i]);
  CHECK(search(index, ~0ULL).empty());
}

}  // namespace

TEST_CASE("blocks round-trip and damaged ones are noticed") {
  std::mt19937_64 random(3);
  std::vector<SegmentEntry> entries;
  for (int i = 0; i < 1000; ++i) entries.push_back({random(), random()});
  entries.push_back({0, 0});
  entries.push_back({~0ULL, ~0ULL});
  entries.push_back({~0ULL, 1});
  std::sort(entries.begin(), entries.end());
  BlockEncoder encoder;
  for (const auto& entry : entries) encoder.add(entry);
  CHECK(encoder.min_prefix() == 0);
  CHECK(encoder.max_prefix() == ~0ULL);
  std::vector<SegmentEntry> read;
  BlockDecoder decoder(encoder.bytes());
  for (SegmentEntry entry; decoder.next(entry);) read.push_back(entry);
  CHECK_FALSE(decoder.damaged());
  CHECK(read == entries);

  BlockDecoder cut(std::string_view(encoder.bytes()).substr(0, encoder.bytes().size() - 1));
  for (SegmentEntry entry; cut.next(entry);) {
  }
  CHECK(cut.damaged());
  CHECK(BlockDecoder("").damaged());
  CHECK(BlockDecoder("\x02\x01\x01").damaged());
  // A difference that runs over 2^64.
  BlockDecoder over("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x02\x01\x02");
  SegmentEntry entry;
  CHECK(over.next(entry));
  CHECK_FALSE(over.next(entry));
  CHECK(over.damaged());
}

TEST_CASE("one value is found in all its findings, over many commits and their merges") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  StoreOptions with = options();
  with.batch_items = 1;
  auto store = open_store(index, with);
  const std::uint64_t everywhere = 0x8000000000000000ULL;
  for (std::uint64_t i = 1; i <= 100; ++i) {
    ItemRecord one = record(std::to_string(i));
    one.findings.push_back(finding(one, "intl.email", {i, everywhere, everywhere + i}));
    REQUIRE(store->item(one));
  }
  CHECK(store->segment_count() < SegmentStore::kMergeAt);
  REQUIRE(store->finish({}));
  store.reset();
  CHECK(search(index, everywhere).size() == 100);
  CHECK(search(index, 42).size() == 1);
  CHECK(search(index, 101).empty());
}

TEST_CASE("a value that went away is not found any more") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  ItemRecord one = record("a");
  one.findings.push_back(finding(one, "intl.email", {10, 20}));
  run_scan(index, {one});
  std::int64_t before = number(index, "SELECT finding_row FROM findings");
  one.findings[0] = finding(one, "intl.email", {20, 30});
  run_scan(index, {one});
  std::int64_t after = number(index, "SELECT finding_row FROM findings");
  CHECK(after > before);
  CHECK(search(index, 30) == std::vector<std::int64_t>{after});
  // The old segment still names the old row, which is no finding any more.
  CHECK(search(index, 10) == std::vector<std::int64_t>{before});
  CHECK(number(index,
               "SELECT count(*) FROM samples WHERE finding_row = " + std::to_string(after)) == 1);
}

TEST_CASE("a million distinct values of one finding stay within memory and searchable") {
  store_distinct(1'000'000);
}

TEST_CASE("ten million distinct values", "[.slow]") { store_distinct(10'000'000); }
