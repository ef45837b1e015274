#include "extract/text_window.hpp"

#include <algorithm>

namespace braque::extract {

std::size_t position_of(const TextWindow& window, std::uint64_t source) {
  if (window.offsets->identity()) {
    const std::uint64_t base = window.offsets->base();
    if (source <= base) return 0;
    return static_cast<std::size_t>(std::min<std::uint64_t>(source - base, window.text.size()));
  }
  std::size_t low = 0;
  std::size_t high = window.text.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (window.source(middle) < source) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

TextUnit unit_of(const TextWindow& window) {
  TextUnit unit;
  unit.text = window.text;
  unit.owned_begin = window.owned_begin;
  unit.owned_end = window.owned_end;
  unit.offsets = window.offsets;
  return unit;
}

void compose(const OffsetMap& inner, const TextWindow& outer, std::size_t text_size,
             OffsetMap& result) {
  result.reset(outer.source(0));
  const std::vector<OffsetMap::Point>& inner_points = inner.points();
  const std::vector<OffsetMap::Point>& outer_points = outer.offsets->points();
  std::size_t next_outer = 0;
  for (std::size_t i = 0; i < inner_points.size(); ++i) {
    const OffsetMap::Point& point = inner_points[i];
    const std::size_t end = i + 1 < inner_points.size() ? inner_points[i + 1].text : text_size;
    const auto position = static_cast<std::uint32_t>(point.source);
    if (outer_points.empty() || point.scale == 0) {
      result.add(point.text, outer.source(position), point.scale, point.step);
      continue;
    }
    // A stretch taken over as it is: it inherits the breakpoints of the outer map.
    while (next_outer < outer_points.size() && outer_points[next_outer].text <= position) {
      ++next_outer;
    }
    std::uint8_t scale = 1;
    std::uint8_t step = 1;
    if (next_outer > 0) {
      scale = outer_points[next_outer - 1].scale;
      step = outer_points[next_outer - 1].step;
    }
    result.add(point.text, outer.source(position), scale, step);
    for (; next_outer < outer_points.size(); ++next_outer) {
      const OffsetMap::Point& next = outer_points[next_outer];
      const std::size_t text = point.text + (next.text - position);
      if (text >= end) break;
      result.add(static_cast<std::uint32_t>(text), next.source, next.scale, next.step);
    }
  }
}

}  // namespace braque::extract
