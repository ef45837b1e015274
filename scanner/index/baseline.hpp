// A baseline: what was there on a day, so that later runs show only what came since. A text file of
// one JSON object a line: the first says what it is; then, sorted, the id of each finding with a
// hash of its values' fingerprints. No path, no mask. Equal indexes make equal files.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/finding.hpp"

namespace braque::index {

class Baseline {
 public:
  /// Takes what write_baseline() wrote, line by line. ErrorKind::invalid: the line is none of a
  /// baseline.
  Result<void> add_line(std::string_view line);
  /// After the last line: whether all lines are there that the first one announced.
  Result<void> finish() const;

  /// The finding was there, with the values that it has now.
  bool holds(const Digest& finding, std::uint64_t fingerprint_hash) const;
  const std::string& key_id() const { return key_id_; }  ///< of the fingerprint key
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Digest finding;
    std::uint64_t fingerprint_hash;
  };
  std::string key_id_;
  std::uint64_t announced_ = 0;
  std::vector<Entry> entries_;  ///< by finding
};

/// Findings that are there now and not suppressed. ErrorKind::invalid when the last run of the
/// index did not look at everything (stopped, crashed, still running, or a sample). Returns their
/// number.
Result<std::uint64_t> write_baseline(const std::string& index_path,
                                     const std::function<void(std::string_view)>& write);

}  // namespace braque::index
