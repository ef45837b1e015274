// Adds up the windows of one part (the item's own text, or a member of a container) and, when the
// part has been read, judges its columns and makes its findings. Bounded: samples are few or
// spooled, distinct values spill, (rule, column) pairs beyond the budget go without a column.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/match.hpp"
#include "model/finding.hpp"
#include "pipeline/scan_context.hpp"
#include "pipeline/window_results.hpp"
#include "privacy/distinct_values.hpp"
#include "privacy/sample_spool.hpp"

namespace braque::pipeline {

struct BucketTotal {
  EvidenceSet evidence = 0;
  float logit = 0;
  SpecialEvidence special;
  std::uint64_t count = 0;
  std::uint64_t suppressed = 0;  ///< of `count`
  const AllowEntry* suppressor = nullptr;
  std::vector<Sample> samples;  ///< lowest offsets first, at most samples_per_finding
};

struct SlotTotal {
  std::uint16_t rule = kNoRule;
  std::uint16_t column = kNoColumn;  ///< index into PartAccumulator::columns()
  std::uint64_t passing_cells = 0;
  std::vector<BucketTotal> buckets;
  std::vector<RivalRule> rivals;
  std::array<std::unique_ptr<DistinctValues>, kWorths> values;
  std::shared_ptr<DistinctValues> rows;  ///< of an exact list; null: none
  std::shared_ptr<SampleSpool>
      spool;  ///< all samples, when all are wanted; the float is the bucket
};

/// One thread at a time.
class PartAccumulator {
 public:
  explicit PartAccumulator(const ScanContext& context) : context_(context) {}

  /// Adds a window; windows come in order of offset.
  void merge(const WindowResults& window);

  std::vector<SlotTotal>& slots() { return slots_; }
  const std::vector<std::string>& columns() const { return columns_; }
  /// Cells of a column that are not empty, in the units in which something was found. The others
  /// are not cut into cells; counting their rows as filled would sink every sparsely filled column.
  std::uint64_t filled(std::uint16_t column) const { return filled_[column]; }
  bool empty() const { return slots_.empty(); }
  /// Rules of which anything passed its check.
  const RuleBits& candidates() const { return candidates_; }
  /// Temporary files were full or failed: samples or distinct values are missing.
  const std::optional<Error>& failure() const { return failure_; }

 private:
  std::uint16_t column_of(const std::string& name);
  SlotTotal& slot_of(std::uint16_t rule, std::uint16_t column);
  std::uint32_t bucket_of(SlotTotal& slot, const EvidenceBucket& bucket);
  void insert_values(const WindowResults& window, const std::vector<std::uint32_t>& slots);
  void insert_rows(const WindowResults& window, const std::vector<std::uint32_t>& slots);
  void insert(SlotTotal& slot, Worth worth, std::uint64_t value);
  void add_sample(const WindowResults& window, const ResultSample& sample, SlotTotal& slot,
                  std::uint32_t bucket);
  void note(const Result<void>& result);

  const ScanContext& context_;
  std::vector<SlotTotal> slots_;
  std::unordered_map<std::uint32_t, std::uint32_t> slot_index_;  ///< rule << 16 | column
  std::vector<std::string> columns_;
  std::unordered_map<std::string, std::uint16_t> column_index_;
  std::vector<std::uint64_t> filled_;
  RuleBits candidates_;
  std::uint64_t line_feeds_ = 0;
  std::uint64_t distinct_memory_left_ = 0;
  bool distinct_memory_set_ = false;
  std::optional<Error> failure_;
};

}  // namespace braque::pipeline
