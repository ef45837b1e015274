// Which bytes of an item are read in one go. Windows lie at fixed positions, so what is found does
// not depend on who reads them; holes of sparse files are not read.
#pragma once

#include <cstdint>
#include <optional>

#include "model/budget.hpp"
#include "model/source.hpp"

namespace braque::pipeline {

/// A window owns [begin, end) of the item and is read as [read_begin, read_end), which adds the
/// surroundings that lie in the same stretch of data.
struct WindowRange {
  std::uint64_t begin = 0, end = 0;
  std::uint64_t read_begin = 0, read_end = 0;
  bool last = false;
};

/// Yields an item's windows in ascending order. Window i owns what data there is in
/// [i * window_bytes, (i + 1) * window_bytes).
class WindowPlan {
 public:
  /// `access` must outlive the plan. Nothing at or beyond `size` is planned.
  WindowPlan(const RandomAccess& access, std::uint64_t size, const Budget& budget);
  std::optional<WindowRange> next();
  /// Whether all bytes so far were data.
  bool without_holes() const { return without_holes_; }

 private:
  void find_extent(std::uint64_t from);

  const RandomAccess* access_;
  std::uint64_t size_;
  std::uint64_t window_bytes_;
  std::uint64_t overlap_bytes_;
  std::uint64_t position_ = 0;
  RandomAccess::Extent extent_{0, 0};
  bool without_holes_ = true;
};

}  // namespace braque::pipeline
