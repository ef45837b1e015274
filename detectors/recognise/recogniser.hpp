// A recogniser finds what has neither a fixed form nor a check digit: it reads the words
// themselves. One recogniser, one file here, one line in registry.cpp, one rule that names it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/text_unit.hpp"

namespace braque {

namespace names {
class Memory;
}

/// What a recogniser found: bytes [begin, end) of the unit's text.
struct Recognised {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// Natural log-odds that it is what the rule says, by all that the recogniser looked at. Stands
  /// in for the rule's prior; the rule's context words are added afterwards.
  float logit = 0;
  /// Whose form the value has, as Match::country; 0: not said.
  std::uint16_t country = 0;
};

/// A text unit as recognisers see it. Borrows the unit, the room for its cells and, if there is
/// one, the memory of what is known of its names.
class UnitView {
 public:
  UnitView(TextUnit& unit, std::vector<Cell>& cells, names::Memory* names = nullptr)
      : unit_(unit), cells_(cells), names_(names) {}

  std::string_view text() const noexcept { return unit_.text; }
  UnitKind kind() const noexcept { return unit_.kind; }
  /// In cells, entry i describes column i; keys that are met as they come are there only after
  /// cells() was called.
  std::span<const ContextEntry> context() const noexcept { return unit_.context; }
  /// The cells in ascending order; empty in prose. The first call cuts the unit into cells, which
  /// costs more than matching it: ask only where something is likely.
  std::span<const Cell> cells() {
    if (!cut_ && unit_.cell_reader != nullptr) unit_.cell_reader->read_cells(unit_, cells_);
    cut_ = true;
    return cells_;
  }
  /// The cell around a position, or null.
  const Cell* cell_at(std::size_t position);
  /// Null: who asks twice searches twice.
  names::Memory* names() const noexcept { return names_; }

 private:
  TextUnit& unit_;
  std::vector<Cell>& cells_;
  names::Memory* names_;
  bool cut_ = false;
};

/// The bytes in which a match must begin.
struct SearchRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Pure and thread-safe: the same text and context give the same answer. What it says of a place
/// may depend on no more than 1,024 bytes on either side: windows have 4,096 bytes of surroundings,
/// and the rest can belong to another window.
class Recogniser {
 public:
  virtual ~Recogniser() = default;
  /// Appends what begins in `range`, in ascending order. A rule without `literals` and `shape` is
  /// asked about the whole unit; with `literals` about their surroundings (`window` bytes); with
  /// `shape = "number"` about each place where seven or more digits begin (the range is
  /// that byte and a plus sign or parenthesis directly before it).
  virtual void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const = 0;
  /// Is find_in_columns() to be called?
  virtual bool reads_columns() const { return false; }
  /// Asked once for each unit of cells, besides the above: appends what stands in cells that begin
  /// in `range`, in columns whose header says what stands below.
  virtual void find_in_columns(UnitView& view, SearchRange range,
                               std::vector<Recognised>& found) const {
    static_cast<void>(view), static_cast<void>(range), static_cast<void>(found);
  }
};

struct NamedRecogniser {
  const char* name;
  const char* description;  ///< English, for `braque rules explain`
  std::unique_ptr<const Recogniser> (*make)();
};

/// All recognisers, in alphabetical order.
std::span<const NamedRecogniser> recognisers();
/// The one of that name, or null.
const NamedRecogniser* find_recogniser(std::string_view name);

}  // namespace braque
