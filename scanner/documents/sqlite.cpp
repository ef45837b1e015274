// SQLite databases: every table as one member, its rows as cells; files inside of cells as members
// of their own. Views, triggers and virtual tables are code and are not run; the tables in which
// virtual ones (full-text indexes, say) keep their content are tables like any other.
#include <algorithm>
#include <array>

#include "documents/binary_value.hpp"
#include "documents/code_page.hpp"
#include "documents/readers.hpp"
#include "documents/sqlite_file.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

constexpr std::size_t kPieceBytes = 16 << 10;
/// Larger texts in blobs are files: mails, pages.
constexpr std::size_t kTextBlobBytes = 4096;

std::string_view blob(sqlite3_stmt* statement, int column) {
  const void* bytes = sqlite3_column_blob(statement, column);
  const int size = sqlite3_column_bytes(statement, column);
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::string_view text(sqlite3_stmt* statement, int column) {
  const unsigned char* bytes = sqlite3_column_text(statement, column);
  const int size = sqlite3_column_bytes(statement, column);
  return bytes == nullptr ? std::string_view()
                          : std::string_view(reinterpret_cast<const char*>(bytes),
                                             static_cast<std::size_t>(size));
}

bool is_file(sqlite3_stmt* statement, int column) {
  return sqlite3_column_type(statement, column) == SQLITE_BLOB &&
         (looks_like_file(blob(statement, column)) ||
          (sqlite3_column_bytes(statement, column) > static_cast<int>(kTextBlobBytes) &&
           is_text(blob(statement, column))));
}

void append_cell(std::string& cell, sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return;
    case SQLITE_BLOB:
      if (!is_file(statement, column)) append_binary(cell, blob(statement, column));
      return;
    case SQLITE_FLOAT: {
      std::string_view number = text(statement, column);
      if (number.ends_with(".0")) number.remove_suffix(2);  // whole numbers kept as REAL
      cell += number;
      return;
    }
    default:
      append_utf8(cell, text(statement, column));
  }
}

/// What a table is called and which columns it keeps.
struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::string row_number;  ///< the name that reaches it; "" for tables without
};

bool same_name(std::string_view one, std::string_view other) {
  return sqlite3_stricmp(std::string(one).c_str(), std::string(other).c_str()) == 0;
}

std::string select(const Table& table, std::string_view rest) {
  std::string sql = "SELECT ";
  // The first column is the row's number; a table without one gives nothing there.
  sql += table.row_number.empty() ? "NULL" : table.row_number;
  for (const std::string& column : table.columns) sql += ',' + quoted_name(column);
  sql += " FROM " + quoted_name(table.name) + " NOT INDEXED ";
  return sql + std::string(rest);
}

/// False when the schema does not say.
bool describe(const SqliteFile& file, Table& table) {
  const SqliteStatement columns =
      file.prepare("PRAGMA table_xinfo(" + quoted_name(table.name) + ")");
  if (columns == nullptr) return false;
  while (sqlite3_step(columns.get()) == SQLITE_ROW) {
    constexpr int kName = 1, kHidden = 6;
    const int hidden = sqlite3_column_int(columns.get(), kHidden);
    // 2: generated when it is read, which is code; 3: generated, but kept in the file.
    if (hidden == 0 || hidden == 3) table.columns.emplace_back(text(columns.get(), kName));
  }
  for (const std::string_view alias : {"rowid", "_rowid_", "oid"}) {
    const auto is_alias = [&](const std::string& column) { return same_name(column, alias); };
    if (std::any_of(table.columns.begin(), table.columns.end(), is_alias)) continue;
    table.row_number = alias;
    if (file.prepare(select(table, "")) != nullptr) break;
    table.row_number.clear();
  }
  return !table.columns.empty();
}

/// The rows of a table. After a damaged page the rows behind it are read from the other end.
class TableRows {
 public:
  TableRows(const SqliteFile& file, const Table& table)
      : file_(file), table_(table), statement_(file.prepare(select(table, ""))) {
    if (statement_ == nullptr) problem_ = {Reason::corrupt, "damaged table"};
  }

