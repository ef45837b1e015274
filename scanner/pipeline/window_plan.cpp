#include "pipeline/window_plan.hpp"

#include <algorithm>

namespace braque::pipeline {

WindowPlan::WindowPlan(const RandomAccess& access, std::uint64_t size, const Budget& budget)
    : access_(&access),
      size_(size),
      window_bytes_(budget.window_bytes),
      overlap_bytes_(budget.overlap_bytes) {
  find_extent(0);
}

void WindowPlan::find_extent(std::uint64_t from) {
  if (from >= size_) {
    extent_ = {size_, size_};
    return;
  }
  extent_ = access_->next_data(from);
  // The item may have changed since it was opened: never go back, never beyond the size.
  extent_.begin = std::clamp(extent_.begin, from, size_);
  extent_.end = std::clamp(extent_.end, extent_.begin, size_);
  if (extent_.begin != from) without_holes_ = false;
  if (extent_.end == extent_.begin) extent_ = {size_, size_};
  position_ = extent_.begin;
}

std::optional<WindowRange> WindowPlan::next() {
  if (extent_.begin >= extent_.end) return std::nullopt;
  WindowRange range;
  range.begin = position_;
  range.end = std::min(extent_.end, (position_ / window_bytes_ + 1) * window_bytes_);
  range.read_begin = std::max(extent_.begin, range.begin - std::min(range.begin, overlap_bytes_));
  range.read_end = std::min(extent_.end, range.end + overlap_bytes_);
  position_ = range.end;
  if (position_ == extent_.end) find_extent(position_);
  range.last = extent_.begin >= extent_.end;
  return range;
}

}  // namespace braque::pipeline
