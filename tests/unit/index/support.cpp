#include "unit/index/support.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

namespace braque::index::test {

PrivateFolder::PrivateFolder() {
  std::string pattern = std::filesystem::temp_directory_path().string() + "/braque-index-XXXXXX";
  REQUIRE(::mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

StoreOptions options(const std::string& rule_set) {
  StoreOptions with;
  with.run.rule_set_hash = rule_set;
  with.run.extractor_version = "1";
  with.run.key_id = "key-1";
  with.audit.emplace(Key{});
  with.actor = "night";
  with.run.host = "a";
  with.run.targets = {{"file://a/srv/a", "/srv/a"}, {"file://a/srv/b", "/srv/b"}};
  with.reserve.bytes = 0;
  return with;
}

std::unique_ptr<SqliteStore> open_store(const std::string& path, StoreOptions with) {
  auto store = SqliteStore::open_for_scan(path, std::move(with));
  if (!store) FAIL(store.error().message);
  return std::move(*store);
}

ItemRecord record(const std::string& relative, std::uint64_t size) {
  ItemRecord made;
  made.item.path = "/srv/a/" + relative;
  made.item.relative = relative;
  made.item.metadata.size = size;
  made.item.metadata.inode = std::hash<std::string>{}(relative) >> 8;
  made.item.metadata.mode = 0100644;
  made.item.metadata.modified_ns = 1'700'000'000'000'000'000;
  made.item.metadata.changed_ns = 1'700'000'000'000'000'001;
  made.outcome.bytes = made.outcome.bytes_done = size;
  made.outcome.format = "text";
  made.content_hash[0] = 7;
  return made;
}

Finding finding(const ItemRecord& of, const std::string& rule,
                std::vector<std::uint64_t> prefixes) {
  Finding made;
  std::uint64_t hash = std::hash<std::string>{}(of.item.relative + "|" + rule);
  for (std::size_t i = 0; i < 8; ++i) made.id[i] = static_cast<std::uint8_t>(hash >> (8 * i));
  made.item = of.item.path;
  made.relative = of.item.relative;
  made.rule = rule;
  made.name = "Name of " + rule;
  made.name_fr = "Nom de " + rule;
  made.category = "contact";
  made.confidence = Confidence::high;
  made.score = 0.95;
  made.count = made.distinct = prefixes.size();
  made.alternatives = {{"intl.other", 0.5}};
  made.samples = {{12, 1034, 21, "*****************1234", made.id}};
  made.fingerprints = [prefixes](const auto& visit) {
    for (std::uint64_t prefix : prefixes) visit(prefix);
  };
  return made;
}

std::int64_t number(const std::string& index, const std::string& sql) {
  auto database = Database::open(index, OpenMode::read_only);
  REQUIRE(database);
  auto value = database->integer(sql);
  if (!value) FAIL(value.error().message);
  return value->value_or(-1);
}

void run_scan(const std::string& index, const std::vector<ItemRecord>& records, StoreOptions with) {
  auto store = open_store(index, std::move(with));
  for (const ItemRecord& one : records) REQUIRE(store->item(one));
  store->listed_completely(0);
  REQUIRE(store->finish({}));
}

}  // namespace braque::index::test
