#include "export/event_reader.hpp"

#include <catch2/catch.hpp>

#include "unit/index/support.hpp"

namespace braque::exporting {
namespace {

using namespace index::test;

struct Fixture {
  PrivateFolder folder;
  std::string path = folder.path("index.db");
  index::Database database;

  /// One file with two findings, one of them uncertain; then more matches; then the file is gone.
  Fixture() {
    ItemRecord one = record("hr/a=b.txt");
    one.findings = {finding(one, "eu.iban"), finding(one, "intl.person_name")};
    one.findings[1].confidence = Confidence::low;
    one.findings[1].score = 0.4;
    ItemRecord broken = record("hr/broken.zip");
    broken.outcome.status = Status::partial;
    broken.outcome.reason = Reason::io_error;
    run_scan(path, {one, broken});
    one.item.metadata.size = 200;
    one.findings[0] = finding(one, "eu.iban", {1, 2, 3, 4});
    run_scan(path, {one, broken});
    run_scan(path, {broken});
    auto opened = index::Database::open(path, index::OpenMode::read_only);
    REQUIRE(opened);
    database = std::move(*opened);
  }

  std::vector<Event> events(Selection selection = {}, Disclosure disclosure = {},
                            const Pseudonyms* pseudonyms = nullptr) {
    auto reader = EventReader::open(database, selection, disclosure, pseudonyms);
    REQUIRE(reader);
    auto rows = (*reader)->outbox(0, 1000);
    REQUIRE(rows);
    std::vector<Event> events;
    for (const OutboxRow& row : *rows) {
      auto event = (*reader)->event_of(row);
      REQUIRE(event);
      if (*event) events.push_back(**event);
    }
    return events;
  }
};

std::string words(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events)
    text += (text.empty() ? "" : " ") + std::string(name(event.kind));
  return text;
}

}  // namespace

TEST_CASE("event reader: the outbox tells runs, findings as they were, and what was not read") {
  Fixture fixture;
  const auto events = fixture.events();
  CHECK(words(events) ==
        "run_start new issue run_end run_start changed run_end run_start gone run_end");
  CHECK(events[1].finding->count == 3);
  CHECK(events[5].finding->count == 4);
  CHECK(events[8].finding->count == 4);
  CHECK(events[1].finding->id == events[8].finding->id);
  CHECK(events[1].id != events[5].id);
  CHECK(events[1].object.uri == "file://a/srv/a/hr/a=b.txt");
  CHECK(events[1].object.path == "/srv/a/hr/a=b.txt");
  CHECK(events[1].finding->locations.size() == 1);
  CHECK(events[1].finding->locations[0].masked.empty());
  CHECK(events[2].outcome.reason == Reason::io_error);
  CHECK(events[2].object.name == "broken.zip");
  for (std::size_t i = 1; i < events.size(); ++i)
    CHECK(events[i].sequence > events[i - 1].sequence);
  CHECK(events[3].run.status == "completed");
}

TEST_CASE("event reader: a destination gets what it asks for") {
  Fixture fixture;
  Selection low;
  low.min_confidence = Confidence::low;
  CHECK(words(fixture.events(low)) ==
        "run_start new new issue run_end run_start changed run_end run_start gone gone run_end");
  Selection gone;
  gone.kinds = {EventKind::gone};
  CHECK(words(fixture.events(gone)) ==
        "run_start issue run_end run_start run_end run_start gone run_end");
  Disclosure all;
  all.samples = all.fingerprints = true;
  const auto events = fixture.events({}, all);
  CHECK(events[1].finding->locations[0].masked == "*****************1234");
  CHECK(events[1].finding->locations[0].fingerprint.size() == 32);
  const Pseudonyms pseudonyms(Key{});
  Disclosure hidden;
  hidden.paths = hidden.owners = Naming::pseudonym;
  for (const Event& event : fixture.events({}, hidden, &pseudonyms)) {
    CHECK(event.object.path.find("a=b") == std::string::npos);
    CHECK(event.object.uri.find("a=b") == std::string::npos);
    CHECK(event.object.owner_name.empty());
  }
}

TEST_CASE("event reader: a snapshot is what is there, or what changed since a run") {
  Fixture fixture;
  const auto snapshot = [&](Selection selection, std::optional<std::int64_t> since) {
    auto reader = EventReader::open(fixture.database, selection, {}, nullptr);
    REQUIRE(reader);
    std::vector<Event> events;
    REQUIRE((*reader)->snapshot(since, [&](const Event& event) {
      events.push_back(event);
      return true;
    }));
    return words(events);
  };
  CHECK(snapshot({}, {}).empty());
  Selection everything;
  everything.kinds = {EventKind::found_new, EventKind::changed, EventKind::gone, EventKind::seen};
  CHECK(snapshot(everything, 2) == "gone");
  CHECK(snapshot(everything, 0) == "gone");
  everything.min_confidence = Confidence::low;
  CHECK(snapshot(everything, 0) == "gone gone");
}

TEST_CASE("event reader: the first look at a target is told as totals of folders") {
  PrivateFolder folder;
  const std::string path = folder.path("index.db");
  std::vector<ItemRecord> records;
  for (const char* name : {"hr/2019/x/a.txt", "hr/2019/b.txt", "hr/c.txt", "d.txt"}) {
    records.push_back(record(name));
    records.back().findings = {finding(records.back(), "eu.iban")};
  }
  run_scan(path, records);
  auto database = index::Database::open(path, index::OpenMode::read_only);
  REQUIRE(database);
  auto reader = EventReader::open(*database, {}, {}, nullptr);
  REQUIRE(reader);
  std::vector<Event> events;
  REQUIRE((*reader)->baseline(1, "file://a/srv/a", 9, [&](const Event& event) {
    events.push_back(event);
    return true;
  }));
  REQUIRE(events.size() == 4);
  CHECK(events[0].kind == EventKind::baseline);
  CHECK(events[0].count == 4);
  REQUIRE(events[0].totals.size() == 1);
  CHECK(events[0].totals[0].matches == 12);
  CHECK(events[1].object.uri == "file://a/srv/a/hr/2019");
  CHECK(events[1].count == 2);
  CHECK(events[1].id != events[2].id);
}

}  // namespace braque::exporting
