#include "database/odbc_client.hpp"

#include <string.h>  // NOLINT: explicit_bzero is not in <cstring>

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace braque::database {
namespace {

bool good(SQLRETURN code) { return SQL_SUCCEEDED(code); }

SQLPOINTER number(std::uint64_t value) {
  return reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(value));
}

std::uint64_t seconds(std::uint64_t milliseconds) {
  return std::max<std::uint64_t>(milliseconds / 1000, 1);
}

void append_character(std::string& text, std::uint32_t c) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | c >> 6);
    add(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    add(0xE0 | c >> 12);
    add(0x80 | (c >> 6 & 0x3F));
    add(0x80 | (c & 0x3F));
  } else {
    add(0xF0 | c >> 18);
    add(0x80 | (c >> 12 & 0x3F));
    add(0x80 | (c >> 6 & 0x3F));
    add(0x80 | (c & 0x3F));
  }
}

/// A value in a connection string: in braces, where a closing one is doubled (ODBC reference,
/// SQLDriverConnect).
void append_value(std::string& text, std::string_view value) {
  text += '{';
  for (const char c : value) {
    if (c == '}') text += c;
    text += c;
  }
  text += '}';
}

}  // namespace

OdbcText odbc_text(std::string_view utf8) {
  OdbcText text;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at++]);
    std::uint32_t c = lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (more > 0) c = lead & (0x3FU >> more);
    for (int i = 0; i < more && at < utf8.size(); ++i)
      c = c << 6 | (static_cast<unsigned char>(utf8[at++]) & 0x3FU);
    if (c >= 0x10000) {
      text += static_cast<SQLWCHAR>(0xD800 + ((c - 0x10000) >> 10));
      c = 0xDC00 + ((c - 0x10000) & 0x3FF);
    }
    text += static_cast<SQLWCHAR>(c);
  }
  return text;
}

void append_utf8(std::string& text, const SQLWCHAR* units, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t c = units[i];
    const bool high = c >= 0xD800 && c < 0xDC00;
    if (high && i + 1 < count && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000)
      c = 0x10000 + ((c - 0xD800) << 10) + (units[++i] - 0xDC00U);
    else if (c >= 0xD800 && c < 0xE000)
      c = 0xFFFD;
    append_character(text, c);
  }
}

/// Only the class of the state is looked at: messages may hold values.
Failure OdbcClient::failure(SQLSMALLINT type, SQLHANDLE handle) const {
  std::array<SQLCHAR, 6> state{};
  SQLINTEGER native = 0;
  SQLSMALLINT size = 0;
  SQLCHAR message[1] = {0};
  if (!good(SQLGetDiagRec(type, handle, 1, state.data(), &native, message, sizeof message, &size)))
    return {Reason::io_error, "the driver failed and does not say why"};
  const std::string code(reinterpret_cast<const char*>(state.data()));
  const std::string what = " (ODBC state " + code + ")";
  if (code.starts_with("08"))
    return {Reason::io_error, "the connection was lost, or cannot be made" + what, true, true};
  if (code.starts_with("28") || code == "42501")
    return {Reason::permission_denied, "the account may not read it" + what};
  if (code.starts_with("40") || code == "HYT00" || code == "HYT01")
    return {Reason::timeout, "it took too long" + what, false, true};
  if (code == "42S02" || code == "42S22")
    return {Reason::changed_during_read, "the table is not what it was" + what};
  if (code == "IM002" || code == "IM003" || code == "01000")
    return {Reason::io_error,
            "there is no such data source, or its driver cannot be loaded" + what};
  return {Reason::io_error, "the driver refused" + what};
}

/// The options' own string comes first: what stands there twice counts once, and first.
std::optional<Failure> OdbcClient::connect() {
  close();
  SQLHANDLE handle = nullptr;
  if (!good(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &handle)))
    return Failure{Reason::io_error, "unixODBC cannot be started"};
  environment_.reset(handle);
  SQLSetEnvAttr(handle, SQL_ATTR_ODBC_VERSION, number(SQL_OV_ODBC3), 0);
  if (!good(SQLAllocHandle(SQL_HANDLE_DBC, environment_.get(), &handle)))
    return failure(SQL_HANDLE_ENV, environment_.get());
  connection_.reset(handle);
  const Budget& budget = options_.budget;
  SQLSetConnectAttr(handle, SQL_ATTR_LOGIN_TIMEOUT, number(seconds(budget.database_connect_ms)),
                    SQL_IS_UINTEGER);
  SQLSetConnectAttr(handle, SQL_ATTR_ACCESS_MODE, number(SQL_MODE_READ_ONLY), SQL_IS_UINTEGER);
  std::string words = options_.connection->c_str();
  // A source's name has no braces around it: the driver manager would look for them too.
  if (words.empty() && options_.uri.path.find_first_of(";{}=") != std::string::npos)
    return Failure{Reason::io_error, "there is no data source of such a name"};
  if (words.empty()) words = "DSN=" + options_.uri.path;
  if (!options_.user.empty()) append_value(words += ";UID=", options_.user);
  if (!options_.password->empty()) append_value(words += ";PWD=", options_.password->c_str());
  OdbcText text = odbc_text(words);
  explicit_bzero(words.data(), words.size());
  SQLSMALLINT size = 0;
  const SQLRETURN code =
      SQLDriverConnectW(handle, nullptr, text.data(), static_cast<SQLSMALLINT>(text.size()),
                        nullptr, 0, &size, SQL_DRIVER_NOPROMPT);
  explicit_bzero(text.data(), text.size() * sizeof(SQLWCHAR));
  if (!good(code)) return failure(SQL_HANDLE_DBC, handle);
  connected_ = true;
  SQLSetConnectAttr(handle, SQL_ATTR_CONNECTION_TIMEOUT,
                    number(seconds(budget.database_statement_ms + budget.database_grace_ms)),
                    SQL_IS_UINTEGER);
  return set_up_session();
}

