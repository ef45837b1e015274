// unixODBC's driver manager with its handles, texts and failures. Names and statements travel as
// UTF-16, which every driver manager understands alike.
#pragma once

#include <sql.h>
#include <sqlext.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "database/source.hpp"

namespace braque::database {

template <SQLSMALLINT Type>
struct FreeOdbcHandle {
  using pointer = SQLHANDLE;
  void operator()(SQLHANDLE handle) const noexcept { SQLFreeHandle(Type, handle); }
};
template <SQLSMALLINT Type>
using OdbcHandle = std::unique_ptr<void, FreeOdbcHandle<Type>>;
using OdbcStatement = OdbcHandle<SQL_HANDLE_STMT>;
using OdbcText = std::basic_string<SQLWCHAR>;

OdbcText odbc_text(std::string_view utf8);
/// Half surrogates become U+FFFD.
void append_utf8(std::string& text, const SQLWCHAR* units, std::size_t count);

class OdbcClient {
 public:
  explicit OdbcClient(const ConnectionOptions& options) : options_(options) {}
  ~OdbcClient() { close(); }
  OdbcClient(const OdbcClient&) = delete;
  OdbcClient& operator=(const OdbcClient&) = delete;

  std::optional<Failure> connect();
  void close();
  const ConnectionOptions& options() const { return options_; }
  /// SQLGetInfo of a text; "" where the driver does not say.
  std::string info(SQLUSMALLINT what) const;
  /// The current catalogue; "" where there is none.
  std::string catalogue() const;

  /// A statement with its deadline.
  std::optional<Failure> make(OdbcStatement& statement) const;
  std::optional<Failure> run(const std::string& sql, OdbcStatement& statement) const;
  /// The next row; `more` is false at the end.
  std::optional<Failure> fetch(const OdbcStatement& statement, bool& more) const;
  /// A short value as text; false for none. Columns count from 1 and must be asked for in order.
  bool text(const OdbcStatement& statement, SQLUSMALLINT column, std::string& value) const;
  /// Rows of a catalogue function or statement, with these columns of each, as texts.
  std::optional<Failure> all(const OdbcStatement& statement,
                             const std::vector<SQLUSMALLINT>& columns,
                             std::vector<std::vector<std::string>>& rows,
                             std::uint64_t rows_max) const;
  std::string identifier(std::string_view name) const;
  Failure failure(SQLSMALLINT type, SQLHANDLE handle) const;

 private:
  std::optional<Failure> set_up_session();

  const ConnectionOptions& options_;
  OdbcHandle<SQL_HANDLE_ENV> environment_;
  OdbcHandle<SQL_HANDLE_DBC> connection_;
  bool connected_ = false;
  std::string quote_;  ///< around identifiers
};

}  // namespace braque::database
