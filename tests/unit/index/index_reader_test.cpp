#include "index/index_reader.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "index/outbox.hpp"
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

TEST_CASE(
    "the first findings of a rule are those of the first items, however far these lie apart") {
  PrivateFolder folder;
  std::vector<ItemRecord> records;
  for (int i = 0; i < 60; ++i) {
    records.push_back(record(std::to_string(100 + i)));
    const bool rare = i == 3 || i == 40 || i == 41 || i == 55;
    records.back().findings = {finding(records.back(), "intl.email"),
                               finding(records.back(), "intl.phone"),
                               finding(records.back(), "intl.dob")};
    if (rare) records.back().findings.push_back(finding(records.back(), "eu.iban"));
  }
  run_scan(folder.path("index.db"), records);
  auto reader = IndexReader::open(folder.path("index.db"));
  REQUIRE(reader);
  const std::vector<std::string> expected{"103", "140", "141", "155"};
  for (std::uint64_t limit = 0; limit <= 5; ++limit) {
    Filter filter;
    filter.rules = {"eu.iban"};
    filter.limit = limit;
    std::vector<std::string> found;
    REQUIRE((*reader)->findings(filter, [&](StoredFinding& stored) {
      found.push_back(stored.finding.relative);
      return true;
    }));
    const std::size_t wanted = limit == 0 || limit > 4 ? 4 : limit;
    CHECK(found == std::vector<std::string>(
                       expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(wanted)));
  }
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
  using Held = std::vector<std::uint64_t>;
  using Places = std::vector<std::pair<std::string, Held>>;
  auto search = [&](Held prefixes) {
    Places places;
    REQUIRE(open_reader(index)->search(
        std::move(prefixes), [&](StoredFinding& stored, std::span<const std::uint64_t> held) {
          places.emplace_back(stored.finding.relative, Held(held.begin(), held.end()));
          return true;
        }));
    return places;
  };
  CHECK(search({2}) == Places{{"a.csv", {2}}, {"c.txt", {2}}});
  CHECK(search({3}) == Places{{"dir/b.txt", {3}}});
  CHECK(search({4, 2, 99, 2, 1, 3}) ==
        Places{{"a.csv", {1, 2}}, {"dir/b.txt", {3}}, {"c.txt", {2, 4}}});
  CHECK(search({99}).empty());
  CHECK(search({}).empty());
}

TEST_CASE("no index, and an index of another version, are said") {
  PrivateFolder folder;
  auto missing = IndexReader::open(folder.path("index.db"));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::invalid);
  run_scan(folder.path("index.db"), {});
  {
    auto database = Database::open(folder.path("index.db"), OpenMode::read_write);
    REQUIRE(database->execute("PRAGMA user_version = 99"));
  }
  auto newer = IndexReader::open(folder.path("index.db"));
  REQUIRE_FALSE(newer);
  CHECK(newer.error().kind == ErrorKind::unavailable);
}

TEST_CASE("the index tells what it knew after an earlier run, and what two runs differ in") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  const auto with = [](const std::string& relative, std::vector<std::uint64_t> prefixes) {
    ItemRecord made = record(relative);
    made.findings.push_back(finding(made, "intl.email", std::move(prefixes)));
    return made;
  };
  run_scan(index, {with("a", {1}), with("b", {2})});     // run 1
  run_scan(index, {with("a", {1, 3}), with("c", {4})});  // run 2: a changed, b gone, c new
  run_scan(index, {with("a", {1, 3}), with("b", {2})});  // run 3: b is back, c gone
  auto reader = IndexReader::open(index);
  REQUIRE(reader);
  using Words = std::vector<std::string>;
  const auto known = [&](std::int64_t run) {
    Filter filter;
    filter.run = run;
    filter.as_known = true;
    Words found;
    REQUIRE((*reader)->findings(filter, [&](StoredFinding& row) {
      found.push_back(row.finding.relative + " " + std::to_string(row.finding.count));
      return true;
    }));
    return found;
  };
  const auto between = [&](std::int64_t earlier, std::int64_t later) {
    Words found;
    REQUIRE((*reader)->differences(earlier, later, [&](StoredFinding& row) {
      found.push_back(row.finding.relative + " " + std::string(name(row.finding.presence)) + " " +
                      std::to_string(row.finding.count));
      return true;
    }));
    std::sort(found.begin(), found.end());
    return found;
  };
  CHECK(known(1) == Words{"a 1", "b 1"});
  CHECK(known(2) == Words{"a 2", "c 1"});
  CHECK(known(3) == Words{"a 2", "b 1"});
  CHECK(between(1, 2) == Words{"a changed 2", "b gone 1", "c new 1"});
  CHECK(between(2, 3) == Words{"b new 1", "c gone 1"});
  CHECK(between(1, 3) == Words{"a changed 2"});
  CHECK(number(index, "SELECT count(*) FROM outbox WHERE event = 'new'") == 4);
  CHECK(number(index, "SELECT count(*) FROM outbox WHERE event = 'changed'") == 1);
  CHECK(number(index, "SELECT count(*) FROM outbox WHERE event = 'gone'") == 2);
  CHECK(number(index, "SELECT count(*) FROM outbox WHERE event LIKE 'run_%'") == 6);
  REQUIRE((*reader)->run_before(0));
  CHECK_FALSE((*(*reader)->run_before(0)).has_value());
}

