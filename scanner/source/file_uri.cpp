#include "source/file_uri.hpp"

namespace braque::source {
namespace {

constexpr std::string_view kScheme = "file:";

// RFC 3986: the characters of a path segment (pchar) and the slash.
bool stands_in_path(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~!$&'()*+,;=:@/").find(c) != std::string_view::npos;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<std::string> path_of_file_uri(std::string_view uri) {
  std::string_view rest = uri.substr(kScheme.size());
  if (rest.starts_with("//")) {
    std::size_t slash = rest.find('/', 2);
    if (slash == std::string_view::npos)
      return unexpected(ErrorKind::invalid, "'" + std::string(uri) + "' names no path");
    rest = rest.substr(slash);
  }
  std::string path;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] != '%') {
      path += rest[i];
      continue;
    }
    int high = i + 2 < rest.size() ? hex_value(rest[i + 1]) : -1;
    int low = i + 2 < rest.size() ? hex_value(rest[i + 2]) : -1;
    if (high < 0 || low < 0)
      return unexpected(ErrorKind::invalid,
                        "'" + std::string(uri) + "': '%' must be followed by two digits 0-9 A-F");
    path += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return path;
}

std::string file_uri_of_path(std::string_view host, std::string_view path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri = "file://" + std::string(host);
  for (char c : path) {
    if (stands_in_path(c)) {
      uri += c;
    } else {
      auto byte = static_cast<unsigned char>(c);
      uri += '%';
      uri += kDigits[byte >> 4];
      uri += kDigits[byte & 15];
    }
  }
  return uri;
}

}  // namespace braque::source
