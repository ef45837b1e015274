// The index as the commands read it: on a read-only connection, while a scan may be running. All
// functions stream: memory does not grow with the number of rows.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "index/seen_runs.hpp"
#include "index/sqlite.hpp"
#include "index/stored_rows.hpp"
#include "model/record.hpp"

namespace braque::index {

/// Empty lists and absent values let everything pass.
struct Filter {
  /// What this run saw (and, for findings, found gone), with presence as of this run. Absent:
  /// everything that is there now, with presence as of the newest run.
  std::optional<std::int64_t> run;
  /// With `run`: all that the index knew after it, what other runs saw included.
  bool as_known = false;
  std::string target;  ///< lasting name
  std::string path;    ///< wildcard_match()
  std::vector<std::string> rules;
  std::vector<std::string> categories;
  Confidence min_confidence = Confidence::none;
  bool suppressed = false;          ///< those that are suppressed, and no others
  std::vector<Presence> presences;  ///< what is gone passes only when it is named here
  std::vector<Triage> triages;
  std::vector<Status> statuses;
  std::vector<std::string> labels;  ///< of items
  std::vector<Reason> reasons;
  std::uint64_t limit = 0;  ///< 0: none
};

struct StoredItem {
  Item item;  ///< target is always 0, see target_name
  std::string target_name;
  Outcome outcome;
  Digest content_hash{};
  std::vector<std::string> other_names;
  std::string label;
  Risk risk;
  std::uint64_t parts_complete = 0, findings = 0;
  std::int64_t row = 0, first_run = 0, changed_run = 0;
  std::optional<std::int64_t> gone_run;
};

/// An item or a part that was not fully scanned.
struct StoredIssue {
  std::string path;
  std::string locator;  ///< "" for the item itself
  std::string target_name;
  Outcome outcome;
};

/// A column of a database's table.
struct StoredColumn {
  std::string path;  ///< the table's
  std::string target_name;
  ColumnRecord column;
};

struct StoredRun {
  std::int64_t id = 0, started_ms = 0;
  std::optional<std::int64_t> finished_ms;
  std::string status;                  ///< running, completed, stopped, crashed
  std::uint64_t resumed = 0;           ///< times it was taken up again
  std::string host, options, targets;  ///< the last two are JSON
  std::string rule_set_hash, extractor_version, key_id;
  Summary totals;
};

/// Called for each row; false: enough.
template <typename Row>
using Visitor = std::function<bool(Row&)>;

class IndexReader {
 public:
  /// ErrorKind::invalid when there is no index or others can reach it, unavailable when its schema
  /// is not this program's.
  static Result<std::unique_ptr<IndexReader>> open(const std::string& path);

  /// By item, in the order in which items were first met. With samples.
  Result<void> findings(const Filter& filter, const Visitor<StoredFinding>& visit);
  Result<void> items(const Filter& filter, const Visitor<StoredItem>& visit);
  /// Each item's own issue, then those of its parts.
  Result<void> issues(const Filter& filter, const Visitor<StoredIssue>& visit);
  /// How many issues there are now, but for what was left out on purpose. Reads no complete item.
  Result<std::uint64_t> count_issues() const;
  /// Of databases, table by table; `rules` of the filter are those of the columns.
  Result<void> columns(const Filter& filter, const Visitor<StoredColumn>& visit);
  /// Newest first.
  Result<void> runs(std::uint64_t limit, const Visitor<StoredRun>& visit);
  /// The last run that began before this moment (milliseconds since 1970); nothing when none did.
  Result<std::optional<std::int64_t>> run_before(std::int64_t moment_ms) const;
  /// Findings that differ between what the index knew after one run and after a later one: presence
  /// is new, changed or gone, the values are those after the later run (of what is gone, the last
  /// there were).
  Result<void> differences(std::int64_t earlier, std::int64_t later,
                           const Visitor<StoredFinding>& visit);
  /// Findings that hold a value whose fingerprint begins with one of these 8 bytes (big-endian; in
  /// any order), and with which of them, ascending. Memory is that of the entries found.
  using FoundVisitor =
      std::function<bool(StoredFinding& finding, std::span<const std::uint64_t> prefixes)>;
  Result<void> search(std::vector<std::uint64_t> prefixes, const FoundVisitor& visit);

  /// Every fingerprint of every finding, by the finding's row (StoredFinding::row), in no order;
  /// rows that findings() does not pass on are those of findings that are no more.
  Result<void> fingerprints(
      const std::function<void(std::int64_t row, std::uint64_t prefix)>& visit) const;
  /// Every target's lasting name, and where it was found last.
  Result<void> targets(
      const std::function<void(const std::string& name, const std::string& root)>& visit) const;
  /// Where the target of this lasting name was found last.
  Result<std::string> root_of(const std::string& target) const;

  std::int64_t newest_run() const { return seen_.newest(); }

 private:
  /// What SQL can choose among millions of findings, and by which index; "" for a walk over all.
  struct Choice {
    std::string condition = "1", index;
  };
  Result<Choice> choice_of(const Filter& filter) const;
  Result<bool> are_common(const std::string& findings) const;
  Result<bool> pass_on(const Filter& filter, FindingRows& rows, std::uint64_t& count,
                       const Visitor<StoredFinding>& visit);
  Result<bool> findings_by(const Filter& filter, const std::string& condition,
                           const std::string& index, std::uint64_t& count,
                           const Visitor<StoredFinding>& visit);
  Result<void> findings_by_item(const Filter& filter, const Visitor<StoredFinding>& visit);
  Result<bool> wanted(const Filter& filter, StoredFinding& stored);
  Result<bool> wanted(const Filter& filter, const StoredItem& stored);
  Result<void> as_of(std::int64_t run, StoredFinding& stored);
  Result<bool> seen_in(const std::optional<std::int64_t>& run, std::int64_t item);

  Database database_;
  SeenRuns seen_;
  Statement version_;
};

}  // namespace braque::index
