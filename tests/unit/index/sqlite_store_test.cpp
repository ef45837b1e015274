#include "index/sqlite_store.hpp"

#include <catch2/catch.hpp>

#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

/// What annotate() says about the record's only finding.
Presence presence_now(const std::string& index, ItemRecord record) {
  auto store = open_store(index);
  REQUIRE(store->annotate(record));
  REQUIRE(record.findings.size() == 1);
  return record.findings[0].presence;
}

ItemRecord record_with(const std::string& relative, std::vector<std::uint64_t> prefixes) {
  ItemRecord made = record(relative);
  made.findings.push_back(finding(made, "intl.email", std::move(prefixes)));
  return made;
}

}  // namespace

TEST_CASE("an index is made and holds what was given when it is opened again") {
  PrivateFolder folder;
  std::string index = folder.path("new/index.db");
  ItemRecord zip = record_with("a.zip", {5, 9});
  zip.outcome.status = Status::partial;
  zip.outcome.reason = Reason::budget_entries;
  zip.other_names = {"/srv/a/b.zip", "/srv/a/c.zip"};
  Outcome skipped;
  skipped.status = Status::skipped;
  skipped.reason = Reason::encrypted;
  zip.parts.push_back({"secret.txt", skipped});
  run_scan(index, {zip, record("b.txt")});

  CHECK(number(index, "SELECT count(*) FROM items") == 2);
  CHECK(number(index, "SELECT count(*) FROM items WHERE path IS NULL") == 2);
  CHECK(number(index,
               "SELECT count(*) FROM items WHERE status = 'partial' AND reason ="
               " 'budget_entries' AND part_count = 1 AND finding_count = 1") == 1);
  CHECK(number(index, "SELECT count(*) FROM parts WHERE reason = 'encrypted'") == 1);
  CHECK(number(index, "SELECT count(*) FROM findings WHERE match_count = 2") == 1);
  CHECK(number(index, "SELECT count(*) FROM samples") == 1);
  CHECK(number(index, "SELECT count(*) FROM runs WHERE status = 'completed'") == 1);
  CHECK(number(index, "SELECT length(other_names) FROM items WHERE other_names NOT NULL") == 26);
  CHECK(number(index, "PRAGMA user_version") == 11);
}

TEST_CASE("a night on which nothing changed writes the bitmap and no row of an item") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  std::vector<ItemRecord> records;
  for (int i = 0; i < 1000; ++i) records.push_back(record_with(std::to_string(i), {1, 2}));
  run_scan(index, records);

  auto store = open_store(index);
  std::int64_t before = store->total_changes();
  for (std::size_t i = 0; i < records.size(); ++i) {
    // Half of them are recognised before reading, half are read again and found equal.
    ItemRecord again = records[i];
    if (i % 2 == 0) {
      auto known = store->known(again.item);
      REQUIRE(known);
      CHECK(known->outcome.bytes_done == 100);
      again.unchanged = true;
      again.findings.clear();
      REQUIRE(store->annotate(again));
      REQUIRE(again.findings.size() == 1);
      CHECK(again.findings[0].presence == Presence::seen);
      CHECK(again.findings[0].samples.size() == 1);
    }
    REQUIRE(store->item(again));
  }
  store->listed_completely(0);
  REQUIRE(store->finish({}));
  // Four commits wrote the one chunk of the bitmap, and finish() the run's totals.
  CHECK(store->total_changes() - before <= 6);
  store.reset();
  CHECK(number(index, "SELECT count(*) FROM items WHERE changed_run = 1") == 1000);
  CHECK(number(index, "SELECT count(*) FROM run_items") == 2);
}

TEST_CASE("an item is known only while metadata and configuration are the same") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  ItemRecord first = record("a");
  ItemRecord broken = record("broken");
  broken.outcome.status = Status::partial;
  broken.outcome.reason = Reason::corrupt;
  // What lost its worker waits until it changes, so that it does not lose the next run's too.
  ItemRecord culprit = record("culprit");
  culprit.outcome.status = Status::partial;
  culprit.outcome.reason = Reason::parser_crash;
  run_scan(index, {first, broken, culprit});
  {
    auto store = open_store(index);
    CHECK(store->known(first.item));
    CHECK_FALSE(store->known(broken.item));
    REQUIRE(store->known(culprit.item));
    CHECK(store->known(culprit.item)->outcome.reason == Reason::parser_crash);
    Item other = first.item;
    other.metadata.device = 99;
    CHECK(store->known(other));
    other.metadata.size += 1;
    CHECK_FALSE(store->known(other));
    other = first.item;
    other.metadata.changed_ns += 1;
    // Its content has to be compared.
    REQUIRE(store->known(other));
    CHECK(store->known(other)->trust == KnownItem::Trust::same_content);
    other = first.item;
    other.target = 1;
    CHECK_FALSE(store->known(other));
  }
  auto store = open_store(index, options("rules-2"));
  CHECK_FALSE(store->known(first.item));
  // Read again with the new rules and found equal, it is known from then on.
  REQUIRE(store->item(first));
  REQUIRE(store->finish({}));
  store.reset();
  CHECK(open_store(index, options("rules-2"))->known(first.item));
}

