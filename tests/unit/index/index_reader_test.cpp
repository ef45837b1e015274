#include "index/index_reader.hpp"

#include <catch2/catch.hpp>

#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

std::unique_ptr<IndexReader> open_reader(const std::string& index) {
  auto reader = IndexReader::open(index);
  if (!reader) FAIL(reader.error().message);
  return std::move(*reader);
}

std::vector<StoredFinding> findings(const std::string& index, const Filter& filter) {
  std::vector<StoredFinding> found;
  auto done = open_reader(index)->findings(filter, [&](StoredFinding& stored) {
    found.push_back(stored);
    return true;
  });
  if (!done) FAIL(done.error().message);
  return found;
}

/// a has an e-mail address that stays, b an IBAN that goes, c comes in the second run.
void two_runs(const std::string& index) {
  ItemRecord a = record("a.csv"), b = record("dir/b.txt"), c = record("c.txt");
  a.findings.push_back(finding(a, "intl.email", {1, 2}));
  a.findings[0].column = "mail";
  b.findings.push_back(finding(b, "eu.iban", {3}));
  b.findings[0].confidence = Confidence::low;
  c.findings.push_back(finding(c, "intl.email", {2, 4}));
  run_scan(index, {a, b});
  run_scan(index, {a, c});
}

}  // namespace

TEST_CASE("a finding is read back as it was stored") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  two_runs(index);
  auto all = findings(index, {});
  REQUIRE(all.size() == 2);
  const Finding& first = all[0].finding;
  CHECK(first.item == "/srv/a/a.csv");
  CHECK(first.relative == "a.csv");
  CHECK(first.column == "mail");
  CHECK(first.rule == "intl.email");
  CHECK(first.name_fr == "Nom de intl.email");
  CHECK(first.confidence == Confidence::high);
  CHECK(first.score == 0.95);
  CHECK(first.count == 2);
  REQUIRE(first.alternatives.size() == 1);
  CHECK(first.alternatives[0].rule == "intl.other");
  REQUIRE(first.samples.size() == 1);
  CHECK(first.samples[0].line == 12);
  CHECK(first.samples[0].masked == "*****************1234");
  CHECK(first.samples[0].fingerprint == first.id);
  CHECK(first.presence == Presence::seen);
  CHECK(all[0].last_seen_run == 2);
  CHECK(all[1].finding.presence == Presence::new_);
  CHECK(all[1].finding.column == std::nullopt);
}

TEST_CASE("findings are filtered by run, presence, rule, path, confidence and number") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  two_runs(index);
  Filter filter;
  filter.run = 1;
  auto first_run = findings(index, filter);
  REQUIRE(first_run.size() == 2);
  CHECK(first_run[0].finding.presence == Presence::new_);
  CHECK(first_run[1].finding.rule == "eu.iban");
  filter.run = 2;
  filter.presences = {Presence::gone, Presence::new_};
  auto changes = findings(index, filter);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].finding.presence == Presence::gone);
  CHECK(changes[0].last_seen_run == 1);
  CHECK(changes[1].finding.item == "/srv/a/c.txt");

  filter = {};
  filter.rules = {"eu.iban"};
  CHECK(findings(index, filter).empty());
  filter.run = 1;
  CHECK(findings(index, filter).size() == 1);
  filter.min_confidence = Confidence::medium;
  CHECK(findings(index, filter).empty());
  filter = {};
  filter.path = "*.txt";
  CHECK(findings(index, filter).size() == 1);
  filter = {};
  filter.limit = 1;
  CHECK(findings(index, filter).size() == 1);
  filter = {};
  filter.target = "file://elsewhere";
  CHECK(findings(index, filter).empty());
}

TEST_CASE("samples beyond those kept in memory are read when asked for") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  ItemRecord a = record("a");
  a.findings.push_back(finding(a, "intl.email"));
  const std::uint64_t more = 2500;
  a.findings[0].more_samples = [](const auto& visit) {
    for (std::uint64_t i = 1; i <= more; ++i) visit(Sample{0, 2000 + i, 5, "*****", {}});
  };
  run_scan(index, {a});
  std::uint64_t last = 0, count = 0;
  auto done = open_reader(index)->findings({}, [&](StoredFinding& stored) {
    CHECK(stored.finding.samples.size() == FindingRows::kSamplesInMemory);
    count = stored.finding.samples.size();
    stored.finding.more_samples([&](const Sample& sample) {
      ++count;
      last = sample.offset;
    });
    return true;
  });
  REQUIRE(done);
  CHECK(count == more + 1);
  CHECK(last == 2000 + more);
}

