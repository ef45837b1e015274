// Takes text units, matches them, and adds the matches up into WindowResults. The hot path of dense
// data: per match one slot lookup, one normalisation, one hash and one probe; offsets, lines, masks
// and fingerprints are computed only for matches that are kept as samples.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "classify/value.hpp"
#include "match/matcher.hpp"
#include "model/extractor.hpp"
#include "pipeline/exact_finder.hpp"
#include "pipeline/row_names.hpp"
#include "pipeline/scan_context.hpp"
#include "pipeline/window_results.hpp"
#include "privacy/fingerprint.hpp"

namespace braque::pipeline {

/// Most of the values met before in this window. It may forget: a value that comes up twice goes
/// into the same set of distinct values twice, which costs time and nothing else.
class SeenValues {
 public:
  SeenValues() : table_(kPlaces) {}
  /// False when the value is known to have been inserted before.
  bool insert(std::uint64_t value) noexcept {
    std::uint64_t& place = table_[value >> (64 - kPlaceBits)];
    if (place == value) return false;
    place = value;
    return true;
  }

 private:
  static constexpr unsigned kPlaceBits = 12;  ///< 32 KiB: stays in the fastest cache
  static constexpr std::size_t kPlaces = std::size_t{1} << kPlaceBits;
  std::vector<std::uint64_t> table_;
};

/// What finds matches in a unit; the seam that lets tests and benchmarks stand in for the matcher.
class UnitMatcher {
 public:
  virtual ~UnitMatcher() = default;
  virtual std::span<const Match> match(TextUnit& unit) = 0;
  virtual std::uint64_t line_feeds() const = 0;
  virtual std::span<const Cell> cells() const = 0;
  /// As Matcher::candidates().
  virtual RuleBits candidates() const { return {}; }
};

/// One per thread. Between begin() and the next begin() all units are added to one WindowResults.
class MatchCollector final : public UnitSink {
 public:
  MatchCollector(const ScanContext& context, UnitMatcher& matcher);
  /// `results` is cleared and filled by the units that follow; it must outlive them.
  void begin(WindowResults& results);
  void unit(TextUnit& unit) override;
  /// Overwrites the last normalised value, which is a raw value.
  void wipe();

 private:
  void count_cells(const TextUnit& unit, std::span<const Cell> cells);
  std::uint16_t column_of(const TextUnit& unit, std::uint16_t context_index);
  std::uint32_t slot_of(std::uint16_t rule, std::uint16_t column);
  std::uint32_t bucket_of(ResultSlot& slot, const Match& match);
  void add_rivals(ResultSlot& slot, const Match& match);
  /// Covered by the allow list? Then it is counted so, and nothing else is kept of it.
  bool allowed(std::uint16_t rule, RawValue value, std::string_view kind, std::uint32_t bucket);
  /// `whole`: the name that the row of a match gives, or empty.
  void add(const TextUnit& unit, const Match& match, std::uint32_t slot, std::string_view whole);
  void add_exact(TextUnit& unit, std::span<const Cell> cells, std::span<const ExactFound> exact);
  void add_exact(const TextUnit& unit, const ExactFound& found, std::uint16_t column);
  void add_value(std::string_view kind, std::uint32_t slot, Worth worth);
  void take_batch();
  void add_sample(const TextUnit& unit, const Match& match, std::uint32_t slot,
                  std::uint32_t bucket, const Digest* fingerprint, std::string_view whole = {});
  void grow_slots();

  const ScanContext& context_;
  UnitMatcher& matcher_;
  WindowResults* results_ = nullptr;
  SeenValues seen_;
  std::optional<ExactFinder> exact_;  ///< only with exact lists
  RowNames row_names_;
  std::vector<Cell> own_cells_;  ///< of units in which only exact_ found something
  FingerprintBatch batch_;
  std::vector<std::uint32_t> batch_places_;  ///< in results_->values, of the batch's values
  std::uint64_t window_ = 0;  ///< serial number: what was seen in other windows does not count
  std::string normalised_;
  std::vector<std::uint32_t> slot_table_;    ///< (rule, column) to slot, open addressing
  std::vector<std::uint16_t> unit_columns_;  ///< context index to column of the window
  std::uint32_t lines_counted_to_ = 0;       ///< within the unit's text
  std::uint64_t lines_counted_ = 0;          ///< line feeds before that, within the window
};

}  // namespace braque::pipeline