/// SQL Server gives up waiting for locks, yields to others, and sends long values whole (SET
/// TEXTSIZE); other servers have the driver's settings.
std::optional<Failure> OdbcClient::set_up_session() {
  quote_ = info(SQL_IDENTIFIER_QUOTE_CHAR);
  if (quote_ == " ") quote_.clear();
  const std::string server = info(SQL_DBMS_NAME);
  if (server.find("SQL Server") == std::string::npos && server.find("Sybase") == std::string::npos)
    return std::nullopt;
  OdbcStatement statement;
  return run("SET LOCK_TIMEOUT " + std::to_string(options_.budget.database_lock_ms) +
                 "; SET DEADLOCK_PRIORITY LOW;"
                 " SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET TEXTSIZE 2147483647",
             statement);
}

void OdbcClient::close() {
  if (connected_) SQLDisconnect(connection_.get());
  connected_ = false;
  connection_.reset();
  environment_.reset();
}

std::string OdbcClient::info(SQLUSMALLINT what) const {
  std::array<SQLWCHAR, 256> units{};
  SQLSMALLINT size = 0;
  std::string text;
  if (!good(SQLGetInfoW(connection_.get(), what, units.data(), sizeof units, &size)) || size < 0)
    return text;
  append_utf8(
      text, units.data(),
      std::min<std::size_t>(static_cast<std::size_t>(size) / sizeof(SQLWCHAR), units.size() - 1));
  return text;
}

std::string OdbcClient::catalogue() const {
  std::array<SQLWCHAR, 256> units{};
  SQLINTEGER size = 0;
  std::string text;
  if (!good(SQLGetConnectAttrW(connection_.get(), SQL_ATTR_CURRENT_CATALOG, units.data(),
                               sizeof units, &size)) ||
      size < 0)
    return text;
  append_utf8(
      text, units.data(),
      std::min<std::size_t>(static_cast<std::size_t>(size) / sizeof(SQLWCHAR), units.size() - 1));
  return text;
}

std::optional<Failure> OdbcClient::make(OdbcStatement& statement) const {
  if (!connected_) return Failure{Reason::io_error, "the connection was lost", true, true};
  SQLHANDLE handle = nullptr;
  if (!good(SQLAllocHandle(SQL_HANDLE_STMT, connection_.get(), &handle)))
    return failure(SQL_HANDLE_DBC, connection_.get());
  statement.reset(handle);
  SQLSetStmtAttr(handle, SQL_ATTR_QUERY_TIMEOUT,
                 number(seconds(options_.budget.database_statement_ms)), SQL_IS_UINTEGER);
  return std::nullopt;
}

std::optional<Failure> OdbcClient::run(const std::string& sql, OdbcStatement& statement) const {
  if (auto refused = make(statement)) return refused;
  OdbcText text = odbc_text(sql);
  const SQLRETURN code =
      SQLExecDirectW(statement.get(), text.data(), static_cast<SQLINTEGER>(text.size()));
  return good(code) || code == SQL_NO_DATA
             ? std::nullopt
             : std::optional(failure(SQL_HANDLE_STMT, statement.get()));
}

std::optional<Failure> OdbcClient::fetch(const OdbcStatement& statement, bool& more) const {
  const SQLRETURN code = SQLFetch(statement.get());
  more = good(code);
  return more || code == SQL_NO_DATA ? std::nullopt
                                     : std::optional(failure(SQL_HANDLE_STMT, statement.get()));
}

bool OdbcClient::text(const OdbcStatement& statement, SQLUSMALLINT column,
                      std::string& value) const {
  std::array<SQLWCHAR, 2048> units{};
  SQLLEN size = 0;
  value.clear();
  const SQLRETURN code =
      SQLGetData(statement.get(), column, SQL_C_WCHAR, units.data(), sizeof units, &size);
  if (!good(code) || size == SQL_NULL_DATA) return false;
  std::size_t count =
      size < 0 ? units.size() - 1 : static_cast<std::size_t>(size) / sizeof(SQLWCHAR);
  count = std::min(count, units.size() - 1);
  append_utf8(value, units.data(), count);
  return true;
}

std::optional<Failure> OdbcClient::all(const OdbcStatement& statement,
                                       const std::vector<SQLUSMALLINT>& columns,
                                       std::vector<std::vector<std::string>>& rows,
                                       std::uint64_t rows_max) const {
  rows.clear();
  bool more = true;
  while (true) {
    if (auto refused = fetch(statement, more)) return refused;
    if (!more) return std::nullopt;
    if (rows.size() >= rows_max)
      return Failure{Reason::budget_entries, "it has too many tables or columns"};
    std::vector<std::string>& row = rows.emplace_back(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) text(statement, columns[i], row[i]);
  }
}

std::string OdbcClient::identifier(std::string_view name) const {
  std::string text = quote_;
  for (const char c : name) {
    if (!quote_.empty() && c == quote_[0]) text += c;
    text += c;
  }
  return text + quote_;
}

}  // namespace braque::database
