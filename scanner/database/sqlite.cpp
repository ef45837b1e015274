// SQLite files as databases: read-only, nothing made beside them. As files on a share they are read
// by scanner/documents, in a sandbox; here it is a database that the user names, with samples and
// statistics.
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <functional>
#include <map>

#include "base/ascii.hpp"
#include "database/engines.hpp"
#include "database/key_sample.hpp"
#include "database/long_value.hpp"

namespace braque::database {
namespace {

constexpr double kFewRows = 1000;
constexpr std::uint64_t kSizeMax = 1ULL << 30;
constexpr int kStepsBetweenLooks = 10'000;

struct CloseDatabase {
  void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
struct CloseBlob {
  void operator()(sqlite3_blob* blob) const noexcept { sqlite3_blob_close(blob); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

/// A double quote is doubled inside of quotes, as SQLite's own "%w" does.
std::string identifier(std::string_view name) {
  std::unique_ptr<char, decltype(&sqlite3_free)> text(
      sqlite3_mprintf("\"%w\"", std::string(name).c_str()), sqlite3_free);
  return text == nullptr ? std::string("\"\"") : std::string(text.get());
}

std::string_view bytes_of(sqlite3_stmt* statement, int column) {
  const void* bytes = sqlite3_column_type(statement, column) == SQLITE_BLOB
                          ? sqlite3_column_blob(statement, column)
                          : static_cast<const void*>(sqlite3_column_text(statement, column));
  const int size = sqlite3_column_bytes(statement, column);
  return bytes == nullptr
             ? std::string_view()
             : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

/// Reading is all that is ever needed.
int authorize(void*, int action, const char* first, const char*, const char*, const char*) {
  if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION)
    return SQLITE_OK;
  const bool pragma =
      action == SQLITE_PRAGMA && first != nullptr &&
      (std::strcmp(first, "table_xinfo") == 0 || std::strcmp(first, "foreign_key_list") == 0 ||
       std::strcmp(first, "data_version") == 0);
  return pragma ? SQLITE_OK : SQLITE_DENY;
}

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(const ConnectionOptions& options)
      : options_(options), file_((options.uri.has_authority ? "/" : "") + options.uri.path) {}

  std::optional<Failure> open() override;
  const std::vector<std::string>& remarks() const override { return remarks_; }
  std::optional<Failure> list(std::vector<ListedTable>& tables) override;
  std::optional<Failure> references(const std::vector<ListedTable>& tables,
                                    References& found) override;
  std::optional<Failure> describe(const ListedTable& listed, Table& table) override;
  std::unique_ptr<Rows> rows(const Table& table, const SampleSize& size,
                             std::string_view after) override;
  std::unique_ptr<ByteStream> value(const Table& table, std::string_view position,
                                    std::size_t column, std::uint64_t size) override;
  std::vector<std::string> path(const TableName& name) const override {
    return {name.database, name.table};
  }

  sqlite3* handle() const { return database_.get(); }
  const Budget& budget() const { return options_.budget; }
  const std::string& row_number() const { return row_number_; }
  Failure failure(int code) const;
  std::optional<Failure> prepare(const std::string& sql, Statement& statement) const;
  std::optional<Failure> each_row(const std::string& sql,
                                  const std::function<void(sqlite3_stmt* row)>& visit) const;
  std::optional<Failure> numbers(const std::string& sql, std::vector<std::int64_t>& found) const;
  void set_deadline() {
    until_ = std::chrono::steady_clock::now() +
             std::chrono::milliseconds(budget().database_statement_ms);
  }

 private:
  static int out_of_time(void* connection) {
    return std::chrono::steady_clock::now() > static_cast<SqliteConnection*>(connection)->until_
               ? 1
               : 0;
  }

  ConnectionOptions options_;
  std::string file_;
  std::unique_ptr<sqlite3, CloseDatabase> database_;
  std::vector<std::string> remarks_;
  std::string row_number_;  ///< the name that reaches it in the table described last; "" without
  std::chrono::steady_clock::time_point until_;
};

Failure SqliteConnection::failure(int code) const {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Reason::timeout, "others hold a lock on it", false, true};
    case SQLITE_INTERRUPT:
      return {Reason::timeout, "it took too long"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Reason::corrupt, "the file is damaged, or no database"};
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return {Reason::budget_memory, "a value is too long"};
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Reason::permission_denied, "reading it is denied"};
    case SQLITE_CANTOPEN:
      return {Reason::io_error, "the file cannot be opened"};
    case SQLITE_ERROR:
      return {Reason::changed_during_read, "the table is not what it was"};
    default:
      return {Reason::io_error, "SQLite failed with code " + std::to_string(code)};
  }
}

/// With a write-ahead log that others have open, its shared memory is used as it is; without one
/// the file is taken for unchanging. Neither makes a file.
std::optional<Failure> SqliteConnection::open() {
  database_.reset();
  remarks_.clear();
  struct stat file, log, shared;
  if (::stat(file_.c_str(), &file) != 0 || !S_ISREG(file.st_mode))
    return Failure{Reason::io_error, "there is no such file"};
  const bool has_log = ::stat((file_ + "-wal").c_str(), &log) == 0 && log.st_size > 0;
  const bool has_shared = ::stat((file_ + "-shm").c_str(), &shared) == 0;
  std::string uri = "file:" + encoded(file_);
  for (std::size_t at = 0; (at = uri.find("%2F", at)) != std::string::npos;)
    uri.replace(at, 3, "/");
  uri += has_log && has_shared ? "?mode=ro&readonly_shm=1" : "?immutable=1";
  if (has_log && !has_shared)
    remarks_.push_back(
        "its write-ahead log was not read: nobody has it open; what was written last is missing");
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      uri.c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
  database_.reset(handle);
  if (code != SQLITE_OK) return failure(code);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, static_cast<int>(kSizeMax - 1));
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_busy_timeout(handle, static_cast<int>(budget().database_lock_ms));
  sqlite3_set_authorizer(handle, authorize, nullptr);
  sqlite3_progress_handler(handle, kStepsBetweenLooks, out_of_time, this);
  set_deadline();
  std::vector<std::int64_t> found;
  return numbers("SELECT count(*) FROM sqlite_schema", found);
}

