// The only file pair that touches SQLite's C interface: a connection, a prepared statement and a
// transaction, each owned by one thread. Errors come back as Error; the message is SQLite's own,
// which holds SQL and never a bound value.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace braque::index {

class Database;

/// A prepared statement: bind from parameter 1 on, step(), read columns from 0 on, reset().
/// Bound text and blobs are borrowed until the next reset().
class Statement {
 public:
  Statement() = default;

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::uint64_t value);
  Statement& bind(int parameter, int value) { return bind(parameter, std::int64_t{value}); }
  Statement& bind(int parameter, double value);
  Statement& text(int parameter, std::string_view value);
  Statement& text_or_null(int parameter, std::string_view value);
  Statement& blob(int parameter, std::string_view value);
  Statement& blob(int parameter, std::span<const std::uint8_t> value);
  Statement& null(int parameter);

  /// True: a row is there. False: done (and reset).
  Result<bool> step();
  /// Runs a statement that yields no rows.
  Result<void> run();
  void reset();

  std::int64_t integer(int column) const;
  std::uint64_t unsigned_integer(int column) const;
  double real(int column) const;
  bool is_null(int column) const;
  /// Text or blob, valid until the next step() or reset(); "" for NULL.
  std::string_view bytes(int column) const;
  std::string string(int column) const { return std::string(bytes(column)); }

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

enum class OpenMode { read_only, read_write };

class Database {
 public:
  struct Preparation {
    Statement* statement;
    std::string_view sql;
  };

  /// Opens an existing file; never follows a symbolic link.
  static Result<Database> open(const std::string& path, OpenMode mode);

  Result<Statement> prepare(std::string_view sql) const;
  /// Prepares several, stopping at the first error.
  Result<void> prepare(std::initializer_list<Preparation> preparations) const;
  /// Runs SQL text that may hold several statements.
  Result<void> execute(const std::string& sql) const;
  /// The first column of the first row as an integer; nothing when there is no row.
  Result<std::optional<std::int64_t>> integer(std::string_view sql) const;
  /// Ends a transaction that is open, if any; used after an error.
  void roll_back() const noexcept;
  bool in_transaction() const noexcept;
  /// Rows inserted, changed or deleted since the connection was opened.
  std::int64_t total_changes() const noexcept;

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// The version of the SQLite library, for `doctor`.
std::string sqlite_version();

}  // namespace braque::index
