#include "index/baseline.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

std::string written(const std::string& index) {
  std::string text;
  auto count = write_baseline(index, [&](std::string_view bytes) { text += bytes; });
  if (!count) FAIL(count.error().message);
  return text;
}

Result<Baseline> read(const std::string& text) {
  Baseline baseline;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (auto done = baseline.add_line(line); !done) return done.error();
  if (auto done = baseline.finish(); !done) return done.error();
  return baseline;
}

ItemRecord record_with(const std::string& relative, std::vector<std::uint64_t> prefixes) {
  ItemRecord made = record(relative);
  made.findings.push_back(finding(made, "intl.email", std::move(prefixes)));
  return made;
}

}  // namespace

TEST_CASE("a baseline holds what was there with its values, and is the same twice") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  const ItemRecord a = record_with("a", {1, 2}), b = record_with("b", {3});
  run_scan(index, {a, b});
  const std::string text = written(index);
  CHECK(text == written(index));
  auto baseline = read(text);
  REQUIRE(baseline);
  CHECK(baseline->size() == 2);
  CHECK(baseline->key_id() == "key-1");

  StoreOptions with = options();
  with.baseline = std::make_shared<const Baseline>(std::move(*baseline));
  auto store = open_store(index, with);
  ItemRecord unchanged = a, grown = record_with("b", {3, 4}), added = record_with("c", {1, 2});
  unchanged.unchanged = true;
  unchanged.findings.clear();
  for (ItemRecord* one : {&unchanged, &grown, &added}) {
    REQUIRE(store->annotate(*one));
    REQUIRE(one->findings.size() == 1);
  }
  CHECK(unchanged.findings[0].suppression == "baseline");
  CHECK(grown.findings[0].suppression.empty());
  CHECK(added.findings[0].suppression.empty());
}

TEST_CASE("a run that did not see everything makes no baseline") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  auto refused = [&] {
    auto count = write_baseline(index, [](std::string_view) {});
    return !count && count.error().kind == ErrorKind::invalid;
  };
  run_scan(index, {record_with("a", {1})});
  CHECK_FALSE(refused());
  Summary summary;
  SECTION("stopped") { summary.interrupted = true; }
  SECTION("sample") { summary.sampled = true; }
  auto store = open_store(index);
  REQUIRE(store->finish(summary));
  store.reset();
  CHECK(refused() == (summary.interrupted || summary.sampled));
}

TEST_CASE("what is no baseline is refused") {
  const std::string head = R"({"record":"baseline","schema":1,"key_id":"k","findings":1})"
                           "\n";
  const std::string line =
      R"({"finding_id":"000102030405060708090a0b0c0d0e0f","values":"00000000000000ff"})"
      "\n";
  CHECK(read(head + line));
  CHECK_FALSE(read(""));
  CHECK_FALSE(read(head));
  CHECK_FALSE(read(line));
  CHECK_FALSE(read(head + line + line));
  CHECK_FALSE(read(head + "{\"finding_id\":\"00\",\"values\":\"00000000000000ff\"}\n"));
  CHECK_FALSE(read(head + "not JSON\n"));
  CHECK_FALSE(read(R"({"record":"baseline","schema":2,"key_id":"k","findings":0})"
                   "\n"));
}
