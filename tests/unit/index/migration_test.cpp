// An index of any earlier schema, with data in it, is brought up to date and goes on.
#include <catch2/catch.hpp>

#include "index/check_index.hpp"
#include "index/index_reader.hpp"
#include "index/schema.hpp"
#include "privacy/fingerprint.hpp"
#include "unit/index/support.hpp"

using namespace braque;
using namespace braque::index;
using namespace braque::index::test;

namespace {

/// What a run of the first version wrote: columns of that version only.
constexpr const char* kData =
    "INSERT INTO targets (target_id, name, root) VALUES (1, 'file://a/srv/a', CAST('/srv/a' AS BLOB));"
    "INSERT INTO configurations (configuration_id, rule_set_hash, extractor_version, key_id, "
    "settings)"
    " VALUES (1, 'rules-0', '0', 'k', '');"
    "INSERT INTO runs (run_id, started_ms, finished_ms, status, configuration_id, host, options, "
    "targets, totals)"
    " VALUES (1, 1000, 2000, 'completed', 1, 'a', '{}', '[\"file://a/srv/a\"]', '{}');"
    "INSERT INTO items (item_id, target_id, relative, first_run, changed_run, configuration_id, "
    "result_hash, status,"
    " bytes, bytes_done, format, size, allocated, modified_ns, changed_ns, device, inode, links, "
    "owner, owner_group,"
    " mode, parts_complete, part_count, finding_count)"
    " VALUES (1, 1, CAST('old.txt' AS BLOB), 1, 1, 1, 5, 'complete', 10, 10, 'text', 10, 0, 1, 1, "
    "1, 7, 1, 0, 0, 420,"
    " 0, 0, 1);"
    "INSERT INTO run_items VALUES (1, 0, x'010100');"
    "INSERT INTO rules (rule_row, rule, name, name_fr, category, gdpr) VALUES (1, 'intl.email', "
    "'E-mail', 'Courriel', 'contact', 'personal');";

constexpr const char* kFinding =
    "INSERT INTO findings (finding_row, finding_id, item_id, locator, rule_row, level, "
    "match_count, distinct_count,"
    " weak_count, fingerprint_hash, first_run, changed_run, confidence, score, severity, triage)"
    " VALUES (1, x'000102030405060708090a0b0c0d0e0f', 1, '', 1, '', 3, 2, 0, 9, 1, 1, ";
constexpr std::int64_t kNumbersSince = 9;

std::string data_of(std::int64_t version) {
  return std::string(kData) + kFinding +
         (version < kNumbersSince ? "'high', 0.95, 'low', 'accepted');" : "3, 9500, 1, 1);");
}

}  // namespace

TEST_CASE("every earlier schema is migrated with its data") {
  for (std::int64_t version = 1; version <= schema_version(); ++version) {
    INFO("from version " << version);
    PrivateFolder folder;
    const std::string index = folder.path("index.db");
    {
      auto made = prepare_protected(index);
      REQUIRE(made);
    }
    {
      auto database = Database::open(index, OpenMode::read_write);
      REQUIRE(database);
      REQUIRE(migrate_to(*database, version));
      const auto filled = database->execute(data_of(version));
      INFO((filled ? "" : filled.error().message));
      REQUIRE(filled);
    }
    run_scan(index, {record("new.txt")});
    for (const auto& check : check_index(index)) {
      INFO(check.name << ": " << check.detail);
      CHECK(check.passed);
    }
    CHECK(number(index, "PRAGMA user_version") == schema_version());
    auto reader = IndexReader::open(index);
    REQUIRE(reader);
    Filter filter;
    filter.presences = {Presence::gone, Presence::seen};
    int findings = 0;
    REQUIRE((*reader)->findings(filter, [&](StoredFinding& stored) {
      CHECK(stored.finding.rule == "intl.email");
      CHECK(stored.finding.count == 3);
      CHECK(stored.finding.confidence == Confidence::high);
      CHECK(stored.finding.severity == Severity::low);
      CHECK(stored.finding.triage == Triage::accepted);
      CHECK(stored.finding.score == 0.95);
      CHECK(hex(stored.finding.id) == "000102030405060708090a0b0c0d0e0f");
      // The second run walked the target completely and did not meet it.
      CHECK(stored.finding.presence == Presence::gone);
      ++findings;
      return true;
    }));
    CHECK(findings == 1);
    // One target, known from then.
    CHECK(number(index, "SELECT count(*) FROM targets WHERE name = 'file://a/srv/a'") == 1);
  }
}
