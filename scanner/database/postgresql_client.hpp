// libpq with deadlines: nothing here waits for a server longer than the statement's time and a
// grace, and no row makes libpq take in more than the budget allows.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "database/source.hpp"

namespace braque::database {

struct FreeResult {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};
struct FreeMemory {
  void operator()(void* memory) const noexcept { PQfreemem(memory); }
};
using PgResult = std::unique_ptr<PGresult, FreeResult>;
using PgText = std::unique_ptr<char, FreeMemory>;

class PostgresClient {
 public:
  explicit PostgresClient(const ConnectionOptions& options) : options_(options) {}
  ~PostgresClient() { close(); }
  PostgresClient(const PostgresClient&) = delete;
  PostgresClient& operator=(const PostgresClient&) = delete;

  std::optional<Failure> connect();
  void close();
  int version() const { return connection_ == nullptr ? 0 : PQserverVersion(connection_); }
  const ConnectionOptions& options() const { return options_; }

  /// Rows of a statement; parameters are texts. With `binary` the results are bytes.
  std::optional<Failure> query(const char* sql, const std::vector<std::string>& parameters,
                               PgResult& result, bool binary = false);
  /// Begins a COPY ... TO STDOUT.
  std::optional<Failure> start_copy(const std::string& sql);
  /// A row of it; nothing at its end.
  std::optional<Failure> copy_row(PgText& row, std::size_t& size);
  /// An identifier as the driver quotes it; "" when it is none.
  std::string quoted(std::string_view identifier) const;
  /// Time spent waiting for the server since the last call.
  std::chrono::nanoseconds take_waited();

 private:
  std::optional<Failure> wait(bool for_writing);
  std::optional<Failure> finish_sending();
  std::optional<Failure> take_result(PgResult& result);
  std::optional<Failure> failure_of(const PGresult* result);
  Failure lost();
  void set_deadline();

  const ConnectionOptions& options_;
  PGconn* connection_ = nullptr;
  std::chrono::steady_clock::time_point deadline_;
  std::chrono::nanoseconds waited_{0};
  std::uint64_t arrived_ = 0;  ///< bytes, since the last row was whole
};

inline std::string_view text_of(const PGresult* result, int row, int column) {
  return {PQgetvalue(result, row, column),
          static_cast<std::size_t>(PQgetlength(result, row, column))};
}
inline bool is_true(const PGresult* result, int row, int column) {
  return text_of(result, row, column) == "t";
}
/// 0 for what is no number.
std::int64_t number_of(const PGresult* result, int row, int column);
double real_of(const PGresult* result, int row, int column);

}  // namespace braque::database
