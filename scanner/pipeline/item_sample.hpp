// --sample: decides item by item who is read for a first picture. By a seeded hash of the path, so
// the same seed gives the same sample, and at least one item of each type in each folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "pipeline/scan_context.hpp"

namespace braque::pipeline {

/// The listing thread's.
class ItemSample {
 public:
  explicit ItemSample(const ScanOptions& options) : options_(options) {}

  /// `relative` is the item's path below its target.
  bool takes(std::string_view relative);

  /// What the sample covers, and what it means when nothing was found in it, in English. `findings`
  /// counts the findings at or above the confidence asked for.
  std::string note(std::uint64_t bytes_read, std::uint64_t findings) const;

 private:
  const ScanOptions& options_;
  std::unordered_set<std::uint64_t> strata_;  ///< (folder, type) pairs met, bounded
  std::uint64_t taken_ = 0;
  std::uint64_t offered_ = 0;
};

}  // namespace braque::pipeline
