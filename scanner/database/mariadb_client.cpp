#include "database/mariadb_client.hpp"

#include <errmsg.h>
#include <mysqld_error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace braque::database {
namespace {

constexpr const char* kSystemRoots = "/etc/ssl/certs/ca-certificates.crt";

struct Meaning {
  unsigned number;
  Reason reason;
  const char* detail;
  bool lost = false;
  bool passing = false;
};

constexpr unsigned kStatementTimeout = 1969;  // ER_STATEMENT_TIMEOUT of MariaDB
constexpr unsigned kQueryTimeout = 3024;      // ER_QUERY_TIMEOUT of MySQL

constexpr Meaning kMeanings[] = {
    {ER_TABLEACCESS_DENIED_ERROR, Reason::permission_denied, "the account may not read it"},
    {ER_COLUMNACCESS_DENIED_ERROR, Reason::permission_denied,
     "the account may not read a column of it"},
    {ER_DBACCESS_DENIED_ERROR, Reason::permission_denied, "the account may not read the database"},
    {ER_NO_SUCH_TABLE, Reason::vanished, "the table is not there any more"},
    {ER_BAD_DB_ERROR, Reason::vanished, "there is no such database"},
    {ER_BAD_FIELD_ERROR, Reason::changed_during_read, "the table's columns have changed"},
    {ER_LOCK_WAIT_TIMEOUT, Reason::timeout, "others hold a lock on it", false, true},
    {kStatementTimeout, Reason::timeout, "the statement took too long", false, true},
    {kQueryTimeout, Reason::timeout, "the statement took too long", false, true},
    {ER_QUERY_INTERRUPTED, Reason::timeout, "the statement was ended by an administrator", false,
     true},
    {ER_SERVER_SHUTDOWN, Reason::io_error, "the server was stopped", true, true},
    {CR_SERVER_GONE_ERROR, Reason::io_error, "the connection was lost", true, true},
    {CR_SERVER_LOST, Reason::io_error, "the connection was lost", true, true},
    {ER_NET_PACKET_TOO_LARGE, Reason::budget_memory,
     "the server sent a row of more bytes than may be held", true},
    {CR_NET_PACKET_TOO_LARGE, Reason::budget_memory,
     "the server sent a row of more bytes than may be held", true},
    {CR_OUT_OF_MEMORY, Reason::budget_memory, "out of memory", true},
    {CR_MALFORMED_PACKET, Reason::corrupt, "the server sent what is no answer", true},
    {ER_CRASHED_ON_USAGE, Reason::corrupt, "the server found damage in it"},
};

/// ~/.my.cnf, when it is there and nobody else can read it. Looser ones are not read.
std::optional<Failure> own_file(std::string& path) {
  const char* home = std::getenv("HOME");
  path = std::string(home == nullptr ? "" : home) + "/.my.cnf";
  struct stat found;
  if (home == nullptr || ::stat(path.c_str(), &found) != 0) {
    path.clear();
    return std::nullopt;
  }
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) == 0) return std::nullopt;
  return Failure{Reason::permission_denied, "others can read ~/.my.cnf; chmod 0600 it"};
}

bool is_socket(const Uri& uri) { return uri.parameters.contains("socket") || uri.host.empty(); }

void set_tls(MYSQL* connection, const ConnectionOptions& options) {
  my_bool on = 1, off = 0;
  const Uri& uri = options.uri;
  const auto roots = uri.parameters.find("ssl-ca");
  const bool wanted = !is_socket(uri) && options.tls != "off";
  mysql_optionsv(connection, MYSQL_OPT_SSL_ENFORCE, wanted ? &on : &off);
  const bool verified = wanted && options.tls != "required";
  mysql_optionsv(connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, verified ? &on : &off);
  if (verified)
    mysql_optionsv(connection, MYSQL_OPT_SSL_CA,
                   roots != uri.parameters.end() ? roots->second.c_str() : kSystemRoots);
}

const char* text_or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

}  // namespace

void MariadbClient::close() {
  if (connection_ != nullptr) mysql_close(connection_);
  connection_ = nullptr;
}

Failure MariadbClient::failure() {
  if (connection_ == nullptr) return {Reason::io_error, "the connection was lost", true, true};
  const unsigned number = mysql_errno(connection_);
  for (const Meaning& meaning : kMeanings)
    if (meaning.number == number)
      return {meaning.reason, meaning.detail, meaning.lost, meaning.passing};
  // The server's own words may quote a value.
  return {Reason::io_error, "the server refused with error " + std::to_string(number)};
}

void MariadbClient::abandon() {
  if (connection_ != nullptr) mariadb_cancel(connection_);
}

