#include "pipeline/record_order.hpp"

#include "pipeline/label_item.hpp"

namespace braque::pipeline {

Result<void> RecordOrder::add(std::unique_ptr<ItemDone> done) {
  const std::uint64_t sequence = done->record.item.sequence;
  BRAQUE_CHECK(sequence >= next_);
  const auto place = static_cast<std::size_t>(sequence - next_);
  if (place >= waiting_.size()) waiting_.resize(place + 1);
  BRAQUE_CHECK(waiting_[place] == nullptr);
  held_ += done->weight();
  waiting_[place] = std::move(done);
  while (!waiting_.empty() && waiting_.front() != nullptr) {
    std::unique_ptr<ItemDone> ready = std::move(waiting_.front());
    waiting_.pop_front();
    ++next_;
    held_ -= ready->weight();
    if (Result<void> result = hand_on(*ready); !result) return result;
  }
  return {};
}

Result<void> RecordOrder::flush() {
  while (!waiting_.empty()) {
    std::unique_ptr<ItemDone> ready = std::move(waiting_.front());
    waiting_.pop_front();
    ++next_;
    if (ready == nullptr) continue;
    if (Result<void> result = hand_on(*ready); !result) return result;
  }
  held_ = 0;
  return {};
}

namespace {

/// Of an item that this run read before it was taken up again: as it counted them then.
void count_parts(ItemDone& done) {
  for (const PartRecord& part : done.record.parts) {
    if (part.outcome.status == Status::partial) ++done.parts_partial;
    if (part.outcome.status == Status::skipped) ++done.parts_skipped;
    if (part.outcome.status != Status::complete) ++done.part_reasons[part.outcome.reason];
  }
}

}  // namespace

Result<void> RecordOrder::hand_on(ItemDone& done) {
  if (context_.options.store != nullptr)
    if (Result<void> result = context_.options.store->annotate(done.record); !result) return result;
  if (done.record.stored.resumed) count_parts(done);
  if (context_.options.policy != nullptr)
    label_item(*context_.options.policy, context_.started_s, done.record);
  count(done);
  return sink_.item(done.record);
}

void RecordOrder::count(const ItemDone& done) {
  const ItemRecord& record = done.record;
  const Outcome& outcome = record.outcome;
  TargetResult& target = targets_[record.item.target];
  ++target.discovered;
  ++summary_.items.discovered;
  switch (outcome.status) {
    case Status::complete:
      ++summary_.items.complete;
      break;
    case Status::partial:
      ++summary_.items.partial;
      break;
    case Status::skipped:
      ++summary_.items.skipped;
      break;
  }
  if (outcome.status != Status::skipped) ++target.read;
  if (record.touched)
    ++summary_.items.same_content;
  else if (record.unchanged && !record.stored.resumed)
    ++summary_.items.unchanged;
  if (!record.label.empty()) ++summary_.labels[record.label];
  if (outcome.reason != Reason::none) ++summary_.reasons[outcome.reason];
  summary_.bytes_discovered += outcome.bytes;
  summary_.bytes_done += outcome.bytes_done;
  summary_.parts_complete += record.parts_complete;
  summary_.parts_partial += done.parts_partial;
  summary_.parts_skipped += done.parts_skipped;
  for (const auto& [reason, parts] : done.part_reasons)
    if (reason != Reason::none) summary_.reasons[reason] += parts;
  for (const Finding& finding : record.findings) {
    if (!finding.suppression.empty()) ++summary_.suppressed_findings;
    summary_.suppressed_matches += finding.suppressed;
    if (!context_.options.shown(finding)) continue;
    ++summary_.findings;
    summary_.matches += finding.count;
  }
  if (context_.progress != nullptr) {
    context_.progress->items.fetch_add(1, std::memory_order_relaxed);
    context_.progress->findings.store(summary_.findings, std::memory_order_relaxed);
  }
}

}  // namespace braque::pipeline
