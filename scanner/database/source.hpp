// What braque asks of a database: list its tables, describe one, read a sample or all of it, fetch
// a long value, say what it knows of the table's size, close. One implementation for each engine,
// in one file of its own over that engine's client library; registry.cpp lists them.
//
// A connection never writes: session and transactions are read-only, and everything asked has a
// deadline on the server and another one here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "database/credentials.hpp"
#include "database/uri.hpp"
#include "model/extractor.hpp"

namespace braque::database {

/// Why the server did not give what was asked for. `detail` is our own sentence or the server's
/// first line at the connection; never anything of a table's content.
struct Failure {
  Reason reason = Reason::io_error;
  std::string detail;
  bool lost = false;     ///< the connection is gone: another one may go on
  bool passing = false;  ///< it may work later: a lock of others, a deadline
};

enum class TableKind : std::uint8_t { base, materialised, view, foreign, temporary, system };

/// A table as the catalogue names it. `schema` is "" where the engine has none.
struct TableName {
  std::string database, schema, table;
};

/// Who may read a table besides its owner, superusers and this account, as far as the catalogue
/// tells. Rights by membership in roles count.
struct Readers {
  bool known = false;
  bool everybody = false;
  std::uint64_t accounts = 0;  ///< that can log in
  std::string some;            ///< the first of their names, for people
};

/// A column by which the rows of a table point at persons of another one, and what that is called.
struct PersonReference {
  std::string column, table;
};

struct ListedTable {
  TableName name;
  TableKind kind = TableKind::base;
  bool readable = true;      ///< as far as the catalogue tells
  std::uint64_t handle = 0;  ///< the engine's own number
  std::uint64_t bytes = 0;   ///< about
  /// Grows or changes with every change of the rows: nothing where the engine does not know.
  struct ChangeMark {
    std::uint64_t identity = 0;  ///< of the table; not 0
    std::int64_t changes = 0, since = 0;
  };
  std::optional<ChangeMark> mark;
  Readers readers;
  std::vector<PersonReference> persons;
};

/// The foreign keys of the tables listed (by their places there), and the columns' names of those
/// that are pointed at.
struct References {
  struct Reference {
    std::size_t from = 0, to = 0;
    std::string column;
  };
  std::vector<Reference> all;
  std::vector<std::vector<std::string>> columns;  ///< as many as tables
};

enum class ValueKind : std::uint8_t {
  brief,  ///< never longer than Budget::database_inline_bytes_max
  text,   ///< may be any length
  binary,
};

struct Column {
  std::string name, type, comment;
  ValueKind kind = ValueKind::brief;
  bool readable = true;
  std::string number;  ///< the engine's own
};

struct Table {
  ListedTable listed;
  std::vector<Column> columns;
  std::vector<std::size_t> key;  ///< of `columns`: the primary key
  bool documents = false;        ///< rows are one column: a document in JSON, on one line
  double rows = 0;               ///< about; below 0: unknown
  bool rows_exact = false;
  std::uint64_t bytes = 0;
  std::string note;  ///< what is left out of it, for the ledger
};

/// How many rows are wanted: all, about so many, or a share.
struct SampleSize {
  enum class Kind : std::uint8_t { rows, share, full } kind = Kind::rows;
  std::uint64_t rows = 0;
  double share = 1;  ///< (0, 1]
  std::uint64_t seed = 0;
  /// Of such a sample the stretch that is wanted now, by lot and not by place: [from, to) of its
  /// rows. Stretches that follow one another share no row, and together are the sample.
  double from = 0, to = 1;
  bool whole() const { return from <= 0 && to >= 1; }
};

struct Cell {
  enum class Form : std::uint8_t { null, whole, later } form = Form::null;
  std::string_view bytes;  ///< the whole value, or the head of a binary one
  std::uint64_t size = 0;  ///< in bytes, of a value that is read later
};

/// Rows in the order of their position. Cells borrow from it until the next call.
class Rows {
 public:
  virtual ~Rows() = default;
  /// False at the end, or with failure() set.
  virtual bool next() = 0;
  virtual std::span<const Cell> cells() const = 0;
  /// Tells the row to value(), and from behind which one to go on to Connection::rows(); opaque.
  virtual std::string position() const = 0;
  virtual const std::optional<Failure>& failure() const = 0;
  /// The share of the table's rows that the sample wants, 1 for all: what rows() decided to read.
  virtual double share() const = 0;
  /// Only the stretch of the sample that was asked for is read.
  virtual bool in_stretches() const { return false; }
  virtual std::uint64_t bytes() const = 0;  ///< received so far
};

/// One session with a server; one thread at a time. The destructor closes it.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Connects, or connects again, and makes the session read-only.
  virtual std::optional<Failure> open() = 0;
  /// What people must know of the account or server: that it may write, say.
  virtual const std::vector<std::string>& remarks() const = 0;
  virtual std::optional<Failure> list(std::vector<ListedTable>& tables) = 0;
  /// What the catalogue knows of foreign keys; by default nothing. `found.columns` has its size.
  virtual std::optional<Failure> references(const std::vector<ListedTable>& tables,
                                            References& found);
  virtual std::optional<Failure> describe(const ListedTable& listed, Table& table) = 0;
  /// Rows of the table behind `after` ("" for all). The same seed gives the same rows of the same
  /// table.
  virtual std::unique_ptr<Rows> rows(const Table& table, const SampleSize& size,
                                     std::string_view after) = 0;
  /// A value in pieces; no Rows may be under way. Nothing, unless an engine leaves long values for
  /// later: where rows are documents, they are whole.
  virtual std::unique_ptr<ByteStream> value(const Table& table, std::string_view position,
                                            std::size_t column, std::uint64_t size);
  /// The way from the database to the table, for locators.
  virtual std::vector<std::string> path(const TableName& name) const = 0;
};

/// What a session is made of.
struct ConnectionOptions {
  Uri uri;
  std::string user;  ///< "" for the engine's default
  std::shared_ptr<const Secret> password = std::make_shared<Secret>();
  std::shared_ptr<const Secret> connection = std::make_shared<Secret>();  ///< Credentials'
  std::string tls = "verify-full";  ///< or verify-ca, required, off
  Budget budget;
};

using MakeConnection = std::unique_ptr<Connection> (*)(const ConnectionOptions& options);

}  // namespace braque::database
