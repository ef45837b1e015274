// What the matches of one window amount to. Flat vectors that are cleared and used again, so that a
// hit costs no allocation; the masks of the few matches that become samples lie in one arena.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/match.hpp"
#include "base/rule_bits.hpp"
#include "model/finding.hpp"

namespace braque {
struct AllowEntry;
}

namespace braque::pipeline {

inline constexpr std::uint32_t kNoIndex = 0xffffffff;

/// Distinct values are kept apart by what their matches are worth before a column is judged, so
/// that `distinct` counts what `count` counts.
enum class Worth : std::uint8_t { below, low, medium };
inline constexpr std::size_t kWorths = 3;
Worth worth_of(float logit) noexcept;

/// Matches with the same evidence; their score is the same, because it is a function of it.
struct EvidenceBucket {
  EvidenceSet evidence = 0;
  float logit = 0;
  SpecialEvidence special;
  std::uint32_t count = 0;
  std::uint32_t samples = 0;
  std::uint32_t suppressed = 0;            ///< of `count`: covered by the allow list
  const AllowEntry* suppressor = nullptr;  ///< what covered the first of them
  std::uint32_t next = kNoIndex;           ///< the slot's next bucket
};

struct RivalRule {
  std::uint16_t rule = kNoRule;
  float logit = 0;
  std::uint32_t next = kNoIndex;
};

/// All matches of one rule in one column (kNoColumn: outside columns).
struct ResultSlot {
  std::uint16_t rule = kNoRule;
  std::uint16_t column = kNoColumn;  ///< index into WindowResults::columns
  std::uint32_t first_bucket = kNoIndex;
  std::uint32_t first_rival = kNoIndex;
  std::uint32_t passing_cells = 0;
};

struct ResultSample {
  std::uint32_t slot = 0;
  std::uint32_t bucket = 0;
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
  std::uint32_t line_feeds = 0;  ///< before it, within the window
  std::uint32_t mask_begin = 0, mask_size = 0;
  Digest fingerprint{};
  PhoneLine phone{};
};

/// A value that was met for the first time in this window: its quick hash, or the first eight bytes
/// of its fingerprint when those are stored.
struct ResultValue {
  std::uint64_t value = 0;
  std::uint32_t slot = 0;
  Worth worth = Worth::low;
};

/// A row of an exact list that was met; rows come more than once.
struct ResultRow {
  std::uint32_t slot = 0;
  std::uint32_t row = 0;
};

struct WindowResults {
  std::vector<ResultSlot> slots;
  std::vector<EvidenceBucket> buckets;
  std::vector<RivalRule> rivals;
  std::vector<ResultSample> samples;  ///< in order of offset
  std::vector<ResultValue> values;
  std::vector<ResultRow> rows;
  std::string masks;
  std::vector<std::string> columns;   ///< names of headers and keys, raw
  std::vector<std::uint64_t> filled;  ///< cells that are not empty, per column
  std::uint64_t line_feeds = 0;
  std::uint64_t matches = 0;
  RuleBits candidates;  ///< rules of which anything passed its check
  std::uint64_t bytes_done = 0;  ///< owned bytes that were read

  void clear();
  bool empty() const noexcept { return slots.empty(); }
};

}  // namespace braque::pipeline