std::optional<Failure> SqliteConnection::prepare(const std::string& sql,
                                                 Statement& statement) const {
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(handle(), sql.c_str(), -1, &made, nullptr);
  statement.reset(made);
  return code == SQLITE_OK ? std::nullopt : std::optional(failure(code));
}

/// Fails when it breaks off before the last row.
std::optional<Failure> SqliteConnection::each_row(
    const std::string& sql, const std::function<void(sqlite3_stmt* row)>& visit) const {
  Statement statement;
  if (auto refused = prepare(sql, statement)) return refused;
  int code;
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) visit(statement.get());
  return code == SQLITE_DONE ? std::nullopt : std::optional(failure(code));
}

/// The columns of the first row.
std::optional<Failure> SqliteConnection::numbers(const std::string& sql,
                                                 std::vector<std::int64_t>& found) const {
  found.clear();
  Statement statement;
  if (auto refused = prepare(sql, statement)) return refused;
  const int code = sqlite3_step(statement.get());
  if (code != SQLITE_ROW) return code == SQLITE_DONE ? std::nullopt : std::optional(failure(code));
  for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
    if (sqlite3_column_type(statement.get(), i) == SQLITE_NULL) return found.clear(), std::nullopt;
    found.push_back(sqlite3_column_int64(statement.get(), i));
  }
  return std::nullopt;
}

std::optional<Failure> SqliteConnection::list(std::vector<ListedTable>& tables) {
  set_deadline();
  struct stat file {};
  ::stat(file_.c_str(), &file);
  Statement statement;
  if (auto refused =
          prepare("SELECT name, type, rootpage FROM sqlite_schema WHERE type IN ('table', 'view')",
                  statement))
    return refused;
  int code;
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
    ListedTable table;
    table.name = {file_.substr(file_.rfind('/') + 1), "",
                  std::string(bytes_of(statement.get(), 0))};
    if (bytes_of(statement.get(), 1) == "view") table.kind = TableKind::view;
    // A virtual table has no rows of its own; where it keeps them are tables like any other.
    else if (sqlite3_column_int64(statement.get(), 2) == 0)
      table.kind = TableKind::foreign;
    if (table.name.table == "sqlite_sequence" || table.name.table.starts_with("sqlite_stat"))
      continue;
    tables.push_back(std::move(table));
    if (tables.size() > budget().database_tables_max)
      return Failure{Reason::budget_entries, "it has too many tables"};
  }
  return code == SQLITE_DONE ? std::nullopt : std::optional(failure(code));
}

/// Names of tables are the same with small letters and capitals.
std::optional<Failure> SqliteConnection::references(const std::vector<ListedTable>& tables,
                                                    References& found) {
  set_deadline();
  found.columns.resize(tables.size());
  const auto small = [](std::string_view name) {
    std::string text(name);
    for (char& c : text) c = ascii::lower(c);
    return text;
  };
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < tables.size(); ++i) places.emplace(small(tables[i].name.table), i);
  constexpr int kTable = 2, kFrom = 3, kName = 1;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (tables[i].kind != TableKind::base) continue;
    const auto key = [&](sqlite3_stmt* row) {
      const auto to = places.find(small(bytes_of(row, kTable)));
      if (to != places.end())
        found.all.push_back({i, to->second, std::string(bytes_of(row, kFrom))});
    };
    const std::string quoted = "(" + identifier(tables[i].name.table) + ")";
    if (auto failed = each_row("PRAGMA foreign_key_list" + quoted, key)) return failed;
    if (found.all.size() > budget().database_references_max)
      return Failure{Reason::budget_entries, "there are too many of them"};
  }
  for (const References::Reference& reference : found.all) {
    std::vector<std::string>& columns = found.columns[reference.to];
    if (!columns.empty()) continue;
    const std::string quoted = "(" + identifier(tables[reference.to].name.table) + ")";
    const auto column = [&](sqlite3_stmt* row) { columns.emplace_back(bytes_of(row, kName)); };
    if (auto failed = each_row("PRAGMA table_xinfo" + quoted, column)) return failed;
  }
  return std::nullopt;
}

