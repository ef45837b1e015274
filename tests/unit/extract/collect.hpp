// Feeds bytes through detection and reader in windows of any size and collects what comes out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

#include "model/extractor.hpp"

namespace braque::test {

struct CollectedCell {
  std::string text;
  std::string column;
  std::uint64_t source;  ///< offset of the cell's first byte

  auto key() const { return std::tie(source, text, column); }
  bool operator<(const CollectedCell& other) const { return key() < other.key(); }
  bool operator==(const CollectedCell& other) const { return key() == other.key(); }
};

/// Collects all units of a part and checks what holds for every unit.
class Collector : public UnitSink {
 public:
  bool with_cells = true;
  std::vector<std::string> texts;            ///< whole text of each unit
  std::string owned;                         ///< owned text of all units, joined
  std::vector<std::uint64_t> owned_sources;  ///< source offset of each byte of `owned`
  std::vector<CollectedCell> cells;          ///< that start in owned ranges
  UnitKind kind = UnitKind::prose;
  std::vector<ContextEntry> context;

  void unit(TextUnit& unit) override {
    REQUIRE(unit.owned_begin <= unit.owned_end);
    REQUIRE(unit.owned_end <= unit.text.size());
    REQUIRE(unit.offsets != nullptr);
    kind = unit.kind;
    texts.emplace_back(unit.text);
    owned.append(unit.text.substr(unit.owned_begin, unit.owned_end - unit.owned_begin));
    for (std::size_t i = unit.owned_begin; i < unit.owned_end; ++i) {
      owned_sources.push_back(unit.offsets->source(static_cast<std::uint32_t>(i)));
    }
    if (unit.kind == UnitKind::cells && with_cells) collect_cells(unit);
    context.assign(unit.context.begin(), unit.context.end());
  }

  /// The text of the cells in one column, in order.
  std::vector<std::string> column(std::string_view name) const {
    std::vector<std::string> values;
    for (const CollectedCell& cell : cells) {
      if (cell.column == name) values.push_back(cell.text);
    }
    return values;
  }

 private:
  void collect_cells(TextUnit& unit) {
    std::vector<Cell> found;
    REQUIRE(unit.cell_reader != nullptr);
    unit.cell_reader->read_cells(unit, found);
    std::size_t end = 0;
    std::uint32_t row = 0;
    for (const Cell& cell : found) {
      if (!(cell.start >= end && cell.start <= cell.end && cell.end <= unit.text.size() &&
            cell.column < unit.context.size() && cell.row >= row)) {
        FAIL("a cell is out of order or out of bounds: " << cell.start << " to " << cell.end);
      }
      end = cell.end;
      row = cell.row;
      if (cell.start < unit.owned_begin || cell.start >= unit.owned_end) continue;
      cells.push_back({std::string(unit.text.substr(cell.start, cell.end - cell.start)),
                       unit.context[cell.column].text, unit.offsets->source(cell.start)});
    }
  }
};

struct Cut {
  std::size_t owned = 1U << 20;
  std::size_t overlap = 4096;
};

/// The windows of a part, as the pipeline cuts them.
inline std::vector<Window> windows_of(std::string_view bytes, Cut cut) {
  std::vector<Window> windows;
  std::size_t begin = 0;
  do {
    const std::size_t end = std::min(begin + cut.owned, bytes.size());
    const std::size_t left = begin - std::min(begin, cut.overlap);
    const std::size_t right = std::min(bytes.size(), end + cut.overlap);
    Window window;
    window.bytes = bytes.substr(left, right - left);
    window.offset = left;
    window.owned_begin = begin - left;
    window.owned_end = end - left;
    window.last = end == bytes.size();
    windows.push_back(window);
    begin = end;
  } while (begin < bytes.size());
  return windows;
}

struct Reading {
  TextFormat format;
  Collector found;
  std::string remark;
};

/// Detects the format and reads all windows. When the format says that it is splittable, every
/// window gets a reader of its own, the last window first.
inline Reading read_part(std::string_view bytes, std::string_view name = {}, Cut cut = {}) {
  Reading reading;
  const std::string_view head = bytes.substr(0, 64U << 10);
  reading.format = detect_text_format(head, head.size() == bytes.size(), name);
  Budget budget;
  budget.overlap_bytes = static_cast<std::uint32_t>(cut.overlap);
  const std::vector<Window> windows = windows_of(bytes, cut);
  if (!reading.format.splittable) {
    const std::unique_ptr<TextReader> reader = make_text_reader(reading.format, head, budget);
    for (const Window& window : windows) reader->read(window, reading.found);
    reading.remark = reader->remark();
    return reading;
  }
  for (const Window& window : windows) {
    make_text_reader(reading.format, head, budget)->read(window, reading.found);
  }
  return reading;
}

/// Cutting the same bytes into windows of many sizes yields the same cells at the same places and
/// owns every byte of text exactly once.
inline void require_same_in_any_windows(std::string_view bytes, std::string_view name = {}) {
  const Reading whole = read_part(bytes, name);
  std::vector<CollectedCell> expected = whole.found.cells;
  std::sort(expected.begin(), expected.end());
  for (const std::size_t owned : {64U, 68U, 100U, 256U, 1000U, 4096U}) {
    INFO("windows of " << owned << " bytes");
    const Reading cut = read_part(bytes, name, {owned, 4096});
    std::vector<CollectedCell> cells = cut.found.cells;
    std::sort(cells.begin(), cells.end());
    REQUIRE(cells.size() == expected.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      REQUIRE(cells[i].source == expected[i].source);
      REQUIRE(cells[i].text == expected[i].text);
      REQUIRE(cells[i].column == expected[i].column);
    }
    REQUIRE(cut.found.owned == whole.found.owned);
    REQUIRE(cut.found.owned_sources == whole.found.owned_sources);
    // Small surroundings may cut cells, but never the ownership.
    const Reading narrow = read_part(bytes, name, {owned, 64});
    if (whole.found.kind == UnitKind::prose && whole.format.name != "binary") {
      REQUIRE(narrow.found.owned == whole.found.owned);
    }
  }
}

}  // namespace braque::test
