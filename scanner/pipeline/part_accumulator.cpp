#include "pipeline/part_accumulator.hpp"

#include <algorithm>
#include <cmath>

namespace braque::pipeline {
namespace {

constexpr std::size_t kBucketsPerSlotMax = 64;
/// Values that a set keeps in memory even when the part's share is used up.
constexpr std::uint64_t kDistinctInMemoryMin = 256;
constexpr std::size_t kSamplesInMemory = 16;
constexpr std::uint64_t kRowsInMemory = 1 << 16;  ///< of an exact list, for each of its columns

}  // namespace

void PartAccumulator::note(const Result<void>& result) {
  if (!result.has_value() && !failure_) failure_ = result.error();
}

std::uint16_t PartAccumulator::column_of(const std::string& name) {
  if (auto found = column_index_.find(name); found != column_index_.end()) return found->second;
  if (columns_.size() >= context_.budget().columns_max) return kNoColumn;
  const auto index = static_cast<std::uint16_t>(columns_.size());
  columns_.push_back(name);
  filled_.push_back(0);
  column_index_.emplace(name, index);
  return index;
}

SlotTotal& PartAccumulator::slot_of(std::uint16_t rule, std::uint16_t column) {
  std::uint32_t key = std::uint32_t{rule} << 16 | column;
  auto found = slot_index_.find(key);
  if (found == slot_index_.end() && column != kNoColumn &&
      slots_.size() >= context_.budget().temporary_findings_per_part_max) {
    column = kNoColumn;
    key = std::uint32_t{rule} << 16 | column;
    found = slot_index_.find(key);
  }
  if (found != slot_index_.end()) return slots_[found->second];
  slot_index_.emplace(key, static_cast<std::uint32_t>(slots_.size()));
  SlotTotal& slot = slots_.emplace_back();
  slot.rule = rule;
  slot.column = column;
  return slot;
}

std::uint32_t PartAccumulator::bucket_of(SlotTotal& slot, const EvidenceBucket& bucket) {
  std::uint32_t nearest = 0;
  for (std::uint32_t i = 0; i < slot.buckets.size(); ++i) {
    const BucketTotal& total = slot.buckets[i];
    if (total.evidence == bucket.evidence && total.logit == bucket.logit &&
        total.special == bucket.special)
      return i;
    if (std::abs(total.logit - bucket.logit) < std::abs(slot.buckets[nearest].logit - bucket.logit))
      nearest = i;
  }
  if (slot.buckets.size() >= kBucketsPerSlotMax) return nearest;
  slot.buckets.emplace_back();
  slot.buckets.back().evidence = bucket.evidence;
  slot.buckets.back().logit = bucket.logit;
  slot.buckets.back().special = bucket.special;
  return static_cast<std::uint32_t>(slot.buckets.size() - 1);
}

void PartAccumulator::insert(SlotTotal& slot, Worth worth, std::uint64_t value) {
  std::unique_ptr<DistinctValues>& set = slot.values[static_cast<std::size_t>(worth)];
  if (!set) {
    // Each new set may use half of what is left of the part's share, so that all together stay
    // within it however many columns there are.
    if (!distinct_memory_set_) distinct_memory_left_ = context_.budget().distinct_in_memory_max;
    distinct_memory_set_ = true;
    const std::uint64_t share = distinct_memory_left_ / 2;
    distinct_memory_left_ -= share;
    set = std::make_unique<DistinctValues>(std::max(share, kDistinctInMemoryMin),
                                           context_.budget().temporary_bytes_max);
  }
  note(set->insert(value));
}

void PartAccumulator::add_sample(const WindowResults& window, const ResultSample& sample,
                                 SlotTotal& slot, std::uint32_t bucket) {
  const bool all = context_.options.all_samples;
  BucketTotal& total = slot.buckets[bucket];
  if (!all && total.samples.size() >= context_.options.samples_per_finding) return;
  Sample kept;
  kept.line = line_feeds_ + sample.line_feeds + 1;
  kept.offset = sample.offset;
  kept.length = sample.length;
  kept.masked = window.masks.substr(sample.mask_begin, sample.mask_size);
  kept.fingerprint = sample.fingerprint;
  kept.phone = sample.phone;
  if (!all) {
    total.samples.push_back(std::move(kept));
    return;
  }
  if (!slot.spool)
    slot.spool =
        std::make_shared<SampleSpool>(kSamplesInMemory, context_.budget().temporary_bytes_max);
  note(slot.spool->append(kept, static_cast<float>(bucket)));
}

void PartAccumulator::insert_values(const WindowResults& window,
                                    const std::vector<std::uint32_t>& slots) {
  // Tables of many values lie outside the caches: ask for them early enough.
  constexpr std::size_t kAhead = 16;
  for (std::size_t i = 0; i < window.values.size(); ++i) {
    if (i + kAhead < window.values.size()) {
      const ResultValue& later = window.values[i + kAhead];
      const auto& set = slots_[slots[later.slot]].values[static_cast<std::size_t>(later.worth)];
      if (set) set->prefetch(later.value);
    }
    const ResultValue& value = window.values[i];
    insert(slots_[slots[value.slot]], value.worth, value.value);
  }
}

void PartAccumulator::insert_rows(const WindowResults& window,
                                  const std::vector<std::uint32_t>& slots) {
  for (const ResultRow& met : window.rows) {
    std::shared_ptr<DistinctValues>& rows = slots_[slots[met.slot]].rows;
    if (!rows)
      rows = std::make_shared<DistinctValues>(kRowsInMemory, context_.budget().temporary_bytes_max);
    note(rows->insert(met.row));
  }
}

void PartAccumulator::merge(const WindowResults& window) {
  candidates_ |= window.candidates;
  std::vector<std::uint16_t> columns(window.columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i] = column_of(window.columns[i]);
    if (columns[i] != kNoColumn) filled_[columns[i]] += window.filled[i];
  }
  std::vector<std::uint32_t> slots(window.slots.size());
  std::vector<std::uint32_t> buckets(window.buckets.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const ResultSlot& from = window.slots[i];
    SlotTotal& to = slot_of(from.rule, from.column == kNoColumn ? kNoColumn : columns[from.column]);
    slots[i] = static_cast<std::uint32_t>(&to - slots_.data());
    to.passing_cells += from.passing_cells;
    for (std::uint32_t b = from.first_bucket; b != kNoIndex; b = window.buckets[b].next) {
      buckets[b] = bucket_of(to, window.buckets[b]);
      BucketTotal& total = to.buckets[buckets[b]];
      total.count += window.buckets[b].count;
      total.suppressed += window.buckets[b].suppressed;
      if (total.suppressor == nullptr) total.suppressor = window.buckets[b].suppressor;
    }
    for (std::uint32_t r = from.first_rival; r != kNoIndex; r = window.rivals[r].next) {
      const RivalRule& rival = window.rivals[r];
      auto known = std::find_if(to.rivals.begin(), to.rivals.end(),
                                [&](const RivalRule& other) { return other.rule == rival.rule; });
      if (known == to.rivals.end()) {
        to.rivals.push_back(rival);
      } else {
        known->logit = std::max(known->logit, rival.logit);
      }
    }
  }
  insert_values(window, slots);
  insert_rows(window, slots);
  for (const ResultSample& sample : window.samples)
    add_sample(window, sample, slots_[slots[sample.slot]], buckets[sample.bucket]);
  line_feeds_ += window.line_feeds;
}

}  // namespace braque::pipeline
