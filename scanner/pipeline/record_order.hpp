// Puts records into order of discovery, and keeps the sums of the summary. Used by the serial sink
// stage only.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "pipeline/discovered.hpp"
#include "pipeline/scan_context.hpp"

namespace braque::pipeline {

class RecordOrder {
 public:
  RecordOrder(const ScanContext& context, RecordSink& sink, std::vector<TargetResult>& targets)
      : context_(context), sink_(sink), targets_(targets) {}

  /// Takes an item's record and hands on all that are in turn.
  Result<void> add(std::unique_ptr<ItemDone> done);
  /// At the end: hands on what is held; items missing in between were not read (a stopped scan).
  Result<void> flush();
  /// Weight of the records that wait for an earlier item.
  std::size_t held() const { return held_; }
  Summary& summary() { return summary_; }

 private:
  Result<void> hand_on(ItemDone& done);
  void count(const ItemDone& done);

  const ScanContext& context_;
  RecordSink& sink_;
  std::vector<TargetResult>& targets_;
  std::deque<std::unique_ptr<ItemDone>> waiting_;  ///< waiting_[i] is item next_ + i
  std::uint64_t next_ = 0;
  std::size_t held_ = 0;
  Summary summary_;
};

}  // namespace braque::pipeline