std::optional<Failure> SqliteConnection::describe(const ListedTable& listed, Table& table) {
  set_deadline();
  table = {};
  table.listed = listed;
  std::map<int, std::size_t> key;
  std::size_t made = 0;
  const auto add_column = [&](sqlite3_stmt* row) {
    constexpr int kName = 1, kType = 2, kKey = 5, kHidden = 6, kVirtual = 2;
    if (sqlite3_column_int(row, kHidden) == kVirtual) {
      ++made;
      return;
    }
    Column column;
    column.name = bytes_of(row, kName);
    column.type = bytes_of(row, kType);
    column.kind = ValueKind::text;  // any cell may hold anything
    if (const int place = sqlite3_column_int(row, kKey); place > 0)
      key[place] = table.columns.size();
    table.columns.push_back(std::move(column));
  };
  if (auto failed =
          each_row("PRAGMA table_xinfo(" + identifier(listed.name.table) + ")", add_column))
    return failed;
  if (table.columns.empty()) return Failure{Reason::vanished, "the table is not there any more"};
  if (made > 0) table.note = std::to_string(made) + " virtual columns are not computed";
  for (const auto& [place, column] : key) table.key.push_back(column);
  row_number_.clear();
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    const auto is_name = [&](const Column& column) {
      return sqlite3_stricmp(column.name.c_str(), name) == 0;
    };
    // The key column may be the row's number itself, under that name.
    if (std::any_of(table.columns.begin(), table.columns.end(), is_name)) continue;
    Statement tried;
    if (!prepare("SELECT " + std::string(name) + " FROM " + identifier(listed.name.table), tried)) {
      row_number_ = name;
      break;
    }
  }
  std::vector<std::int64_t> found;
  // The number of rows is not kept anywhere; the range of row numbers is a bound, and mostly it.
  table.rows = -1;
  if (!row_number_.empty()) {
    if (auto refused = numbers("SELECT min(" + row_number_ + "), max(" + row_number_ + ") FROM " +
                                   identifier(listed.name.table),
                               found))
      return refused;
    table.rows =
        found.size() == 2 ? static_cast<double>(found[1]) - static_cast<double>(found[0]) + 1 : 0;
  }
  return std::nullopt;
}

class SqliteRows final : public Rows {
 public:
  SqliteRows(SqliteConnection& connection, const Table& table, const SampleSize& size,
             std::string_view after)
      : connection_(connection), table_(table), after_(after) {
    connection.set_deadline();
    const std::string& number = connection.row_number();
    std::string sql = "SELECT " + (number.empty() ? std::string("NULL") : number);
    for (const Column& column : table.columns) sql += ", " + identifier(column.name);
    sql += " FROM " + identifier(table.listed.name.table) + " NOT INDEXED";
    cells_.resize(table.columns.size());
    choose(size);
    if (!failure_ && !sample_.drawn) {
      if (!number.empty())
        sql += " WHERE " + number + (after_.empty() ? "" : " > ?1") +
               (after_.empty() ? " IS NOT NULL" : "") + " ORDER BY " + number;
    } else {
      sql += " WHERE " + number + " = ?1";
    }
    if (!failure_) failure_ = connection.prepare(sql, statement_);
    if (!failure_ && !sample_.drawn && !after_.empty())
      sqlite3_bind_int64(statement_.get(), 1, std::stoll(after_));
  }

  bool next() override {
    while (!failure_) {
      connection_.set_deadline();
      if (sample_.drawn) {
        if (key_ == sample_.keys.size()) return false;
        sqlite3_reset(statement_.get());
        sqlite3_bind_int64(statement_.get(), 1, sample_.keys[key_++]);
      }
      const int code = sqlite3_step(statement_.get());
      if (code == SQLITE_ROW) {
        take_row();
        return true;
      }
      if (code != SQLITE_DONE)
        failure_ = connection_.failure(code);
      else if (!sample_.drawn)
        return false;
    }
    return false;
  }

