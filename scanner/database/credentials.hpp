// User and password of a database: from a file that nobody else can read, or a systemd credential;
// never from the command line or the environment.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace braque::database {

/// A text that is overwritten when it goes. It cannot be copied or printed.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text) : text_(text) {}
  ~Secret();
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  bool empty() const noexcept { return text_.empty(); }
  const char* c_str() const noexcept { return text_.c_str(); }
  void append(std::string_view more);

 private:
  std::string text_;
};

struct Credentials {
  std::string user;  ///< "" where the file names none
  std::shared_ptr<const Secret> password = std::make_shared<Secret>();
  std::shared_ptr<const Secret> connection =
      std::make_shared<Secret>();  ///< a connection string of ODBC
};

/// Reads "user = NAME", "password = ..." and "connection = ..." lines, or one line that is the
/// password. A name without '/' is looked for in $CREDENTIALS_DIRECTORY first (systemd.exec(5)).
/// Fails when others can read the file.
Result<Credentials> read_credentials(const std::string& name);

/// Text of a credentials file, without the file.
Result<Credentials> parse_credentials(std::string_view text);

/// Fails when a password stands in a variable that clients of databases read.
Result<void> refuse_passwords_in_environment();

}  // namespace braque::database
