#include "database/postgresql_client.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace braque::database {
namespace {

using std::chrono::milliseconds;

constexpr const char* kSystemRoots = "/etc/ssl/certs/ca-certificates.crt";

/// Keys and values for PQconnectdbParams.
class Parameters {
 public:
  void set(const char* key, std::string value) {
    keys_.push_back(key);
    values_.push_back(std::move(value));
  }
  bool has(std::string_view key) const {
    return std::find(keys_.begin(), keys_.end(), key) != keys_.end();
  }
  PGconn* connect(const Secret& password) const {
    std::vector<const char*> keys, values;
    for (const std::string& key : keys_) keys.push_back(key.c_str());
    for (const std::string& value : values_) values.push_back(value.c_str());
    if (!password.empty()) {
      keys.push_back("password");
      values.push_back(password.c_str());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectStartParams(keys.data(), values.data(), 0);
  }

 private:
  std::vector<std::string> keys_, values_;
};

bool is_socket(const Uri& uri) {
  const auto host = uri.parameters.find("host");
  const std::string& name = host != uri.parameters.end() ? host->second : uri.host;
  return name.empty() || name.starts_with('/');
}

std::string ssl_mode(const ConnectionOptions& options) {
  if (is_socket(options.uri)) return "disable";
  if (options.tls == "off") return "disable";
  return options.tls == "required" ? "require" : options.tls;
}

/// What every session of ours is: read-only, timed, plain in its output. row_security = off makes
/// policies that would hide rows an error instead of a silent gap.
std::string session_settings(const Budget& budget) {
  const std::string statement = std::to_string(budget.database_statement_ms);
  return "-c default_transaction_read_only=on -c statement_timeout=" + statement +
         " -c lock_timeout=" + std::to_string(budget.database_lock_ms) +
         " -c idle_in_transaction_session_timeout=" + statement +
         " -c row_security=off -c search_path=pg_catalog -c datestyle=ISO -c intervalstyle=postgres"
         " -c bytea_output=hex -c timezone=UTC -c extra_float_digits=1 -c "
         "max_parallel_workers_per_gather=0"
         " -c synchronize_seqscans=off -c jit=off";
}

Parameters parameters_of(const ConnectionOptions& options) {
  Parameters all;
  const Uri& uri = options.uri;
  if (!uri.host.empty()) all.set("host", uri.host);
  if (!uri.port.empty()) all.set("port", uri.port);
  for (const auto& [key, value] : uri.parameters)
    if (key == "host" || key == "port" || key == "sslrootcert" || key == "sslcert" ||
        key == "sslkey" || key == "service" || key == "passfile" || key == "target_session_attrs")
      all.set(key.c_str(), value);
  all.set("dbname", uri.path);
  if (!options.user.empty()) all.set("user", options.user);
  all.set("sslmode", ssl_mode(options));
  const char* home = std::getenv("HOME");
  const std::string own = std::string(home == nullptr ? "" : home) + "/.postgresql/root.crt";
  if (!all.has("sslrootcert") && ::access(own.c_str(), R_OK) != 0)
    all.set("sslrootcert", kSystemRoots);
  all.set("gssencmode", "disable");
  all.set("application_name", "braque");
  all.set("client_encoding", "UTF8");
  all.set("options", session_settings(options.budget));
  all.set("tcp_user_timeout", std::to_string(options.budget.database_statement_ms));
  all.set("keepalives_idle", "30");
  return all;
}

/// The first line of libpq's message: it names hosts, users and causes, never a password.
std::string first_line(const char* message) {
  std::string text(message == nullptr ? "" : message);
  text.resize(std::min(text.find('\n'), std::min<std::size_t>(text.size(), 300)));
  return text;
}

struct Meaning {
  std::string_view state;  ///< SQLSTATE, or the beginning of one
  Reason reason;
  const char* detail;
  bool lost = false;
  bool passing = false;
};

// PostgreSQL documentation, Appendix A. The first that fits counts.
constexpr Meaning kMeanings[] = {
    {"42501", Reason::permission_denied,
     "the account may not read it, or a row security policy would hide rows"},
    {"42P01", Reason::vanished, "the table is not there any more"},
    {"42703", Reason::changed_during_read, "the table's columns have changed"},
    {"3F000", Reason::vanished, "the schema is not there any more"},
    {"55P03", Reason::timeout, "others hold a lock on it", false, true},
    {"57014", Reason::timeout, "the statement took too long", false, true},
    {"57P", Reason::io_error, "the server was stopped", true, true},
    {"08", Reason::io_error, "the connection was lost", true, true},
    {"25P03", Reason::timeout, "the session was idle for too long", true, true},
    {"25P04", Reason::timeout, "the transaction took too long", true, true},
    {"40", Reason::io_error, "the server cancelled the statement", false, true},
    {"53", Reason::io_error, "the server has no resources left", false, true},
    {"XX", Reason::corrupt, "the server found damage in it"},
    {"58", Reason::io_error, "the server cannot read its files"},
    {"22", Reason::corrupt, "a value cannot be converted by the server"},
};

}  // namespace

std::int64_t number_of(const PGresult* result, int row, int column) {
  const std::string_view text = text_of(result, row, column);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

double real_of(const PGresult* result, int row, int column) {
  const std::string_view text = text_of(result, row, column);
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void PostgresClient::close() {
  if (connection_ != nullptr) PQfinish(connection_);
  connection_ = nullptr;
}

Failure PostgresClient::lost() {
  close();
  return {Reason::io_error, "the connection was lost", true, true};
}

void PostgresClient::set_deadline() {
  const Budget& budget = options_.budget;
  deadline_ = std::chrono::steady_clock::now() +
              milliseconds(budget.database_statement_ms + budget.database_grace_ms);
  arrived_ = 0;
}

std::chrono::nanoseconds PostgresClient::take_waited() { return std::exchange(waited_, {}); }

std::optional<Failure> PostgresClient::connect() {
  close();
  const auto until =
      std::chrono::steady_clock::now() + milliseconds(options_.budget.database_connect_ms);
  connection_ = parameters_of(options_).connect(*options_.password);
  if (connection_ == nullptr) return Failure{Reason::budget_memory, "out of memory"};
  // libpq writes notices of the server to stderr otherwise.
  PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;
  while (status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED &&
         PQstatus(connection_) != CONNECTION_BAD) {
    const auto left =
        std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now()).count();
    if (left <= 0) {
      close();
      return Failure{Reason::timeout, "the server does not answer", true, true};
    }
    pollfd socket{PQsocket(connection_),
                  static_cast<short>(status == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    if (::poll(&socket, 1, static_cast<int>(left)) > 0) status = PQconnectPoll(connection_);
  }
  if (PQstatus(connection_) == CONNECTION_OK) {
    if (PQsetnonblocking(connection_, 1) == 0) return std::nullopt;
    return lost();
  }
  Failure failure{Reason::io_error, first_line(PQerrorMessage(connection_)), true, true};
  if (PQconnectionNeedsPassword(connection_) == 1)
    failure.detail =
        "the server wants a password: put it into a file of mode 0400 and name that with "
        "--credentials, or into ~/.pgpass";
  // A server that is coming up or going down says 57P03; what it refuses is refused for good.
  const bool answered =
      PQsocket(connection_) >= 0 && failure.detail.find("FATAL") != std::string::npos;
  const bool starting = failure.detail.find("starting up") != std::string::npos ||
                        failure.detail.find("shutting down") != std::string::npos;
  failure.lost = !answered || starting;
  close();
  return failure;
}

std::optional<Failure> PostgresClient::wait(bool for_writing) {
  const auto begun = std::chrono::steady_clock::now();
  const auto left = std::chrono::duration_cast<milliseconds>(deadline_ - begun).count();
  if (left <= 0) {
    close();
    return Failure{Reason::timeout, "the server does not answer", true, true};
  }
  pollfd socket{PQsocket(connection_), static_cast<short>(for_writing ? POLLIN | POLLOUT : POLLIN),
                0};
  const int ready = ::poll(&socket, 1, static_cast<int>(left));
  waited_ += std::chrono::steady_clock::now() - begun;
  if (ready < 0 && errno != EINTR) return lost();
  if (ready <= 0 || (socket.revents & POLLIN) == 0) return std::nullopt;
  int size = 0;
  if (::ioctl(socket.fd, FIONREAD, &size) == 0 && size > 0)
    arrived_ += static_cast<std::uint64_t>(size);
  if (arrived_ > options_.budget.database_row_bytes_max) {
    close();
    return Failure{Reason::budget_memory, "the server sent a row of more bytes than may be held",
                   true};
  }
  return PQconsumeInput(connection_) == 1 ? std::nullopt : std::optional(lost());
}

std::optional<Failure> PostgresClient::finish_sending() {
  for (int left = 1; (left = PQflush(connection_)) != 0;) {
    if (left < 0) return lost();
    if (auto failure = wait(true)) return failure;
  }
  return std::nullopt;
}

/// Results behind the first are read to their end, or the connection stays busy.
std::optional<Failure> PostgresClient::take_result(PgResult& result) {
  result.reset();
  while (true) {
    while (PQisBusy(connection_) != 0)
      if (auto failure = wait(false)) return failure;
    PgResult next(PQgetResult(connection_));
    if (next == nullptr)
      return result == nullptr ? std::optional(lost()) : failure_of(result.get());
    if (result == nullptr || PQresultStatus(next.get()) == PGRES_FATAL_ERROR)
      result = std::move(next);
    if (PQresultStatus(result.get()) == PGRES_COPY_OUT) return std::nullopt;
  }
}

std::optional<Failure> PostgresClient::failure_of(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_COPY_OUT)
    return std::nullopt;
  if (status != PGRES_FATAL_ERROR)
    return Failure{Reason::corrupt, "the server answered something else"};
  const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  if (state.empty() || PQstatus(connection_) == CONNECTION_BAD) return lost();
  for (const Meaning& meaning : kMeanings)
    if (state.starts_with(meaning.state)) {
      if (meaning.lost) close();
      return Failure{meaning.reason, meaning.detail, meaning.lost, meaning.passing};
    }
  // The server's own words may quote a value.
  std::string shown;
  for (const char c : state.substr(0, 5))
    shown += (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ? c : '?';
  return Failure{Reason::io_error, "the server refused with SQLSTATE " + shown};
}

std::optional<Failure> PostgresClient::query(const char* sql,
                                             const std::vector<std::string>& parameters,
                                             PgResult& result, bool binary) {
  if (connection_ == nullptr) return lost();
  set_deadline();
  std::vector<const char*> values;
  for (const std::string& parameter : parameters) values.push_back(parameter.c_str());
  if (PQsendQueryParams(connection_, sql, static_cast<int>(values.size()), nullptr, values.data(),
                        nullptr, nullptr, binary ? 1 : 0) != 1)
    return lost();
  if (auto failure = finish_sending()) return failure;
  return take_result(result);
}

std::optional<Failure> PostgresClient::start_copy(const std::string& sql) {
  if (connection_ == nullptr) return lost();
  set_deadline();
  if (PQsendQuery(connection_, sql.c_str()) != 1) return lost();
  if (auto failure = finish_sending()) return failure;
  PgResult result;
  if (auto failure = take_result(result)) return failure;
  if (PQresultStatus(result.get()) == PGRES_COPY_OUT) return std::nullopt;
  return Failure{Reason::corrupt, "the server answered something else"};
}

std::optional<Failure> PostgresClient::copy_row(PgText& row, std::size_t& size) {
  row.reset();
  while (true) {
    if (connection_ == nullptr) return lost();
    char* bytes = nullptr;
    const int got = PQgetCopyData(connection_, &bytes, 1);
    if (got > 0) {
      row.reset(bytes);
      size = static_cast<std::size_t>(got);
      arrived_ = 0;
      return std::nullopt;
    }
    if (got == 0) {
      if (auto failure = wait(false)) return failure;
      continue;
    }
    PgResult result;
    if (got == -1) return take_result(result);
    return lost();
  }
}

std::string PostgresClient::quoted(std::string_view identifier) const {
  if (connection_ == nullptr) return {};
  const PgText text(PQescapeIdentifier(connection_, identifier.data(), identifier.size()));
  return text == nullptr ? std::string() : std::string(text.get());
}

}  // namespace braque::database