  std::span<const Cell> cells() const override { return cells_; }
  std::string position() const override { return after_; }
  const std::optional<Failure>& failure() const override { return failure_; }
  double share() const override { return share_; }
  bool in_stretches() const override { return sample_.drawn; }
  std::uint64_t bytes() const override { return bytes_; }

 private:
  void choose(const SampleSize& size) {
    if (size.kind == SampleSize::Kind::full || connection_.row_number().empty()) return;
    const double rows = table_.rows;
    const double wanted =
        size.kind == SampleSize::Kind::share ? rows * size.share : static_cast<double>(size.rows);
    if (wanted >= rows ||
        (size.kind == SampleSize::Kind::rows && (rows <= wanted * 1.25 || rows <= kFewRows)))
      return;
    std::vector<std::int64_t> range;
    const std::string& number = connection_.row_number();
    failure_ = connection_.numbers("SELECT min(" + number + "), max(" + number + ") FROM " +
                                       identifier(table_.listed.name.table),
                                   range);
    if (failure_ || range.size() != 2) return;
    sample_ = draw_keys(range[0], range[1], rows, wanted, size.seed, size.from, size.to);
    if (!sample_.drawn) return;
    share_ = sample_.share;
    if (!after_.empty())
      key_ = static_cast<std::size_t>(
          std::upper_bound(sample_.keys.begin(), sample_.keys.end(), std::stoll(after_)) -
          sample_.keys.begin());
  }

  void take_row() {
    after_ = std::to_string(sqlite3_column_int64(statement_.get(), 0));
    const std::uint64_t most = connection_.budget().database_inline_bytes_max;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const int column = static_cast<int>(i) + 1;
      const int type = sqlite3_column_type(statement_.get(), column);
      cells_[i] = {};
      if (type == SQLITE_NULL) continue;
      std::string_view bytes = bytes_of(statement_.get(), column);
      bytes_ += bytes.size();
      if (type == SQLITE_FLOAT && bytes.ends_with(".0")) bytes.remove_suffix(2);
      const bool file = type == SQLITE_BLOB && bytes.size() > 64;
      const bool later = !connection_.row_number().empty() && (bytes.size() > most || file);
      cells_[i] = {later ? Cell::Form::later : Cell::Form::whole, bytes, bytes.size()};
    }
  }

  SqliteConnection& connection_;
  const Table& table_;
  std::string after_;
  KeySample sample_;
  std::size_t key_ = 0;
  double share_ = 1;
  Statement statement_;
  std::uint64_t bytes_ = 0;
  std::optional<Failure> failure_;
  std::vector<Cell> cells_;
};

class SqliteValue final : public LongValue {
 public:
  SqliteValue(const SqliteConnection& connection, const Table& table, std::string_view position,
              std::size_t column) {
    std::int64_t row = 0;
    const auto parsed = std::from_chars(position.data(), position.data() + position.size(), row);
    if (parsed.ec != std::errc() || column >= table.columns.size()) {
      end({Reason::io_error, "the row has no place to find it by"});
      return;
    }
    sqlite3_blob* blob = nullptr;
    const int code = sqlite3_blob_open(connection.handle(), "main", table.listed.name.table.c_str(),
                                       table.columns[column].name.c_str(), row, 0, &blob);
    blob_.reset(blob);
    if (code != SQLITE_OK) {
      end(connection.failure(code));
      return;
    }
    size_ = static_cast<std::size_t>(sqlite3_blob_bytes(blob));
    buffer_.resize(std::min<std::size_t>(size_, connection.budget().database_piece_bytes_max));
  }

 private:
  std::optional<Failure> fetch(std::string_view& piece) override {
    const std::size_t count = std::min(buffer_.size(), size_ - at_);
    if (count == 0) return std::nullopt;
    if (sqlite3_blob_read(blob_.get(), buffer_.data(), static_cast<int>(count),
                          static_cast<int>(at_)) != SQLITE_OK)
      return Failure{Reason::changed_during_read, "the row has changed"};
    at_ += count;
    piece = std::string_view(buffer_).substr(0, count);
    return std::nullopt;
  }

  std::unique_ptr<sqlite3_blob, CloseBlob> blob_;
  std::string buffer_;
  std::size_t size_ = 0, at_ = 0;
};

std::unique_ptr<Rows> SqliteConnection::rows(const Table& table, const SampleSize& size,
                                             std::string_view after) {
  return std::make_unique<SqliteRows>(*this, table, size, after);
}

std::unique_ptr<ByteStream> SqliteConnection::value(const Table& table, std::string_view position,
                                                    std::size_t column, std::uint64_t) {
  return std::make_unique<SqliteValue>(*this, table, position, column);
}

}  // namespace

std::unique_ptr<Connection> make_sqlite(const ConnectionOptions& options) {
  return std::make_unique<SqliteConnection>(options);
}

}  // namespace braque::database
