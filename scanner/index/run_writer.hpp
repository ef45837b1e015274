// Rows of `runs`, `targets`, `configurations` and `run_items`: who ran, with what, what was seen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "index/item_bitmap.hpp"
#include "index/sqlite.hpp"
#include "model/record.hpp"

namespace braque::index {

struct ScanTarget {
  std::string lasting_name;
  std::string root;  ///< absolute path, bytes
};

/// What a run says of itself. An item is read again when one of the first four differs from those
/// of the run that read it.
struct RunDescription {
  std::string rule_set_hash;
  std::string rules;  ///< what each rule means: lines "id meaning", in the order of ids
  std::string extractor_version;
  std::string key_id;    ///< of the fingerprint key
  std::string settings;  ///< options that change results, in a fixed order
  std::string host;
  std::string options = "{}";  ///< JSON, for people
  std::vector<ScanTarget> targets;
};

/// Used by the one thread that writes, inside its transactions.
class RunWriter {
 public:
  /// Goes on with the newest run when that was stopped or killed and had the same targets, options
  /// and configuration; else writes a row of its own (and marks a run that never ended as crashed).
  Result<void> begin(const Database& database, const RunDescription& description);

  std::int64_t run() const { return run_; }
  std::int64_t configuration() const { return configuration_; }
  /// Row of the target by its index on the command line.
  std::int64_t target(std::uint32_t index) const { return targets_.at(index); }
  std::size_t target_count() const { return targets_.size(); }

  bool resumed() const { return resumed_; }

  void saw(std::int64_t item) {
    seen_.insert(static_cast<std::uint64_t>(item));
    if (resumed_) stored_.insert(static_cast<std::uint64_t>(item));
  }
  void saw(const ItemBitmap& items) {
    seen_.insert(items);
    if (resumed_) stored_.insert(items);
  }
  /// Before this run was taken up again.
  bool had_seen(std::int64_t item) const {
    return resumed_ && earlier_.contains(static_cast<std::uint64_t>(item));
  }
  bool has_seen(std::int64_t item) const {
    return seen_.contains(static_cast<std::uint64_t>(item));
  }
  /// Writes the chunks of the bitmap that changed; before each commit.
  Result<void> write_seen();

  Result<void> finish(const Summary& summary, bool all_reached);

 private:
  Result<void> put_targets(const Database& database, const RunDescription& description);
  Result<void> put_configuration(const Database& database, const RunDescription& description);
  Result<void> take_up(const Database& database, const RunDescription& description,
                       const std::string& targets);
  Result<void> load_seen(const Database& database);
  Result<void> put_run(const Database& database, const RunDescription& description,
                       const std::string& targets);

  Statement put_seen_, finish_, forget_seen_;
  ItemBitmap seen_;     ///< since the run began, or was taken up again
  ItemBitmap earlier_;  ///< before that
  ItemBitmap stored_;   ///< both, as the index has it until the run has ended; only when resumed
  bool resumed_ = false;
  std::vector<std::int64_t> targets_;
  std::int64_t run_ = 0;
  std::int64_t configuration_ = 0;
};

/// The totals of a run as JSON, and back (zeros where a number is missing).
std::string totals_json(const Summary& summary);
Summary totals_from_json(std::string_view text);

}  // namespace braque::index
