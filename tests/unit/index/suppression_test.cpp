#include "index/suppression.hpp"

#include <catch2/catch.hpp>

#include "index/clock.hpp"
#include "index/decision_writer.hpp"
#include "index/index_reader.hpp"
#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

ItemRecord record_with(const std::string& relative, const std::string& rule,
                       std::vector<std::uint64_t> prefixes) {
  ItemRecord made = record(relative);
  made.findings.push_back(finding(made, rule, std::move(prefixes)));
  return made;
}

Suppression for_days(int days) {
  Suppression made;
  made.reason = "test data";
  made.author = "lea";
  made.expires_ms = now_ms() + days * kDayMs;
  return made;
}

Digest beginning_with(std::uint64_t prefix) {
  Digest digest{};
  for (std::size_t i = 0; i < 8; ++i) digest[i] = static_cast<std::uint8_t>(prefix >> (56 - 8 * i));
  return digest;
}

std::unique_ptr<DecisionWriter> decisions(const std::string& index) {
  auto writer = DecisionWriter::open(index, Key{}, "lea");
  if (!writer) FAIL(writer.error().message);
  return std::move(*writer);
}

/// Paths of the findings that are shown, or of those that are suppressed.
std::vector<std::string> paths(const std::string& index, bool suppressed) {
  auto reader = IndexReader::open(index);
  REQUIRE(reader);
  Filter filter;
  filter.suppressed = suppressed;
  std::vector<std::string> found;
  REQUIRE((*reader)->findings(filter, [&](StoredFinding& row) {
    found.push_back(row.finding.relative);
    return true;
  }));
  return found;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("what is suppressed by path, rule or finding is kept and not shown") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  const ItemRecord a = record_with("tests/a", "intl.email", {1, 2});
  run_scan(index, {a, record_with("b", "intl.email", {3}), record_with("c", "fr.nir", {4})});
  auto writer = decisions(index);
  Suppression by_path = for_days(5);
  by_path.path = "/srv/a/tests";
  auto first = writer->suppress(by_path);
  REQUIRE(first);
  CHECK(paths(index, true) == Paths{"tests/a"});
  Suppression by_rule = for_days(9);
  by_rule.rule = "fr.*";
  REQUIRE(writer->suppress(by_rule));
  CHECK(paths(index, true) == Paths{"tests/a", "c"});
  CHECK(paths(index, false) == Paths{"b"});
  REQUIRE(writer->end_suppression(*first, "mended"));
  CHECK(paths(index, true) == Paths{"c"});
  CHECK(writer->end_suppression(*first, "again").error().kind == ErrorKind::invalid);
  // All criteria of one suppression must hold.
  Suppression both = for_days(1);
  both.finding = a.findings[0].id;
  both.rule = "fr.nir";
  REQUIRE(writer->suppress(both));
  CHECK(paths(index, true) == Paths{"c"});
}

TEST_CASE("a finding is suppressed by value when all its values are") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  run_scan(index, {record_with("a", "intl.email", {10, 20}), record_with("b", "intl.email", {10})});
  auto writer = decisions(index);
  Suppression ten = for_days(3), twenty = for_days(2);
  ten.fingerprint = beginning_with(10);
  twenty.fingerprint = beginning_with(20);
  REQUIRE(writer->suppress(ten));
  CHECK(paths(index, true) == Paths{"b"});
  REQUIRE(writer->suppress(twenty));
  CHECK(paths(index, true) == Paths{"a", "b"});
  // Until the first of them ends.
  CHECK(number(index, "SELECT count(*) FROM findings WHERE suppressed_until_ms = " +
                          std::to_string(twenty.expires_ms)) == 1);
  // A value that comes later brings the finding back.
  ItemRecord grown = record_with("a", "intl.email", {10, 20, 30});
  grown.item.metadata.size = 101;
  run_scan(index, {grown, record_with("b", "intl.email", {10})});
  CHECK(paths(index, true) == Paths{"b"});
}

