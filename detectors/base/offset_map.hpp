// Maps positions in a unit's text to byte offsets in what it was decoded from.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace braque {

/// Piecewise linear: from each breakpoint on, `step` text bytes stand for `scale` source bytes (1:1
/// for text that was taken over as it is, 1:2 for ASCII in UTF-16, 3:2 for Chinese in UTF-16, n:0
/// for text that stands for one place, such as a decoded escape). Positions inside a step map to
/// the step's start. Built left to right, read by binary search. A map without breakpoints is the
/// identity shifted by `base`.
class OffsetMap {
 public:
  struct Point {
    std::uint64_t source;
    std::uint32_t text;
    std::uint8_t scale;
    std::uint8_t step;
  };

  OffsetMap() = default;
  explicit OffsetMap(std::uint64_t base) : base_(base) {}

  /// From text position `text` on, the source continues at `source` (absolute), `scale` source
  /// bytes to `step` text bytes (step > 0). `text` must not decrease; an equal position replaces
  /// the last entry.
  void add(std::uint32_t text, std::uint64_t source, std::uint8_t scale, std::uint8_t step = 1) {
    if (!points_.empty() && points_.back().text == text) points_.pop_back();
    points_.push_back({source, text, scale, step});
  }

  void reset(std::uint64_t base) {
    base_ = base;
    points_.clear();
  }

  bool identity() const noexcept { return points_.empty(); }
  std::uint64_t base() const noexcept { return base_; }
  const std::vector<Point>& points() const noexcept { return points_; }

  /// The byte offset in the source of the text position `text`.
  std::uint64_t source(std::uint32_t text) const {
    if (points_.empty()) return base_ + text;
    auto after = std::upper_bound(points_.begin(), points_.end(), text,
                                  [](std::uint32_t t, const Point& p) { return t < p.text; });
    if (after == points_.begin()) return base_ + text;
    const Point& point = *(after - 1);
    std::uint64_t offset =
        point.source + std::uint64_t{(text - point.text) / point.step} * point.scale;
    // Inside a multi-byte character the source cannot run past the next breakpoint.
    return after == points_.end() ? offset : std::min(offset, after->source);
  }

 private:
  std::uint64_t base_ = 0;
  std::vector<Point> points_;
};

}  // namespace braque
