// Where a database is: scheme://[user@]host[:port]/database[?key=value&...], RFC 3986. A user name
// may stand in it, a password may not.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace braque::database {

struct Uri {
  std::string scheme;            ///< "postgresql", as it was written
  std::string user, host, port;  ///< decoded; "" where there is none
  std::string path;              ///< decoded; behind an authority without the first '/'
  bool has_authority = false;    ///< "//" stands behind the scheme
  std::map<std::string, std::string, std::less<>> parameters;

  /// Without user and parameters: the lasting name of what it names.
  std::string name() const;
};

/// Fails for what is no such URI, and for one with a password, with the remedy. The message never
/// repeats more of the text than the scheme.
Result<Uri> parse_uri(std::string_view text);

/// Bytes that cannot stand in a component of a path are written as %XX.
std::string encoded(std::string_view component);

}  // namespace braque::database
