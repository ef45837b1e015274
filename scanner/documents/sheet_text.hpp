// Rows of a sheet, and what a spreadsheet's reader does with them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "documents/number_format.hpp"
#include "documents/shared_strings.hpp"
#include "documents/xml_text.hpp"

namespace braque::documents {

/// Columns apart; a cell further to the right follows the one before it without empty cells
/// between.
inline constexpr std::size_t kSheetColumnsMax = 1024;

/// What the cells of all sheets of a workbook refer to.
struct WorkbookCells {
  explicit WorkbookCells(std::size_t string_bytes_max) : strings(string_bytes_max) {}
  SharedStrings strings;
  CellFormats formats;
  /// The string of that number. A long one that many cells repeat is shortened after some times, so
  /// that a few bytes cannot become gigabytes.
  std::string_view shared(std::uint64_t number);

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> repeats_;
};

/// Writes the cells of a sheet, row by row, in the form of a "table".
class SheetRows {
 public:
  void begin_row() {
    written_ = 0;
    empty_ = true;
  }
  /// A cell of the row, in ascending order of columns; nothing when it is empty.
  void cell(std::size_t column, std::string_view shown, std::string& text);
  void end_row(std::string& text) {
    if (!empty_) text += '\n';
    empty_ = true;
  }

 private:
  std::size_t written_ = 0;  ///< tabs in the row
  bool empty_ = true;
};

/// A sheet of SpreadsheetML (ECMA-376 part 1, 18.3) as rows. Values as they are shown: dates in ISO
/// form, numbers without exponent, of formulas the value that was last computed.
class SheetText final : public TextHandler {
 public:
  explicit SheetText(WorkbookCells& cells) : cells_(cells) {}
  void start(std::string_view name, const Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;

  /// Headers, footers and messages of validation, one per line; complete after the last row.
  const std::string& notes() const { return notes_; }

 private:
  enum class Capture : std::uint8_t { nothing, value, formula, note };
  void start_cell(const Attributes& attributes);
  void end_cell();
  void write_value();

  WorkbookCells& cells_;
  Capture capture_ = Capture::nothing;
  std::size_t column_ = 0;  ///< of the current cell
  std::size_t style_ = 0;
  char type_ = 'n';  ///< n number, s shared, i inline or of a formula, b truth, e error, d date
  bool in_cell_ = false;
  bool phonetic_ = false;
  SheetRows rows_;
  std::string value_;
  std::string formula_;
  std::string shown_;
  std::string notes_;
};

/// Hands over a sheet: what stands above the table, as text below the sheet's name, then the table.
/// False: stop.
bool hand_over_sheet(extract::ContainerTask& task, const std::string& name,
                     extract::TextMaker& rows);

/// The number of a column by its letters ("AB12" is 27); nothing when there are none.
std::optional<std::size_t> column_of(std::string_view reference);

}  // namespace braque::documents
