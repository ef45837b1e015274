// The file pair through which documents meet SQLite's C interface: a database in a RandomAccess,
// opened so that nothing but its bytes is touched and nothing in it is trusted.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/container_readers.hpp"

namespace braque::documents {

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using SqliteStatement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// A database file. `input` and `meter` must outlive it; statements must not.
class SqliteFile {
 public:
  SqliteFile(const RandomAccess& input, const extract::Meter& meter);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  /// False when SQLite does not take the file for a database.
  bool is_open() const noexcept { return database_ != nullptr; }
  /// Null when the statement does not compile (a damaged schema).
  SqliteStatement prepare(const std::string& sql) const;
  /// Why a step ended that was neither a row nor the end.
  extract::Problem problem(int code) const;
  /// The furthest byte read so far.
  std::uint64_t bytes_read() const noexcept;

  struct Input;  ///< what the file system layer needs

 private:
  void restrict();

  std::unique_ptr<Input> input_;
  sqlite3* database_ = nullptr;
};

/// An identifier for SQL: hostile names stay names.
std::string quoted_name(std::string_view name);

}  // namespace braque::documents