TEST_CASE("presence over three runs: new, seen, changed, gone") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  ItemRecord a = record_with("a", {1, 2, 3});
  ItemRecord b = record_with("b", {4});
  CHECK(presence_now(index, a) == Presence::new_);
  run_scan(index, {a, b});
  CHECK(presence_now(index, a) == Presence::seen);

  ItemRecord other_values = record_with("a", {1, 2, 4});
  CHECK(presence_now(index, other_values) == Presence::changed);
  other_values.item.metadata.changed_ns += 5;
  run_scan(index, {other_values});
  std::int64_t run = number(index, "SELECT max(run_id) FROM runs");
  std::string is_run = " = " + std::to_string(run);
  CHECK(number(index,
               "SELECT count(*) FROM findings WHERE first_run < changed_run AND"
               " gone_run IS NULL AND changed_run" +
                   is_run) == 1);
  CHECK(number(index, "SELECT count(*) FROM items WHERE gone_run" + is_run) == 1);
  CHECK(number(index, "SELECT count(*) FROM findings WHERE gone_run" + is_run) == 1);

  // Back again, and the other's finding cleaned up while the file stays.
  ItemRecord cleaned = record("a", 50);
  run_scan(index, {cleaned, b});
  CHECK(number(index, "SELECT count(*) FROM items WHERE gone_run IS NULL") == 2);
  CHECK(number(index, "SELECT sum(finding_count) FROM items") == 1);
  CHECK(number(index,
               "SELECT count(*) FROM findings f JOIN items i USING (item_id) WHERE"
               " f.gone_run NOT NULL AND CAST(relative AS TEXT) = 'a'") == 1);
}

TEST_CASE("nothing is gone after an incomplete walk, below an excluded folder, or unread") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  std::vector<ItemRecord> all = {record_with("a", {1}), record_with("old/deep/b", {2}),
                                 record_with("c", {3})};
  run_scan(index, all);
  {
    auto store = open_store(index);
    REQUIRE(store->item(all[0]));
    REQUIRE(store->finish({}));
  }
  CHECK(number(index, "SELECT count(*) FROM items WHERE gone_run NOT NULL") == 0);
  ItemRecord excluded = record("old", 0);
  excluded.item.metadata.mode = 040755;
  excluded.outcome.status = Status::skipped;
  excluded.outcome.reason = Reason::excluded;
  ItemRecord unreadable = record("c");
  unreadable.outcome.status = Status::skipped;
  unreadable.outcome.reason = Reason::permission_denied;
  run_scan(index, {excluded, unreadable});
  CHECK(number(index, "SELECT count(*) FROM items WHERE gone_run NOT NULL") == 1);
  CHECK(number(index, "SELECT count(*) FROM findings WHERE gone_run NOT NULL") == 1);
  CHECK(number(index,
               "SELECT count(*) FROM items WHERE CAST(relative AS TEXT) = 'c' AND"
               " finding_count = 1 AND reason = 'permission_denied'") == 1);
}

TEST_CASE("triage is kept when a finding changes, and told before it is printed") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  ItemRecord a = record_with("a", {1});
  run_scan(index, {a});
  {
    auto database = Database::open(index, OpenMode::read_write);
    REQUIRE(database->execute("UPDATE findings SET triage = 2"));
  }
  ItemRecord more = record_with("a", {1, 7});
  run_scan(index, {more});
  auto store = open_store(index);
  REQUIRE(store->annotate(more));
  CHECK(more.findings[0].triage == Triage::false_positive);
  CHECK(more.findings[0].presence == Presence::seen);
}

TEST_CASE("findings of one item that share an id are all kept") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  ItemRecord twice = record("twice.zip");
  twice.findings = {finding(twice, "intl.email", {1}), finding(twice, "intl.email", {2})};
  run_scan(index, {twice});
  CHECK(number(index, "SELECT count(*) FROM findings") == 2);
  twice.outcome.note = "changed";
  run_scan(index, {twice});
  CHECK(number(index, "SELECT count(*) FROM findings WHERE gone_run IS NULL") == 2);
}

TEST_CASE("a batch is committed by count") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  StoreOptions with = options();
  with.batch_items = 10;
  with.batch_time = std::chrono::hours(1);
  auto store = open_store(index, with);
  for (int i = 0; i < 25; ++i) REQUIRE(store->item(record(std::to_string(i))));
  CHECK(number(index, "SELECT count(*) FROM items") == 20);
  REQUIRE(store->flush());
  CHECK(number(index, "SELECT count(*) FROM items") == 25);
}

TEST_CASE("a newer schema and a database of another program are refused, untouched") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  run_scan(index, {record("a")});
  {
    auto database = Database::open(index, OpenMode::read_write);
    REQUIRE(database->execute("PRAGMA user_version = 99"));
  }
  auto newer = SqliteStore::open_for_scan(index, options());
  REQUIRE_FALSE(newer);
  CHECK(newer.error().kind == ErrorKind::unavailable);
  CHECK(newer.error().message.find("schema 99") != std::string::npos);
  {
    auto database = Database::open(index, OpenMode::read_write);
    REQUIRE(database->execute("PRAGMA application_id = 1"));
  }
  auto foreign = SqliteStore::open_for_scan(index, options());
  REQUIRE_FALSE(foreign);
  CHECK(foreign.error().kind == ErrorKind::invalid);
}

TEST_CASE("too little space on the disk stops the scan before a batch") {
  PrivateFolder folder;
  std::string index = folder.path("index.db");
  auto store = open_store(index);
  REQUIRE(store->item(record("a")));
  REQUIRE(store->finish({}));
  store.reset();
  StoreOptions with = options();
  with.reserve = {~0ULL, 1e9};
  auto refused = SqliteStore::open_for_scan(index, with);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::io);
  CHECK(refused.error().message.find("last commit is kept") != std::string::npos);
}