TEST_CASE("findings below a folder are those of its items, and of items that lie elsewhere") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  std::vector<ItemRecord> records;
  for (const char* name : {"b/1", "b/2", "b0", "a", "c/d", "elsewhere"}) {
    records.push_back(record(name));
    if (records.size() == 6) records.back().item.path = "/srv/b/9";
    records.back().findings.push_back(finding(records.back(), "a.rule"));
  }
  run_scan(index, records);
  auto reader = IndexReader::open(index);
  REQUIRE(reader);
  const auto found = [&](const std::string& path, const std::string& target = "") {
    Filter filter;
    filter.path = path;
    filter.target = target;
    std::vector<std::string> items;
    REQUIRE((*reader)->findings(filter, [&](StoredFinding& stored) {
      items.push_back(stored.finding.item);
      return true;
    }));
    return items;
  };
  using Words = std::vector<std::string>;
  CHECK(found("/srv/a/b") == Words{"/srv/a/b/1", "/srv/a/b/2"});
  CHECK(found("/srv/a/b/") == Words{"/srv/a/b/1", "/srv/a/b/2"});
  CHECK(found("/srv/a/b*") == Words{"/srv/a/b/1", "/srv/a/b/2", "/srv/a/b0"});
  CHECK(found("/srv/a/?") == Words{"/srv/a/a"});
  CHECK(found("/srv/b/*") == Words{"/srv/b/9"});
  CHECK(found("/srv/b/*", "file://a/srv/b").empty());
  CHECK(found("/srv/a").size() == 5);
  CHECK(found("*/d") == Words{"/srv/a/c/d"});
  CHECK(found("/other").empty());
}

TEST_CASE("an outbox that nobody empties gives up the oldest events and says how many") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  run_scan(index, {});
  auto database = Database::open(index, OpenMode::read_write);
  REQUIRE(database);
  REQUIRE(database->execute("DELETE FROM outbox"));
  Outbox outbox;
  REQUIRE(outbox.open(*database, 3));
  for (int i = 0; i < 5; ++i) REQUIRE(outbox.put(1, "new", Digest{}));
  REQUIRE(outbox.trim(1));
  CHECK(number(index, "SELECT count(*) FROM outbox") == 3);
  CHECK(number(index, "SELECT count FROM outbox WHERE event = 'gap'") == 3);
  REQUIRE(outbox.put(2, "new", Digest{}));
  REQUIRE(outbox.trim(2));
  CHECK(number(index, "SELECT count FROM outbox WHERE event = 'gap'") == 4);
  CHECK(number(index, "SELECT count(*) FROM outbox") == 3);
  // In the middle of a run only what is much too much.
  Outbox large;
  REQUIRE(large.open(*database, 80));
  for (int i = 0; i < 85; ++i) REQUIRE(large.put(3, "new", Digest{}));
  REQUIRE(large.trim_early(3));
  CHECK(number(index, "SELECT count(*) FROM outbox") == 88);
  for (int i = 0; i < 5; ++i) REQUIRE(large.put(3, "new", Digest{}));
  REQUIRE(large.trim_early(3));
  CHECK(number(index, "SELECT count(*) FROM outbox") == 80);
  CHECK(number(index, "SELECT count FROM outbox WHERE event = 'gap'") == 4 + 13);
}