std::optional<Failure> MariadbClient::connect() {
  close();
  std::string file;
  if (options_.password->empty())
    if (auto refused = own_file(file)) return refused;
  connection_ = mysql_init(nullptr);
  if (connection_ == nullptr) return Failure{Reason::budget_memory, "out of memory"};
  const Budget& budget = options_.budget;
  unsigned off = 0;
  auto connect_seconds = static_cast<unsigned>(budget.database_connect_ms / 1000);
  auto seconds =
      static_cast<unsigned>((budget.database_statement_ms + budget.database_grace_ms) / 1000);
  auto packet = static_cast<std::size_t>(budget.database_row_bytes_max);
  mysql_optionsv(connection_, MYSQL_OPT_LOCAL_INFILE, &off);
  mysql_optionsv(connection_, MYSQL_OPT_CONNECT_TIMEOUT, &connect_seconds);
  mysql_optionsv(connection_, MYSQL_OPT_READ_TIMEOUT, &seconds);
  mysql_optionsv(connection_, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
  mysql_optionsv(connection_, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet);
  mysql_optionsv(connection_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  mysql_optionsv(connection_, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "braque");
  if (!file.empty()) {
    mysql_optionsv(connection_, MYSQL_READ_DEFAULT_FILE, file.c_str());
    mysql_optionsv(connection_, MYSQL_READ_DEFAULT_GROUP, "braque");
  }
  set_tls(connection_, options_);
  const Uri& uri = options_.uri;
  const auto socket = uri.parameters.find("socket");
  const unsigned port = uri.port.empty() ? 0 : static_cast<unsigned>(std::stoi(uri.port));
  const bool done =
      mysql_real_connect(
          connection_, is_socket(uri) ? nullptr : uri.host.c_str(), text_or_null(options_.user),
          options_.password->empty() ? nullptr : options_.password->c_str(), nullptr, port,
          socket != uri.parameters.end() ? socket->second.c_str() : nullptr, 0) != nullptr;
  if (!done) {
    const unsigned number = mysql_errno(connection_);
    std::string text = mysql_error(connection_);
    text.resize(std::min(text.find('\n'), std::min<std::size_t>(text.size(), 300)));
    const bool refused = number == ER_ACCESS_DENIED_ERROR || number == ER_DBACCESS_DENIED_ERROR ||
                         number == CR_SSL_CONNECTION_ERROR;
    close();
    return Failure{Reason::io_error, text, !refused, !refused};
  }
  return set_up_session();
}

std::optional<Failure> MariadbClient::set_up_session() {
  const Budget& budget = options_.budget;
  const std::string seconds = std::to_string(budget.database_statement_ms / 1000);
  const std::string lock =
      std::to_string(std::max<std::uint64_t>(budget.database_lock_ms / 1000, 1));
  if (auto refused = run("SET SESSION TRANSACTION READ ONLY")) return refused;
  if (auto refused =
          run("SET SESSION lock_wait_timeout = " + lock +
              ", SESSION innodb_lock_wait_timeout = " + lock +
              ", SESSION time_zone = '+00:00', SESSION wait_timeout = 600, SESSION sql_mode = ''"))
    return refused;
  const bool mariadb = std::string_view(mysql_get_server_info(connection_)).find("MariaDB") !=
                       std::string_view::npos;
  return run(mariadb ? "SET SESSION max_statement_time = " + seconds
                     : "SET SESSION max_execution_time = " +
                           std::to_string(budget.database_statement_ms));
}

std::optional<Failure> MariadbClient::run(const std::string& sql) {
  if (connection_ == nullptr || mysql_real_query(connection_, sql.data(), sql.size()) != 0)
    return failure();
  return std::nullopt;
}

std::optional<Failure> MariadbClient::query(const std::string& sql,
                                            std::vector<std::vector<std::string>>& rows) {
  rows.clear();
  MysqlResult result;
  if (auto refused = start(sql, result)) return refused;
  const unsigned fields = mysql_num_fields(result.get());
  while (true) {
    MYSQL_ROW row = nullptr;
    const unsigned long* lengths = nullptr;
    if (auto refused = fetch(result.get(), row, lengths)) return refused;
    if (row == nullptr) return std::nullopt;
    std::vector<std::string>& cells = rows.emplace_back();
    for (unsigned i = 0; i < fields; ++i)
      cells.push_back(row[i] == nullptr ? std::string() : std::string(row[i], lengths[i]));
    if (rows.size() > options_.budget.database_tables_max)
      return Failure{Reason::budget_entries, "it has too many tables"};
  }
}

std::optional<Failure> MariadbClient::start(const std::string& sql, MysqlResult& result) {
  if (auto refused = run(sql)) return refused;
  result.reset(mysql_use_result(connection_));
  if (result == nullptr) {
    Failure refused = failure();
    if (refused.detail.ends_with("error 0"))
      refused = {Reason::corrupt, "the server answered something else"};
    return refused;
  }
  return std::nullopt;
}

std::optional<Failure> MariadbClient::fetch(MYSQL_RES* result, MYSQL_ROW& row,
                                            const unsigned long*& lengths) {
  row = mysql_fetch_row(result);
  if (row == nullptr) {
    if (connection_ == nullptr || mysql_errno(connection_) != 0) return failure();
    return std::nullopt;
  }
  lengths = mysql_fetch_lengths(result);
  return lengths == nullptr ? std::optional(failure()) : std::nullopt;
}

std::string MariadbClient::text(std::string_view value) const {
  std::string quoted(value.size() * 2 + 1, '\0');
  const unsigned long size =
      connection_ == nullptr
          ? 0
          : mysql_real_escape_string(connection_, quoted.data(), value.data(), value.size());
  quoted.resize(size);
  return "'" + quoted + "'";
}

/// libmariadb has no function for identifiers. A backtick is doubled inside of backticks (MariaDB
/// documentation, "Identifier Names"); nothing else has a meaning there.
std::string MariadbClient::identifier(std::string_view name) {
  std::string quoted = "`";
  for (const char c : name) {
    if (c == '`') quoted += c;
    quoted += c;
  }
  return quoted + "`";
}

}  // namespace braque::database
