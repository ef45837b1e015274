// One item, from its name to its record: the straight line of the scan.
#pragma once

#include <functional>
#include <memory>

#include "pipeline/discovered.hpp"
#include "pipeline/split_item.hpp"
#include "pipeline/worker.hpp"

namespace braque::pipeline {

/// What became of an item on this thread: a record, or a big item whose windows are to be read by
/// all threads.
struct ItemStep {
  std::unique_ptr<ItemDone> done;
  std::shared_ptr<SplitItem> split;
  std::uint64_t bytes = 0;  ///< size of what was read
};

/// Never throws: memory that runs out ends in the record. `before_long` is called once when the
/// item turns out to take longer than a small file.
ItemStep scan_item(const ScanContext& context, Worker& worker, Discovered entry,
                   bool second_attempt, const std::function<void()>& before_long);

/// Reads one window of a big item.
void scan_chunk(const ScanContext& context, Worker& worker, const SplitItem& item,
                const WindowRange& range, ChunkResult& result) noexcept;

/// After the last window was merged: the item's record, or nothing when it changed while it was
/// read and is small enough to be read again. `stopped`: the rest was not read.
std::unique_ptr<ItemDone> finish_split(const ScanContext& context, NameMasker& masker,
                                       const ContentHasher& hasher, SplitItem& item, bool stopped);

}  // namespace braque::pipeline
