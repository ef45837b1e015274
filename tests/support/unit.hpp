// Text units for tests of the matcher.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/text_unit.hpp"
#include "match/rule_set.hpp"

namespace braque::test {

/// Prose over the whole of `text`, which must outlive the unit.
inline TextUnit prose(const std::string& text) {
  TextUnit unit;
  unit.text = text;
  unit.owned_end = text.size();
  return unit;
}

/// Cells given beforehand.
class FixedCells : public CellReader {
 public:
  explicit FixedCells(std::vector<Cell> cells) : cells_(std::move(cells)) {}
  void read_cells(TextUnit&, std::vector<Cell>& cells) override {
    cells.insert(cells.end(), cells_.begin(), cells_.end());
  }

 private:
  std::vector<Cell> cells_;
};

}  // namespace braque::test
