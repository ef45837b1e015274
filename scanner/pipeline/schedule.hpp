// Who reads what next. The walker puts items in, the serial source stage of the pipeline takes work
// units out, and the stages give back what turned out to be bigger than a batch should hold.
//
// Nothing here knows the size of an item before it was opened, because asking costs a third of
// reading a small file. So items are handed out in batches; a stage that opens a big one gives back
// the rest of its batch, and, when the item's windows can be read in any order, the item itself as
// a SplitItem whose windows become work units of their own.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "pipeline/discovered.hpp"
#include "pipeline/scan_context.hpp"
#include "pipeline/split_item.hpp"

namespace braque::pipeline {

struct WorkUnit {
  std::vector<Discovered> batch;     ///< either a batch of items ...
  std::shared_ptr<SplitItem> split;  ///< ... or one window of a big item
  std::uint64_t chunk = 0;           ///< number of the window within the item, from 0
  WindowRange range;
};

/// Thread-safe. Ended by the walker's finish_listing() or by the scan's stop condition.
class Schedule {
 public:
  explicit Schedule(const ScanContext& context);

  // The walker's side.
  /// Blocks while the queue is full. False: the scan is stopping.
  bool push(std::vector<Discovered> batch);
  void finish_listing();

  // The source stage's side.
  /// The next work unit, lowest items first; nothing when all is done, or when the scan stops, or
  /// when every unit still in flight waits for this very thread (see has_work()).
  std::optional<WorkUnit> next();
  /// Whether the pipeline has to be run again.
  bool has_work();

  // The stages' side.
  void give_back(std::vector<Discovered> rest);
  void add_split(std::shared_ptr<SplitItem> item);
  /// A window's results were merged: another may be read ahead.
  void chunk_merged(SplitItem& item);
  void body_begins();
  void body_ends();
  /// A unit left the pipeline; `held` is the weight of records waiting for an earlier item.
  void unit_done(std::size_t held);
  /// Ends the scan early: the sink failed.
  void abandon();

 private:
  bool exhausted() const;  // GUARDED_BY(mutex_)
  std::optional<WorkUnit> take_chunk();
  std::optional<WorkUnit> take_batch();

  const ScanContext& context_;
  const std::size_t
      ahead_max_;  ///< windows of one item read but not merged: one a thread and one that is merged
  std::mutex mutex_;  ///< guards everything below
  std::condition_variable not_full_;
  std::condition_variable changed_;
  std::deque<std::vector<Discovered>> queue_;  ///< batches, as the walker made them
  std::size_t queue_items_ = 0;
  std::size_t queue_bytes_ = 0;
  bool listing_done_ = false;
  bool abandoned_ = false;
  std::map<std::uint64_t, std::vector<Discovered>> returned_;   ///< by first sequence
  std::map<std::uint64_t, std::shared_ptr<SplitItem>> splits_;  ///< with windows to hand out
  std::size_t in_flight_ = 0;  ///< units handed out and not yet through the sink
  std::size_t running_ = 0;    ///< stage bodies being executed at this moment
  std::size_t held_ = 0;
};

}  // namespace braque::pipeline
