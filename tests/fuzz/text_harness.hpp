// Feeds bytes to text readers in windows of awkward sizes and checks what holds for every unit:
// owned ranges and cells lie in the text, cells are in order and name a column that exists, offsets
// lie in the part.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "model/extractor.hpp"

namespace braque::fuzz {

class CheckingSink : public UnitSink {
 public:
  explicit CheckingSink(std::size_t part_bytes) : part_bytes_(part_bytes) {}

  void unit(TextUnit& unit) override {
    BRAQUE_CHECK(unit.owned_begin <= unit.owned_end && unit.owned_end <= unit.text.size());
    BRAQUE_CHECK(unit.offsets != nullptr);
    check_offsets(unit);
    if (unit.kind != UnitKind::cells) return;
    BRAQUE_CHECK(unit.cell_reader != nullptr);
    std::vector<Cell> cells;
    unit.cell_reader->read_cells(unit, cells);
    std::size_t end = 0;
    for (const Cell& cell : cells) {
      BRAQUE_CHECK(cell.start >= end && cell.start <= cell.end && cell.end <= unit.text.size());
      BRAQUE_CHECK(cell.column < unit.context.size());
      end = cell.end;
    }
  }

 private:
  void check_offsets(const TextUnit& unit) const {
    std::uint64_t last = 0;
    const std::size_t step = std::max<std::size_t>(1, unit.text.size() / 64);
    for (std::size_t i = 0; i <= unit.text.size(); i += step) {
      const std::uint64_t source = unit.offsets->source(static_cast<std::uint32_t>(i));
      BRAQUE_CHECK(source >= last && source <= part_bytes_);
      last = source;
    }
  }

  std::size_t part_bytes_;
};

inline void read_windows(const TextFormat& format, std::string_view bytes, std::size_t owned,
                         std::size_t overlap) {
  Budget budget;
  budget.overlap_bytes = static_cast<std::uint32_t>(overlap);
  const auto reader = make_text_reader(format, bytes.substr(0, 4096), budget);
  CheckingSink sink(bytes.size());
  for (std::size_t begin = 0; begin == 0 || begin < bytes.size(); begin += owned) {
    const std::size_t end = std::min(begin + owned, bytes.size());
    const std::size_t left = begin - std::min(begin, overlap);
    const std::size_t right = std::min(bytes.size(), end + overlap);
    Window window;
    window.bytes = bytes.substr(left, right - left);
    window.offset = left;
    window.owned_begin = begin - left;
    window.owned_end = end - left;
    window.last = end == bytes.size();
    reader->read(window, sink);
  }
  (void)reader->remark();
}

/// Whole, and in windows of two small sizes.
inline void read_all_ways(const TextFormat& format, std::string_view bytes) {
  read_windows(format, bytes, 1U << 20, 4096);
  if (bytes.size() > (8U << 10)) return;
  read_windows(format, bytes, 36, 16);
  read_windows(format, bytes, 128, 256);
}

inline void read_as(std::string_view structure, std::string_view bytes) {
  TextFormat format;
  format.name = structure;
  format.encoding = "UTF-8";
  read_all_ways(format, bytes);
}

}  // namespace braque::fuzz
