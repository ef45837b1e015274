// The scan with the real index as its sink, several threads, and readers at the same time: what the
// thread sanitizer is run on.
#include <catch2/catch.hpp>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "index/index_reader.hpp"
#include "index/sqlite_store.hpp"
#include "match/matcher.hpp"
#include "match/rule_set.hpp"
#include "pipeline/scan.hpp"
#include "rule/parse_rules.hpp"
#include "source/registry.hpp"
#include "support/temporary_tree.hpp"

using namespace braque;

namespace {

constexpr int kFiles = 700;  // more than two commits

std::unique_ptr<const RuleSet> rules() {
  ParsedRules parsed = parse_rules(embedded_rules());
  std::vector<RuleFault> faults;
  auto set = RuleSet::compile(std::move(parsed.rules), nullptr, faults);
  REQUIRE(set != nullptr);
  return set;
}

Summary scan_into(const std::string& index, const std::string& root, const RuleSet& set,
                  ProgressState& progress) {
  SourceOptions source_options;
  source_options.lasting_name = "test";
  auto source = make_source(root, source_options);
  REQUIRE(source.has_value());
  std::vector<std::unique_ptr<Source>> sources;
  sources.push_back(std::move(*source));
  index::StoreOptions with;
  with.run.rule_set_hash = set.fingerprint();
  with.run.extractor_version = with.run.key_id = "1";
  with.run.targets = {{"test", root}};
  with.reserve.bytes = 0;
  auto store = index::SqliteStore::open_for_scan(index, std::move(with));
  REQUIRE(store.has_value());
  ScanOptions options;
  options.jobs = 4;
  options.index_fingerprints = true;
  options.store = store->get();
  auto result = run_scan(sources, set, Keys{}, options, **store, &progress);
  REQUIRE(result.has_value());
  return result->summary;
}

/// Nothing when the index is not there yet or cannot be read.
std::optional<std::size_t> findings_in(const std::string& index) {
  auto reader = index::IndexReader::open(index);
  if (!reader) return std::nullopt;
  std::size_t count = 0;
  const auto done =
      (*reader)->findings({}, [&count](index::StoredFinding&) { return ++count > 0; });
  return done ? std::optional(count) : std::nullopt;
}

}  // namespace

TEST_CASE(
    "an index that four threads fill can be read meanwhile, and knows it all on the second night") {
  test::TemporaryTree tree, home;
  for (int i = 0; i < kFiles; ++i)
    tree.file(std::to_string(i % 7) + "/" + std::to_string(i) + ".txt",
              "ada" + std::to_string(i) + "@labo-exemple.fr\n");
  tree.file("large.txt", std::string(5 << 20, '.') + " ada@labo-exemple.fr\n");
  const std::string index = home.path("index/index.db");
  const auto set = rules();

  for (int night = 0; night < 2; ++night) {
    std::atomic<bool> ended{false};
    ProgressState progress;
    std::size_t last = 0;
    bool shrank = false;
    std::thread reader([&] {
      while (!ended) {
        const std::optional<std::size_t> count = findings_in(index);
        shrank = shrank || (count && *count < last);
        last = count.value_or(last);
      }
    });
    const Summary summary = scan_into(index, tree.path(), *set, progress);
    ended = true;
    reader.join();
    CHECK_FALSE(shrank);
    CHECK(last <= kFiles + 1U);
    CHECK(progress.items == kFiles + 1U);
    CHECK(summary.items.complete == kFiles + 1U);
    CHECK(summary.items.unchanged == (night == 0 ? 0U : kFiles + 1U));
    CHECK(summary.findings == kFiles + 1U);
    CHECK(findings_in(index) == kFiles + 1U);
  }
}

TEST_CASE("one rule set serves matchers of several threads") {
  const auto set = rules();
  const std::string text =
      "Contact : ada@labo-exemple.fr, t\xC3\xA9l. 06 39 98 12 34, IBAN "
      "FR7630006000011234567890189\n";
  std::atomic<std::size_t> found{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Matcher matcher(*set);
      for (int round = 0; round < 50; ++round) {
        TextUnit unit;
        unit.text = text;
        unit.owned_end = text.size();
        found += matcher.match(unit).size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(found == 4 * 50 * 3);
}
