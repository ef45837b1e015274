// Looks for the people of exact lists (`--edm`) in a text unit, beside the detectors.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/match.hpp"
#include "base/text_unit.hpp"
#include "match/exact_scan.hpp"
#include "pipeline/scan_context.hpp"

namespace braque::pipeline {

/// A value of a list that stands in the text.
struct ExactFound {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::uint16_t rule = kNoRule;  ///< see ScanContext::rule
  float logit = 0;
  std::uint64_t hash = 0;        ///< equal for equal values
  std::uint32_t rows_begin = 0;  ///< in rows()
  std::uint32_t rows_end = 0;
};

/// One per thread. Holds a raw value until the next unit; wipe() overwrites it.
class ExactFinder final : private ExactCandidateSink {
 public:
  explicit ExactFinder(const ScanContext& context);

  /// What starts in the unit's owned range, by start; valid until the next call. `matches` are
  /// those of the detectors: telephone numbers are compared with their country code.
  std::span<const ExactFound> find(const TextUnit& unit, std::span<const Match> matches);
  /// The rows of what was found, ascending, for each.
  std::span<const std::uint32_t> rows(const ExactFound& found) const {
    return std::span(rows_).subspan(found.rows_begin, found.rows_end - found.rows_begin);
  }
  void wipe();

 private:
  void candidates(std::span<const ExactCandidate> found) override;
  void add_phones(const TextUnit& unit, std::span<const Match> matches);
  void confirm(const ExactCandidate& candidate, std::size_t list);
  void confirm_form(const ExactCandidate& candidate, std::size_t list);
  void add_entries(const ExactCandidate& candidate, std::size_t list,
                   std::span<const ExactEntry> entries, std::uint32_t column);
  float worth(const ExactCandidate& candidate, const ExactColumn& column) const;
  void drop_contained();
  void corroborate();
  bool share_row(const ExactFound& a, const ExactFound& b) const;

  const ScanContext& context_;
  ExactScan scan_;
  std::string_view text_;
  std::string form_;
  std::vector<ExactFound> found_, owned_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace braque::pipeline