  bool next() {
    while (statement_ != nullptr) {
      const int code = sqlite3_step(statement_.get());
      if (code == SQLITE_ROW) {
        row_ = sqlite3_column_int64(statement_.get(), 0);
        return true;
      }
      if (code != SQLITE_DONE && !problem_) problem_ = file_.problem(code);
      statement_.reset();
      if (problem_.reason == Reason::corrupt && !backward_) read_backward();
    }
    return false;
  }

  sqlite3_stmt* statement() const { return statement_.get(); }
  std::int64_t row() const { return row_; }
  const Problem& problem() const { return problem_; }

 private:
  void read_backward() {
    backward_ = true;
    if (table_.row_number.empty()) return;
    const std::string after = " > " + std::to_string(row_);
    const std::string order = table_.row_number + " DESC";
    statement_ =
        file_.prepare(select(table_, "WHERE " + table_.row_number + after + " ORDER BY " + order));
  }

  const SqliteFile& file_;
  const Table& table_;
  SqliteStatement statement_;
  std::int64_t row_ = 0;
  bool backward_ = false;
  Problem problem_;
};

class TableMaker final : public extract::TextMaker {
 public:
  TableMaker(const SqliteFile& file, const Table& table)
      : file_(file), table_(table), rows_(file, table) {}

  bool make(std::string& text) override {
    extract::TableText out(text);
    if (!header_made_) {
      header_made_ = true;
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        cell_.clear();
        append_utf8(cell_, table_.columns[i]);
        out.cell(i, cell_);
      }
      out.end_row();
    }
    while (text.size() < kPieceBytes) {
      if (!rows_.next()) return false;
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const int column = static_cast<int>(i) + 1;
        has_files_ = has_files_ || is_file(rows_.statement(), column);
        cell_.clear();
        append_cell(cell_, rows_.statement(), column);
        out.cell(i, cell_);
      }
      out.end_row();
    }
    return true;
  }
  std::uint64_t consumed() const override { return file_.bytes_read(); }
  Problem problem() const override { return rows_.problem(); }

  bool has_files() const { return has_files_; }

 private:
  const SqliteFile& file_;
  const Table& table_;
  TableRows rows_;
  std::string cell_;
  bool header_made_ = false;
  bool has_files_ = false;
};

std::string label(std::string_view name) {
  std::string text;
  append_utf8(text, name);
  return text;
}

/// A second walk over a table of which the first said that it holds files.
bool hand_over_files(ContainerTask& task, const SqliteFile& file, const Table& table) {
  TableRows rows(file, table);
  while (rows.next()) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const int column = static_cast<int>(i) + 1;
      if (!is_file(rows.statement(), column)) continue;
      if (!may_go_on(task)) return false;
      const std::string name =
          label(table.name) + " > " + label(table.columns[i]) + " " + std::to_string(rows.row());
      const std::string_view bytes = blob(rows.statement(), column);
      if (!hand_over_bytes(task, name, bytes, file.bytes_read())) return false;
    }
  }
  return true;
}

bool read_table(ContainerTask& task, const SqliteFile& file, Table table) {
  if (!describe(file, table)) {
    task.tally.add(Problem{Reason::corrupt, "damaged table"});
    return true;
  }
  TableMaker maker(file, table);
  if (!hand_over_text(task, label(table.name), "table", maker)) return false;
  return !maker.has_files() || hand_over_files(task, file, table);
}

/// Names of the tables that are b-trees of the file; those of virtual tables have no root page.
std::vector<std::string> table_names(ContainerTask& task, const SqliteFile& file) {
  std::vector<std::string> names;
  const SqliteStatement tables =
      file.prepare("SELECT name FROM sqlite_schema WHERE type='table' AND rootpage>0");
  int code = SQLITE_CORRUPT;
  if (tables != nullptr) {
    while ((code = sqlite3_step(tables.get())) == SQLITE_ROW)
      names.emplace_back(text(tables.get(), 0));
  }
  if (code != SQLITE_DONE) task.tally.add(file.problem(code));
  return names;
}

}  // namespace

void read_sqlite(ContainerTask& task) {
  const SqliteFile file(task.input, task.meter);
  if (!file.is_open()) {
    task.tally.add(Problem{Reason::corrupt, "damaged database"});
    return;
  }
  for (std::string& name : table_names(task, file)) {
    if (!may_go_on(task) || !read_table(task, file, {std::move(name), {}, {}})) break;
  }
  task.bytes_done = file.bytes_read();
}

}  // namespace braque::documents
