#include "index/check_index.hpp"

#include <functional>

#include "index/item_bitmap.hpp"
#include "index/protected_files.hpp"
#include "index/sample_block.hpp"
#include "index/schema.hpp"
#include "index/segment_block.hpp"
#include "index/sqlite.hpp"

namespace braque::index {
namespace {

constexpr const char* kRemedy = "; move the file away and scan again, or restore a copy";

/// Passed when every row of the query satisfies `good`; `what` names a row.
IndexCheck check_rows(const Database& database, const std::string& name, std::string_view sql,
                      const std::string& what, const std::function<bool(const Statement&)>& good) {
  auto rows = database.prepare(sql);
  if (!rows) return {name, false, rows.error().message};
  std::uint64_t count = 0;
  while (true) {
    auto row = rows->step();
    if (!row) return {name, false, row.error().message + kRemedy};
    if (!*row) return {name, true, std::to_string(count) + " " + what};
    if (!good(*rows)) {
      return {name, false,
              what + ": number " + std::to_string(count + 1) + " is damaged" + kRemedy};
    }
    ++count;
  }
}

IndexCheck check_integrity(const Database& database) {
  auto rows = database.prepare("PRAGMA integrity_check(1)");
  if (!rows) return {"integrity", false, rows.error().message};
  auto row = rows->step();
  if (!row) return {"integrity", false, row.error().message + kRemedy};
  std::string said = *row ? rows->string(0) : "no answer";
  return {"integrity", said == "ok", said == "ok" ? said : said + kRemedy};
}

bool good_chunk(const Statement& row) {
  BitmapChunk chunk;
  return decode_chunk(row.bytes(0), chunk);
}

bool good_samples(const Statement& row) {
  SampleDecoder decoder(row.bytes(0));
  for (Sample sample; decoder.next(sample);) {
  }
  return !decoder.damaged();
}

/// The block is readable, ascends and lies within the range that the search goes by.
bool good_block(const Statement& row) {
  BlockDecoder decoder(row.bytes(0));
  SegmentEntry entry;
  std::uint64_t first = 0, last = 0;
  bool any = false;
  while (decoder.next(entry)) {
    if (!any) first = entry.prefix;
    last = entry.prefix;
    any = true;
  }
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
  return any && !decoder.damaged() && (row.unsigned_integer(1) ^ kSign) == first &&
         (row.unsigned_integer(2) ^ kSign) == last;
}

}  // namespace

std::vector<IndexCheck> check_index(const std::string& path) {
  std::vector<IndexCheck> checks;
  auto resolved = check_protected(path);
  checks.push_back(
      {"permissions", resolved.has_value(), resolved ? "0600 in 0700" : resolved.error().message});
  if (!resolved) return checks;
  auto database = Database::open(*resolved, OpenMode::read_only);
  Result<void> schema = database ? check_schema(*database) : Result<void>(database.error());
  checks.push_back(
      {"schema", schema.has_value(),
       schema ? "version " + std::to_string(schema_version()) : schema.error().message});
  if (!schema) return checks;
  checks.push_back(check_integrity(*database));
  checks.push_back(check_rows(*database, "references", "PRAGMA foreign_key_check", "dangling rows",
                              [](const Statement&) { return false; }));
  checks.push_back(
      check_rows(*database, "ids",
                 "SELECT 1 FROM findings a CROSS JOIN findings b ON substr(b.finding_id, 1, 3) ="
                 " substr(a.finding_id, 1, 3) AND b.finding_id = a.finding_id"
                 " WHERE b.finding_row > a.finding_row",
                 "findings with one id", [](const Statement&) { return false; }));
  checks.push_back(
      check_rows(*database, "bitmaps", "SELECT bits FROM run_items", "chunks", good_chunk));
  checks.push_back(
      check_rows(*database, "samples", "SELECT block FROM samples", "blocks", good_samples));
  checks.push_back(check_rows(*database, "fingerprints",
                              "SELECT block, min_prefix, max_prefix FROM segment_blocks", "blocks",
                              good_block));
  return checks;
}

}  // namespace braque::index
