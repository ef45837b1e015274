// Lists the sources, one after the other, on a thread of its own, into the schedule's queue.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/quiet_sink.hpp"
#include "model/source.hpp"
#include "pipeline/item_sample.hpp"
#include "pipeline/schedule.hpp"
#include "privacy/private_names.hpp"

namespace braque::pipeline {

/// run() is called on the listing thread; everything else after it has ended.
class Walker final : public ItemSink, public QuietSink {
 public:
  Walker(const ScanContext& context, Schedule& schedule)
      : context_(context),
        schedule_(schedule),
        sample_(context.options),
        quiet_(context.sources.size()) {}

  /// Lists every source; an exception of a source ends as a listing that is not complete.
  void run() noexcept;
  const std::vector<Listing>& listings() const { return listings_; }
  const ItemSample& sample() const { return sample_; }
  /// Items put into the queue.
  std::uint64_t discovered() const { return next_sequence_; }

  /// Unchanged items of a target that were counted and no more.
  struct Quiet {
    std::uint64_t items = 0, bytes = 0;
  };
  const std::vector<Quiet>& quiet() const { return quiet_; }
  /// Files in folders marked as private.
  std::uint64_t private_items() const { return private_items_; }

 private:
  bool settled_quietly(std::string_view relative, const ItemMetadata& metadata,
                       bool remote) override;
  bool found(Item item) override;
  bool passed_over(Item item, Outcome outcome) override;
  bool also_named(Item item, std::string first_path) override;
  bool push(Discovered entry);
  void know(Discovered& entry) const;
  bool hand_on();
  const std::string& private_name(std::string_view relative, bool is_folder = false);
  bool mark_private(Item& item, bool is_folder);
  bool skips_private() const;

  const ScanContext& context_;
  Schedule& schedule_;
  ItemSample sample_;
  std::vector<Listing> listings_;
  std::vector<Quiet> quiet_;  ///< by target
  std::uint32_t target_ = 0;
  std::optional<PrivatePaths> private_paths_;  ///< of the target; nothing when nobody asks
  std::uint64_t private_items_ = 0;
  std::uint64_t next_sequence_ = 0;
  // What goes into the queue next, in one go.
  std::vector<Discovered> batch_;
  std::size_t batch_weight_ = 0;
  std::int64_t batch_begun_ms_ = 0;
};

}  // namespace braque::pipeline
