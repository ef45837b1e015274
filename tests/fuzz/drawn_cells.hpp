// Cells of any text, drawn from a seed instead of read: up to 63 bytes each with gaps between them,
// rows of four columns.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/text_unit.hpp"

namespace braque::fuzz {

class DrawnCells : public CellReader {
 public:
  explicit DrawnCells(std::uint32_t seed) : seed_(seed) {}
  void read_cells(TextUnit& unit, std::vector<Cell>& cells) override {
    std::uint32_t state = seed_ * 2'654'435'761U + 1;
    const auto draw = [&state](std::uint32_t below) {
      state = state * 1'664'525U + 1'013'904'223U;
      return (state >> 16) % below;
    };
    const auto size = static_cast<std::uint32_t>(unit.text.size());
    std::uint32_t at = draw(8);
    for (std::uint32_t i = 0; at < size; ++i) {
      const std::uint32_t end = std::min(size, at + draw(64));
      cells.push_back({i / 4, i % 4, at, end});
      at = end + 1 + draw(3);
    }
  }

 private:
  std::uint32_t seed_;
};

}  // namespace braque::fuzz
