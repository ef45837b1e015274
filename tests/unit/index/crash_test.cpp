// A writer that is killed leaves the last commit, and the next run goes on from there.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

ItemRecord numbered(int i) {
  ItemRecord made = record(std::to_string(i));
  made.findings.push_back(finding(made, "intl.email", {static_cast<std::uint64_t>(i), 1'000'000}));
  return made;
}

/// A process of its own stores `items` items, ten to a commit, and is killed.
void store_and_die(const std::string& index, int items) {
  pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    StoreOptions with = options();
    with.batch_items = 10;
    with.batch_time = std::chrono::hours(1);
    auto store = SqliteStore::open_for_scan(index, with);
    for (int i = 0; store && i < items; ++i)
      if (!(*store)->item(numbered(i))) ::_exit(1);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("after kill -9 the last commit stands and the next run resumes to the same index") {
  for (int items : {0, 5, 10, 17, 40, 55}) {
    PrivateFolder folder;
    std::string index = folder.path("index.db");
    store_and_die(index, items);
    int committed = items / 10 * 10;
    {
      auto database = Database::open(index, OpenMode::read_write);
      REQUIRE(database);
      auto check = database->integer("SELECT integrity_check = 'ok' FROM pragma_integrity_check");
      REQUIRE(check);
      CHECK(check->value_or(0) == 1);
    }
    CHECK(number(index, "SELECT count(*) FROM items") == committed);
    CHECK(number(index, "SELECT count(*) FROM findings") == committed);

    auto store = open_store(index);
    for (int i = 0; i < 60; ++i) {
      ItemRecord one = numbered(i);
      one.unchanged = store->known(one.item).has_value();
      CHECK(one.unchanged == (i < committed));
      REQUIRE(store->item(one));
    }
    store->listed_completely(0);
    REQUIRE(store->finish({}));
    store.reset();
    CHECK(number(index, "SELECT count(*) FROM items WHERE gone_run IS NULL") == 60);
    // The run was taken up again.
    CHECK(number(index, "SELECT count(*) FROM runs") == 1);
    CHECK(number(index,
                 "SELECT count(*) FROM runs WHERE status = 'completed' AND resumed_count = 1") ==
          1);
    CHECK(number(index, "SELECT count(*) FROM findings WHERE first_run = 1") == 60);
    auto database = Database::open(index, OpenMode::read_only);
    int found = 0;
    const std::uint64_t prefix = 1'000'000;
    REQUIRE(search_segments(*database, {&prefix, 1}, [&](const SegmentEntry&) { ++found; }));
    CHECK(found == 60);
  }
}
