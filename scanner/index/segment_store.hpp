// All distinct fingerprints of all findings as sorted immutable segments in the database, after the
// manner of a log-structured merge tree (O'Neil et al., 1996): each commit adds one small segment,
// a finding with very many fingerprints one of its own, and segments of similar size are merged
// sixteen at a time, block by block. Memory is bounded by blocks, whatever the number of entries.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "index/segment_block.hpp"
#include "index/sqlite.hpp"

namespace braque::index {

/// Used by the one thread that writes, inside its transactions.
class SegmentStore {
 public:
  /// Segments of one size class before they are merged.
  static constexpr std::size_t kMergeAt = 16;
  /// Fingerprints of one finding from which on it gets a segment of its own.
  static constexpr std::size_t kOwnSegment = 65'536;
  /// Pending entries at which a segment is written before the commit (16 MiB).
  static constexpr std::size_t kPendingMax = 1'000'000;

  Result<void> open(const Database& database);

  /// The largest finding row that any entry names; rows up to it must not be given out again.
  std::int64_t max_finding() const { return max_finding_; }

  /// Adds the fingerprints of a finding: `visit` calls its argument with prefixes in ascending
  /// order.
  Result<void> add(std::int64_t finding,
                   const std::function<void(const std::function<void(std::uint64_t)>&)>& visit);

  /// Writes what is pending; before each commit.
  Result<void> flush();

  /// Merges each size class that has at least kMergeAt segments, leaving out entries of findings
  /// for which `live` says false (null: keeps all).
  Result<void> merge(const std::function<bool(std::uint64_t finding)>& live);

  std::size_t segment_count() const { return segments_.size(); }

  /// Forgets pending entries and re-reads the list of segments; after a rollback.
  Result<void> reload();

 private:
  struct Segment {
    std::int64_t id;
    std::uint64_t entries;
  };
  class Writer;
  class Cursor;

  Result<void> write(const std::vector<SegmentEntry>& entries);
  Result<void> merge(const std::vector<Segment>& inputs,
                     const std::function<bool(std::uint64_t)>& live);
  Result<void> remove(const Segment& segment);

  const Database* database_ = nullptr;
  Statement insert_segment_, insert_block_, delete_segment_;
  std::vector<Segment> segments_;
  std::vector<SegmentEntry> pending_;
  std::int64_t next_segment_ = 1;
  std::int64_t max_finding_ = 0;
};

/// Calls `found` with each entry that has one of these prefixes, which ascend and differ. Every
/// block that may hold one is read once, in the order of the segment.
Result<void> search_segments(const Database& database, std::span<const std::uint64_t> prefixes,
                             const std::function<void(const SegmentEntry&)>& found);

/// Calls `visit` with every entry, those of findings that are no more included. Reads all of them,
/// block by block.
Result<void> read_segments(const Database& database,
                           const std::function<void(const SegmentEntry&)>& visit);

}  // namespace braque::index