TEST_CASE("a suppression ends by itself, and a run sees those that are in force") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  run_scan(index, {record_with("a", "intl.email", {1})});
  auto writer = decisions(index);
  Suppression over = for_days(1);
  over.rule = "intl.email";
  REQUIRE(writer->suppress(over));
  CHECK(paths(index, true) == Paths{"a"});
  auto database = Database::open(index, OpenMode::read_write);
  REQUIRE(database);
  // Two days later.
  REQUIRE(
      database->execute("UPDATE findings SET suppressed_until_ms = suppressed_until_ms - 172800000;"
                        "UPDATE suppressions SET expires_ms = expires_ms - 172800000"));
  CHECK(paths(index, false) == Paths{"a"});
  Suppression next = for_days(1);
  next.path = "*/later/*";
  REQUIRE(writer->suppress(next));
  ItemRecord later = record_with("later/b", "intl.email", {2});
  auto store = open_store(index);
  REQUIRE(store->annotate(later));
  CHECK(later.findings[0].suppression == "suppression 2: test data");
  CHECK(later.findings[0].suppressed == 1);
  REQUIRE(store->item(later));
  REQUIRE(store->finish({}));
  store.reset();
  CHECK(paths(index, true) == Paths{"later/b"});
}

TEST_CASE("triage is kept with its history, and what people decide stands in the audit trail") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  const ItemRecord a = record_with("a", "intl.email", {1});
  run_scan(index, {a});
  auto writer = decisions(index);
  REQUIRE(writer->triage(a.findings[0].id, Triage::accepted, "known"));
  REQUIRE(writer->triage(a.findings[0].id, Triage::fixed, ""));
  CHECK(writer->triage(Digest{}, Triage::fixed, "").error().kind == ErrorKind::invalid);
  auto history = writer->triage_history(a.findings[0].id);
  REQUIRE(history);
  REQUIRE(history->size() == 2);
  CHECK((*history)[0].triage == Triage::accepted);
  CHECK((*history)[0].note == "known");
  CHECK((*history)[0].author == "lea");
  std::vector<std::string> actions;
  REQUIRE(writer->audit([&](const AuditRecord& record) {
    actions.push_back(record.action);
    return true;
  }));
  // The first run had no configuration before it to compare with: that is a change too.
  CHECK(actions == std::vector<std::string>{"configuration", "triage", "triage"});
}

TEST_CASE("the audit trail names the first record that was changed or removed") {
  PrivateFolder folder;
  const std::string index = folder.path("index.db");
  run_scan(index, {record("a")});
  auto writer = decisions(index);
  for (const char* action : {"one", "two", "three"}) REQUIRE(writer->note(action, "{}"));
  auto check = writer->verify_audit();
  REQUIRE(check);
  CHECK(check->records == 4);
  CHECK_FALSE(check->broken);
  auto database = Database::open(index, OpenMode::read_write);
  REQUIRE(database);
  const auto broken = [&](const std::string& sql) {
    REQUIRE(database->execute("BEGIN; " + sql + "; COMMIT"));
    auto found = writer->verify_audit();
    REQUIRE(found);
    return found->broken.value_or(0);
  };
  SECTION("changed") { CHECK(broken("UPDATE audit SET actor = 'max' WHERE sequence = 3") == 3); }
  SECTION("removed") { CHECK(broken("DELETE FROM audit WHERE sequence = 2") == 2); }
  SECTION("moved") {
    CHECK(broken("UPDATE audit SET sequence = 9 WHERE sequence = 2;"
                 "UPDATE audit SET sequence = 2 WHERE sequence = 3;"
                 "UPDATE audit SET sequence = 3 WHERE sequence = 9") == 2);
  }
  SECTION("with another key") {
    Key other{};
    other[0] = 1;
    auto stranger = DecisionWriter::open(index, other, "max");
    REQUIRE(stranger);
    CHECK((*stranger)->verify_audit()->broken == 1);
  }
}
