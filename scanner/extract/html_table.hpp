// Tables in HTML: which column the text at hand belongs to. A row of header cells (th) above the
// others names the columns; tables without one stay text, whose lines and tabs already say as much.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace braque::extract {

/// The names of the columns of all tables of a part. Grows only; names stay where they are.
class TableHeaders {
 public:
  /// A new table's number; 0 when there were too many.
  std::uint32_t begin() {
    if (tables_.size() >= kTablesMax) return 0;
    tables_.emplace_back();
    return static_cast<std::uint32_t>(tables_.size());
  }
  /// The next column's name. A window that begins before the last one ended tells it once more.
  void add(std::uint32_t table, std::uint32_t column, std::string_view name) {
    if (table == 0 || column >= kColumnsMax || tables_[table - 1].size() != column) return;
    tables_[table - 1].emplace_back(name.substr(0, kNameBytesMax));
  }
  void forget(std::uint32_t table) {
    if (table != 0) tables_[table - 1].clear();
  }
  /// "" for a column without a name.
  std::string_view name(std::uint32_t table, std::uint32_t column) const {
    if (table == 0 || column >= tables_[table - 1].size()) return {};
    return tables_[table - 1][column];
  }

 private:
  static constexpr std::size_t kTablesMax = 10'000;
  static constexpr std::size_t kColumnsMax = 256;
  static constexpr std::size_t kNameBytesMax = 256;
  std::deque<std::vector<std::string>> tables_;
};

/// Where in a table the text at hand is.
struct TablePlace {
  std::uint32_t table = 0;   ///< 0: in none that has, or may get, names
  std::uint32_t column = 0;  ///< of the cell at hand, or of the next one
  std::uint16_t cells = 0;   ///< of the row so far, while names are gathered
  bool headed = false;       ///< the names are known
  bool all_headers = true;   ///< the row so far, while names are gathered
  bool in_cell = false;

  void begin_table(TableHeaders& headers) {
    *this = TablePlace();
    table = headers.begin();
  }
  void end_table() { *this = TablePlace(); }
  /// Before a row, and behind the last one.
  void end_row(TableHeaders& headers) {
    if (table != 0 && !headed && cells > 0) {
      headed = all_headers && cells >= 2;
      if (!headed) headers.forget(table);
      // One header alone is the table's title.
      if (!all_headers) table = 0;
    }
    column = 0;
    cells = 0;
    all_headers = true;
    in_cell = false;
  }
  void begin_cell(bool header) {
    end_cell();
    in_cell = true;
    if (headed) return;
    ++cells;
    all_headers = all_headers && header;
  }
  void end_cell() {
    column += in_cell;
    in_cell = false;
  }
  bool gathers() const { return table != 0 && !headed && in_cell && all_headers; }
};

}  // namespace braque::extract
