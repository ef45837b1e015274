// A big item whose windows are read by several threads in any order, and merged in order.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/extractor.hpp"
#include "pipeline/discovered.hpp"
#include "pipeline/part_accumulator.hpp"
#include "pipeline/window_plan.hpp"

namespace braque::pipeline {

/// What reading one window brought.
struct ChunkResult {
  WindowResults results;
  std::optional<ReadFailure> failure;
  Digest hash{};
  bool last = false;  ///< the item ends with this window
};

struct SplitItem {
  SplitItem(const ScanContext& context, Discovered found, std::unique_ptr<OpenItem> item)
      : entry(std::move(found)),
        opened(std::move(item)),
        plan(*opened, opened->size(), context.budget()),
        accumulator(context) {
    static std::atomic<std::uint64_t> serials{0};
    serial = ++serials;
    // Data may have gone since the format was decided: then there is one empty window.
    upcoming = plan.next().value_or(WindowRange{0, 0, 0, 0, true});
  }

  // Fixed before the item is handed to the schedule, read by all threads.
  Discovered entry;
  std::unique_ptr<OpenItem> opened;
  TextFormat format;
  std::string head;
  Digest edge_hash{};           ///< of a remote item
  std::uint64_t serial = 0;     ///< from 1, never used twice
  bool second_attempt = false;  ///< read again because it changed

  // The schedule's, under its mutex.
  WindowPlan plan;
  WindowRange upcoming;  ///< the next window to hand out
  std::uint64_t handed_out = 0;
  std::uint64_t merged = 0;

  // The sink's alone.
  PartAccumulator accumulator;
  std::map<std::uint64_t, std::unique_ptr<ChunkResult>> early;  ///< read before their turn
  std::uint64_t next_to_merge = 0;
  std::vector<Digest> hashes;
  std::uint64_t bytes_done = 0;
  std::optional<ReadFailure> failure;  ///< the first one
};

}  // namespace braque::pipeline
