// libmariadb with deadlines and without what a server could ask of a client (LOCAL INFILE).
#pragma once

#include <mysql.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "database/source.hpp"

namespace braque::database {

struct FreeMysqlResult {
  void operator()(MYSQL_RES* result) const noexcept { mysql_free_result(result); }
};
using MysqlResult = std::unique_ptr<MYSQL_RES, FreeMysqlResult>;

class MariadbClient {
 public:
  explicit MariadbClient(const ConnectionOptions& options) : options_(options) {}
  ~MariadbClient() { close(); }
  MariadbClient(const MariadbClient&) = delete;
  MariadbClient& operator=(const MariadbClient&) = delete;

  std::optional<Failure> connect();
  /// No result may be alive: freeing one reads on its connection.
  void close();
  /// Cuts the connection, so that freeing a result that was not read to its end does not read on.
  void abandon();
  const ConnectionOptions& options() const { return options_; }

  /// Small results, as a whole.
  std::optional<Failure> query(const std::string& sql, std::vector<std::vector<std::string>>& rows);
  /// Begins a result that is read row by row (mysql_use_result).
  std::optional<Failure> start(const std::string& sql, MysqlResult& result);
  /// The next row; null at the end.
  std::optional<Failure> fetch(MYSQL_RES* result, MYSQL_ROW& row, const unsigned long*& lengths);

  /// As the driver quotes them. A text is a literal with its quotes.
  std::string text(std::string_view value) const;
  static std::string identifier(std::string_view name);

 private:
  Failure failure();
  std::optional<Failure> run(const std::string& sql);
  std::optional<Failure> set_up_session();

  const ConnectionOptions& options_;
  MYSQL* connection_ = nullptr;
};

}  // namespace braque::database