TEST_CASE("items, issues and runs are listed while a scan is running") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  ItemRecord zip = record("a.zip");
  Outcome skipped{Status::skipped, Reason::encrypted, 10, 0, "zip", "needs a password"};
  zip.parts = {{"good.txt", {Status::complete, Reason::none, 5, 5, "text", ""}},
               {"secret.txt", skipped}};
  zip.other_names = {"/srv/a/b.zip", "/srv/a/c.zip"};
  ItemRecord denied = record("denied");
  denied.item.path = std::string("/elsewhere/\xff\n");
  denied.outcome = {Status::skipped, Reason::permission_denied, 0, 0, "", ""};
  auto store = open_store(index);
  for (const auto& one : {zip, denied, record("fine")}) REQUIRE(store->item(one));
  REQUIRE(store->flush());

  auto reader = open_reader(index);
  std::vector<StoredItem> items;
  REQUIRE(reader->items({}, [&](StoredItem& item) {
    items.push_back(item);
    return true;
  }));
  REQUIRE(items.size() == 3);
  CHECK(items[0].other_names == zip.other_names);
  CHECK(items[0].item.metadata.inode == zip.item.metadata.inode);
  CHECK(items[0].content_hash == zip.content_hash);
  CHECK(items[1].item.path == "/elsewhere/\xff\n");
  CHECK(items[2].item.path == "/srv/a/fine");

  std::vector<StoredIssue> issues;
  auto collect = [&](StoredIssue& issue) {
    issues.push_back(issue);
    return true;
  };
  REQUIRE(reader->issues({}, collect));
  REQUIRE(issues.size() == 2);
  CHECK(issues[0].locator == "secret.txt");
  CHECK(issues[0].outcome.note == "needs a password");
  CHECK(issues[1].outcome.reason == Reason::permission_denied);
  issues.clear();
  Filter filter;
  filter.reasons = {Reason::encrypted};
  REQUIRE(reader->issues(filter, collect));
  CHECK(issues.size() == 1);

  auto newest = [&] {
    StoredRun found;
    REQUIRE(reader->runs(1, [&](StoredRun& run) {
      found = run;
      return true;
    }));
    return found;
  };
  CHECK(newest().status == "running");
  Summary summary;
  summary.items = {3, 2, 0, 1, 0};
  summary.reasons = {{Reason::permission_denied, 1}, {Reason::encrypted, 1}};
  summary.interrupted = true;
  REQUIRE(store->finish(summary));
  StoredRun run = newest();
  CHECK(run.status == "stopped");
  CHECK(run.finished_ms.value_or(0) >= run.started_ms);
  CHECK(run.key_id == "key-1");
  CHECK(run.totals.items.skipped == 1);
  CHECK(run.totals.reasons == summary.reasons);
}

TEST_CASE("a search names the findings that hold a value") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  two_runs(index);
  auto search = [&](std::uint64_t prefix) {
    std::vector<std::string> places;
    REQUIRE(open_reader(index)->search(prefix, [&](StoredFinding& stored) {
      places.push_back(stored.finding.relative);
      return true;
    }));
    return places;
  };
  CHECK(search(2) == std::vector<std::string>{"a.csv", "c.txt"});
  CHECK(search(3) == std::vector<std::string>{"dir/b.txt"});
  CHECK(search(99).empty());
}

TEST_CASE("no index, and an index of another version, are said") {
  PrivateFolder folder;
  auto missing = IndexReader::open(folder.path("index.db"));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::invalid);
  run_scan(folder.path("index.db"), {});
  {
    auto database = Database::open(folder.path("index.db"), OpenMode::read_write);
    REQUIRE(database->execute("PRAGMA user_version = 4"));
  }
  auto newer = IndexReader::open(folder.path("index.db"));
  REQUIRE_FALSE(newer);
  CHECK(newer.error().kind == ErrorKind::unavailable);
}
