#include "pipeline/schedule.hpp"

#include <algorithm>
#include <chrono>

namespace braque::pipeline {
namespace {

/// Weight of records held back for an earlier item, beyond which no new items are begun.
constexpr std::size_t kHeldMax = 8192;
constexpr auto kPoll = std::chrono::milliseconds(20);

std::size_t bytes_of(const std::vector<Discovered>& batch) {
  std::size_t bytes = 0;
  for (const Discovered& entry : batch) bytes += entry.bytes();
  return bytes;
}

}  // namespace

Schedule::Schedule(const ScanContext& context)
    : context_(context), ahead_max_(static_cast<std::size_t>(context.options.jobs) + 1) {}

bool Schedule::push(std::vector<Discovered> batch) {
  const std::size_t bytes = bytes_of(batch);
  std::unique_lock lock(mutex_);
  auto full = [&] {
    return queue_items_ >= context_.budget().queue_items_max ||
           (queue_bytes_ >= context_.budget().queue_bytes_max && !queue_.empty());
  };
  while (full() && !abandoned_ && !context_.stopping()) not_full_.wait_for(lock, kPoll);
  if (abandoned_ || context_.stopping()) return false;
  queue_bytes_ += bytes;
  queue_items_ += batch.size();
  queue_.push_back(std::move(batch));
  if (queue_.size() == 1) changed_.notify_one();
  return true;
}

void Schedule::finish_listing() {
  std::lock_guard lock(mutex_);
  listing_done_ = true;
  changed_.notify_one();
}

bool Schedule::exhausted() const {
  return listing_done_ && queue_.empty() && returned_.empty() && splits_.empty();
}

std::optional<WorkUnit> Schedule::take_chunk() {
  for (auto it = splits_.begin(); it != splits_.end(); ++it) {
    std::shared_ptr<SplitItem> item = it->second;
    if (item->handed_out - item->merged >= ahead_max_) continue;
    WorkUnit unit;
    unit.split = item;
    unit.chunk = item->handed_out++;
    unit.range = item->upcoming;
    auto following = item->plan.next();
    if (following) {
      item->upcoming = *following;
    } else {
      splits_.erase(it);
    }
    return unit;
  }
  return std::nullopt;
}

std::optional<WorkUnit> Schedule::take_batch() {
  WorkUnit unit;
  if (splits_.size() >= ahead_max_) return std::nullopt;
  if (!returned_.empty()) {
    unit.batch = std::move(returned_.begin()->second);
    returned_.erase(returned_.begin());
    return unit;
  }
  if (queue_.empty() || (held_ >= kHeldMax && in_flight_ > 0)) return std::nullopt;
  unit.batch = std::move(queue_.front());
  queue_.pop_front();
  queue_bytes_ -= bytes_of(unit.batch);
  queue_items_ -= unit.batch.size();
  // The walker is woken when there is room for many: it is much faster than the stages, and would
  // otherwise go to sleep again at once.
  if (queue_items_ <= context_.budget().queue_items_max / 2 &&
      queue_bytes_ <= context_.budget().queue_bytes_max / 2)
    not_full_.notify_one();
  return unit;
}

std::optional<WorkUnit> Schedule::next() {
  std::unique_lock lock(mutex_);
  bool idle_before = false;
  while (true) {
    if (exhausted() && in_flight_ == 0) return std::nullopt;
    if (abandoned_ || context_.stopping()) return std::nullopt;
    std::optional<WorkUnit> unit = take_chunk();
    if (!unit) unit = take_batch();
    if (unit) {
      ++in_flight_;
      return unit;
    }
    // Units in flight may give work back, so the source waits for them; but units that are parked
    // between two stages may need this very thread. When no body ran during a whole poll, leave
    // the pipeline and let it drain; the scan runs it again.
    bool idle = in_flight_ > 0 && running_ == 0;
    if (idle && idle_before) return std::nullopt;
    idle_before = idle && changed_.wait_for(lock, kPoll) == std::cv_status::timeout;
    if (!idle) changed_.wait_for(lock, kPoll);
  }
}

bool Schedule::has_work() {
  std::lock_guard lock(mutex_);
  return !exhausted() && !abandoned_ && !context_.stopping();
}

void Schedule::give_back(std::vector<Discovered> rest) {
  if (rest.empty()) return;
  std::lock_guard lock(mutex_);
  std::uint64_t first = rest.front().item.sequence;
  returned_.emplace(first, std::move(rest));
  changed_.notify_one();
}

void Schedule::add_split(std::shared_ptr<SplitItem> item) {
  std::lock_guard lock(mutex_);
  std::uint64_t sequence = item->entry.item.sequence;
  splits_.emplace(sequence, std::move(item));
  changed_.notify_one();
}

void Schedule::chunk_merged(SplitItem& item) {
  std::lock_guard lock(mutex_);
  ++item.merged;
  changed_.notify_one();
}

void Schedule::body_begins() {
  std::lock_guard lock(mutex_);
  ++running_;
}

void Schedule::body_ends() {
  std::lock_guard lock(mutex_);
  --running_;
}

void Schedule::unit_done(std::size_t held) {
  std::lock_guard lock(mutex_);
  --in_flight_;
  held_ = held;
  changed_.notify_one();
}

void Schedule::abandon() {
  std::lock_guard lock(mutex_);
  abandoned_ = true;
  changed_.notify_one();
  not_full_.notify_one();
}

}  // namespace braque::pipeline
