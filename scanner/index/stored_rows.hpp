// Reading findings and parts back from the index: for the commands, and for the record of an
// unchanged item.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "index/sqlite.hpp"
#include "model/finding.hpp"
#include "model/record.hpp"

namespace braque::index {

/// A finding with what the index knows beside it. `finding.fingerprints` is empty;
/// `finding.more_samples` reads from the index and is valid as long as the call that passed it on.
struct StoredFinding {
  Finding finding;
  std::string target;  ///< lasting name
  std::string label;   ///< of the item, by the policy; "": none
  std::int64_t row = 0;
  std::int64_t item_row = 0;
  std::int64_t first_run = 0;
  std::int64_t changed_run = 0;    ///< the last run in which it was new or changed
  std::int64_t last_seen_run = 0;  ///< filled by IndexReader
  std::optional<std::int64_t> gone_run;
  std::uint64_t fingerprint_hash = 0;  ///< fingerprint_hash() of the finding
  bool suppressed = false;             ///< now
  std::string suppression_reason;
};

/// A condition on `finding_id`, or another name of it, for the id that is parameter 1: by the index
/// over the beginnings of ids.
inline constexpr std::string_view kHasId =
    "substr(finding_id, 1, 3) = substr(?1, 1, 3) AND finding_id = ?1";

/// Which findings, and in which order they come: a literal WHERE clause over findings f, items i.
class FindingRows {
 public:
  /// Samples kept in Finding::samples; the rest comes by more_samples.
  static constexpr std::size_t kSamplesInMemory = 1000;

  /// `condition` is SQL of this program, never of a user, with parameters to be bound in query().
  Result<void> open(const Database& database, std::string_view condition,
                    std::string_view index = {});
  Statement& query() { return query_; }
  /// The next finding, without samples; false at the end.
  Result<bool> next(StoredFinding& stored);
  Result<void> load_samples(StoredFinding& stored);

 private:
  const Database* database_ = nullptr;
  Statement query_, samples_;
};

class PartRows {
 public:
  Result<void> open(const Database& database);
  Result<std::vector<PartRecord>> load(std::int64_t item);

 private:
  Statement query_;
};

class ColumnRows {
 public:
  Result<void> open(const Database& database);
  Result<std::vector<ColumnRecord>> load(std::int64_t item);

 private:
  Statement query_;
};

/// Reads status, reason, bytes, bytes_done, format and note from six columns on.
Outcome read_outcome(const Statement& row, int first);

}  // namespace braque::index
