// What an index knows of an item on the next night.
#include <catch2/catch.hpp>

#include "index/candidate_rules.hpp"
#include "index/index_reader.hpp"
#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;
using Trust = KnownItem::Trust;

namespace {

std::vector<ItemRecord> many(int count) {
  std::vector<ItemRecord> records;
  for (int i = 0; i < count; ++i) {
    records.push_back(record("d/" + std::to_string(1000 + i)));
    records.back().item.metadata.inode = static_cast<std::uint64_t>(100 + i);
  }
  return records;
}

bool unchanged(const SqliteStore& store, const Item& item) {
  const auto known = store.known(item);
  return known && known->trust == Trust::unchanged;
}

StoreOptions with_rules(const std::string& hash, const std::string& rules) {
  StoreOptions with = options(hash);
  with.run.rules = rules;
  return with;
}

}  // namespace

TEST_CASE("items are known in any order, and past those that changed, came or went") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  const auto records = many(50);
  run_scan(index, records);
  auto store = open_store(index);
  for (int round = 0; round < 2; ++round) {
    for (int i = round == 0 ? 0 : 49; i >= 0 && i < 50; i += round == 0 ? 1 : -1) {
      Item item = records[static_cast<std::size_t>(i)].item;
      if (i % 10 == 3) continue;  // not met this time
      if (i % 10 == 7) CHECK_FALSE(store->known(record("d/new" + std::to_string(i)).item));
      CHECK(unchanged(*store, item));
      auto place = store->known(item);
      REQUIRE(place);
      CHECK(place->place.row == i + 1);
      item.metadata.size += 1;
      CHECK_FALSE(store->known(item));
      item = records[static_cast<std::size_t>(i)].item;
      item.target = 1;
      CHECK_FALSE(store->known(item));
    }
  }
}

TEST_CASE(
    "other times with the same size: the content decides; remote items need size and mtime only") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  auto records = many(64);
  for (ItemRecord& one : records) one.edge_hash[0] = 9;
  run_scan(index, records);
  auto store = open_store(index);
  Item item = records[5].item;
  item.metadata.modified_ns += 1;
  const auto touched = store->known(item);
  REQUIRE(touched);
  CHECK(touched->trust == Trust::same_content);
  CHECK(touched->content == records[5].content_hash);
  int edges = 0;
  for (const ItemRecord& one : records) {
    Item remote = one.item;
    remote.remote = true;
    remote.metadata.inode += 5;
    remote.metadata.changed_ns += 5;
    remote.metadata.device += 5;
    const auto known = store->known(remote);
    REQUIRE(known);
    CHECK((known->trust == Trust::unchanged || known->trust == Trust::same_edges));
    if (known->trust == Trust::same_edges) CHECK(known->edges == one.edge_hash);
    edges += known->trust == Trust::same_edges ? 1 : 0;
  }
  CHECK(edges > 0);
  CHECK(edges < 20);
}

TEST_CASE("a rule that is new concerns all items, one that is gone those it was found in") {
  PrivateFolder folder;
  auto records = many(4);
  records[1].findings.push_back(finding(records[1], "a.old"));
  const auto night = [&](const std::string& name, const StoreOptions& with) {
    const std::string index = folder.path(name);
    run_scan(index, records, with_rules("one", "a.old 1\nb.kept 1\n"));
    return open_store(index, with);
  };
  {
    auto store = night("removed", with_rules("two", "b.kept 1\n"));
    CHECK(unchanged(*store, records[0].item));
    CHECK_FALSE(store->known(records[1].item));
    CHECK(store->rules_note().find("1 removed (a.old)") != std::string::npos);
  }
  {
    auto store = night("changed", with_rules("three", "a.old 1\nb.kept 2\n"));
    CHECK_FALSE(store->known(records[0].item));
    CHECK(store->rules_note().find("1 rules new or changed (b.kept)") != std::string::npos);
  }
  {
    // Weighed otherwise: what passes its check is the same, so only items with any of it count.
    records[2].candidates.set(braque::rule_bit("b.kept"));
    records[3].candidates.set();
    const std::string index = folder.path("weighed");
    run_scan(index, records, with_rules("one", "a.old 1\nb.kept 1.form\n"));
    auto store = open_store(index, with_rules("five", "a.old 1\nb.kept 2.form\n"));
    CHECK(unchanged(*store, records[0].item));
    CHECK(unchanged(*store, records[1].item));
    CHECK_FALSE(store->known(records[2].item));
    CHECK_FALSE(store->known(records[3].item));
    CHECK(store->rules_note().find("1 weighed otherwise (b.kept)") != std::string::npos);
    CHECK(store->rules_note().find(": 2 unchanged files") != std::string::npos);
  }
  {
    auto store = night("form", with_rules("six", "a.old 1\nb.kept 1.form\n"));
    CHECK(unchanged(*store, records[0].item));
  }
  {
    const std::string index = folder.path("other form");
    run_scan(index, records, with_rules("one", "a.old 1\nb.kept 1.form\n"));
    auto store = open_store(index, with_rules("seven", "a.old 1\nb.kept 2.other\n"));
    CHECK_FALSE(store->known(records[0].item));
  }
  {
    StoreOptions unchosen = with_rules("four", "b.kept 1\n");
    unchosen.unchosen_rules = {"a.old"};
    auto store = night("unchosen", unchosen);
    CHECK(unchanged(*store, records[1].item));
    CHECK(store->rules_note().empty());
  }
}

