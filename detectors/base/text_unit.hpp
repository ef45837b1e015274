// The text unit: decoded text with a locator, its context and a map back to source offsets. It is
// the one currency between extractors, database sources and detectors: a CSV cell, a chat message
// and a database column differ only in their context.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/offset_map.hpp"

namespace braque {

enum class UnitKind : std::uint8_t { prose, cells };

enum class ContextRole : std::uint8_t {
  header,
  key,
  label,
  author,
  recipient,
  date,
  comment,
  title
};

/// One piece of context. In a unit of kind `cells`, entry i describes column i (its header, key or
/// label); in prose every entry holds for the whole unit. UTF-8.
struct ContextEntry {
  ContextRole role;
  std::string text;
};

/// One cell: the bytes [start, end) of the unit's text. `column` indexes the unit's context; rows
/// count from 0 within the part.
struct Cell {
  std::uint32_t row;
  std::uint32_t column;
  std::uint32_t start;
  std::uint32_t end;
};

struct TextUnit;

/// Finds the cells of a unit. Called only for units in which something was found, because most
/// units hold nothing and cutting them into cells would cost more than matching them.
class CellReader {
 public:
  virtual ~CellReader() = default;
  /// Appends the unit's cells in ascending order of `start`, not overlapping, and may grow
  /// `unit.context` (keys are met as they come). Text outside all cells belongs to no column.
  virtual void read_cells(TextUnit& unit, std::vector<Cell>& cells) = 0;
};

/// A stretch of text to match. Borrows everything; valid only during the call it is passed to.
struct TextUnit {
  /// Where in the item: "a.zip > b.csv"; empty for the item's own text.
  std::string_view locator;
  UnitKind kind = UnitKind::prose;
  /// UTF-8, or any encoding in which ASCII bytes mean themselves; never validated by the matcher.
  std::string_view text;
  /// Matches that start in [owned_begin, owned_end) belong to this unit. The bytes around are
  /// surroundings: they give context and boundaries and belong to the neighbouring units.
  std::size_t owned_begin = 0;
  std::size_t owned_end = 0;
  std::span<const ContextEntry> context;
  /// Null unless kind is `cells`.
  CellReader* cell_reader = nullptr;
  /// From positions in `text` to byte offsets in the source.
  const OffsetMap* offsets = nullptr;
};

}  // namespace braque
