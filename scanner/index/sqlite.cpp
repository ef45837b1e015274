#include "index/sqlite.hpp"

#include <sqlite3.h>

#include <bit>

namespace braque::index {
namespace {

constexpr int kBusyTimeoutMs = 10'000;

/// Full disks and refused files are the operating system's (the scan stops and can be resumed), a
/// lock is a matter of waiting, the rest should not happen.
ErrorKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ErrorKind::io;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::unavailable;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return ErrorKind::invalid;
    default:
      return ErrorKind::internal;
  }
}

Error error_of(sqlite3* database, int code) {
  std::string message = "index: ";
  message += database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  if ((code & 0xff) == SQLITE_FULL) {
    message =
        "the disk of the index is full; everything up to the last commit is kept: free some"
        " space and run the scan again, it continues from there";
  }
  return {kind_of(code), std::move(message)};
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
  sqlite3_finalize(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  BRAQUE_CHECK(sqlite3_bind_int64(statement_.get(), parameter, value) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int parameter, std::uint64_t value) {
  return bind(parameter, std::bit_cast<std::int64_t>(value));
}

Statement& Statement::bind(int parameter, double value) {
  BRAQUE_CHECK(sqlite3_bind_double(statement_.get(), parameter, value) == SQLITE_OK);
  return *this;
}

Statement& Statement::text(int parameter, std::string_view value) {
  // A null pointer would bind NULL; the empty view has to stay the empty string.
  const char* data = value.empty() ? "" : value.data();
  int code = sqlite3_bind_text64(statement_.get(), parameter, data, value.size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
  if (code != SQLITE_OK) null(parameter);  // longer than SQLite's limit: NOT NULL reports it
  return *this;
}

Statement& Statement::text_or_null(int parameter, std::string_view value) {
  return value.empty() ? null(parameter) : text(parameter, value);
}

Statement& Statement::blob(int parameter, std::string_view value) {
  const char* data = value.empty() ? "" : value.data();
  int code = sqlite3_bind_blob64(statement_.get(), parameter, data, value.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) null(parameter);
  return *this;
}

Statement& Statement::blob(int parameter, std::span<const std::uint8_t> value) {
  return blob(parameter,
              std::string_view(reinterpret_cast<const char*>(value.data()), value.size()));
}

Statement& Statement::null(int parameter) {
  BRAQUE_CHECK(sqlite3_bind_null(statement_.get(), parameter) == SQLITE_OK);
  return *this;
}

Result<bool> Statement::step() {
  int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  Error error = error_of(sqlite3_db_handle(statement_.get()), code);
  reset();
  return error;
}

Result<void> Statement::run() {
  auto row = step();
  if (!row) return row.error();
  if (*row) reset();
  return {};
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::uint64_t Statement::unsigned_integer(int column) const {
  return std::bit_cast<std::uint64_t>(integer(column));
}

double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr || size <= 0) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

void Database::Close::operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }

Result<Database> Database::open(const std::string& path, OpenMode mode) {
  // SQLite counts the memory that it uses under a lock unless it is told not to, before it is used
  // first.
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)configured;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE;
  flags |= mode == OpenMode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  Database database;
  database.database_.reset(handle);
  if (code != SQLITE_OK) {
    Error error = error_of(handle, code);
    error.message += ": " + path;
    return error;
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  // The schema is data that another program may have written: no functions with side effects from
  // it, and no reading of pages that do not add up.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* handle = nullptr;
  int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK) return error_of(database_.get(), code);
  Statement statement;
  statement.statement_.reset(handle);
  return statement;
}

Result<void> Database::prepare(std::initializer_list<Preparation> preparations) const {
  for (const Preparation& wanted : preparations) {
    auto prepared = prepare(wanted.sql);
    if (!prepared) return prepared.error();
    *wanted.statement = std::move(*prepared);
  }
  return {};
}

Result<void> Database::execute(const std::string& sql) const {
  int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error_of(database_.get(), code);
  return {};
}

Result<std::optional<std::int64_t>> Database::integer(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  auto row = statement->step();
  if (!row) return row.error();
  if (!*row || statement->is_null(0)) return std::optional<std::int64_t>{};
  return std::optional<std::int64_t>{statement->integer(0)};
}

void Database::roll_back() const noexcept {
  if (in_transaction()) sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Database::in_transaction() const noexcept {
  return database_ != nullptr && sqlite3_get_autocommit(database_.get()) == 0;
}

std::int64_t Database::total_changes() const noexcept {
  return sqlite3_total_changes64(database_.get());
}

std::string sqlite_version() { return sqlite3_libversion(); }

}  // namespace braque::index