TEST_CASE("a set of rules is kept in few bytes, and none of it is forgotten") {
  CHECK(packed({}).empty());
  RuleBits few, many, all;
  few.set(7).set(200);
  for (std::size_t bit = 0; bit < 64; ++bit) many.set(4 * bit);
  all.set();
  CHECK(packed(few) == std::string("\x07\xc8"));
  CHECK(packed(many).size() == 32);
  RuleBits one, other;
  one.set(200);
  other.set(201);
  for (const RuleBits& bits : {few, many, all}) CHECK(holds_any(packed(bits), one));
  CHECK_FALSE(holds_any(packed(few), other));
  CHECK_FALSE(holds_any(packed(many), other));
  CHECK(holds_any(packed(all), other));
  CHECK(holds_any(std::string(33, '\0'), other));
}

TEST_CASE(
    "items of which there is nothing to say are counted as seen, and what was not met is gone") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  auto records = many(50);
  records[10].findings.push_back(finding(records[10], "a.rule"));
  records[11].outcome.bytes_done -= 1;
  records[12].outcome.status = Status::partial;
  run_scan(index, records);
  auto store = open_store(index);
  const auto quiet = [&](const Item& item) {
    return store->quiet(item.target, item.relative, item.metadata, item.remote);
  };
  int quietly = 0, missing = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i == 20 || (i >= 30 && i < 35) || i == 49) {
      ++missing;
      continue;
    }
    ItemRecord one = records[i];
    if (i == 5) one.item.metadata.modified_ns += 1;
    const bool settled = quiet(one.item);
    CHECK_FALSE((settled && (i == 5 || (i >= 10 && i <= 12))));
    quietly += settled ? 1 : 0;
    if (settled) continue;
    one.unchanged = unchanged(*store, one.item);
    CHECK(one.unchanged == (i != 5 && i != 12));
    REQUIRE(store->annotate(one));
    REQUIRE(store->item(one));
  }
  CHECK(quietly >= 30);
  store->listed_completely(0);
  REQUIRE(store->finish({}));
  store.reset();
  CHECK(number(index, "SELECT count(*) FROM items WHERE gone_run IS NOT NULL") == missing);
  CHECK(
      number(
          index,
          "SELECT group_concat(item_id) = '21,31,32,33,34,35,50' FROM items WHERE gone_run = 2") ==
      1);
  // The next night knows them all: they were seen.
  auto reader = IndexReader::open(index);
  REQUIRE(reader);
  Filter filter;
  filter.run = 2;
  int seen = 0;
  REQUIRE((*reader)->items(filter, [&](StoredItem&) { return ++seen > 0; }));
  CHECK(seen == 50 - missing);
}

TEST_CASE("what nobody asked about is gone, wherever the walk began") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  const auto records = many(30);
  run_scan(index, records);
  auto store = open_store(index);
  // Another order: the second half first, and three of the first half not at all.
  for (std::size_t k = 0; k < records.size(); ++k) {
    const std::size_t i = (k + 15) % 30;
    if (i == 2 || i == 3 || i == 14) continue;
    const Item& item = records[i].item;
    if (store->quiet(0, item.relative, item.metadata, false)) continue;
    ItemRecord one = records[i];
    REQUIRE(unchanged(*store, item));
    one.unchanged = true;
    REQUIRE(store->annotate(one));
    REQUIRE(store->item(one));
  }
  store->listed_completely(0);
  REQUIRE(store->finish({}));
  store.reset();
  CHECK(number(index, "SELECT group_concat(item_id) = '3,4,15' FROM items WHERE gone_run = 2") ==
        1);
}
