#include "database/uri.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace braque::database {
namespace {

constexpr std::size_t kUriBytesMax = 4096;
constexpr char kDigits[] = "0123456789ABCDEF";

int digit_value(char c) {
  if (ascii::is_digit(c)) return c - '0';
  return ascii::lower(c) - 'a' + 10;
}

/// False for a '%' without two digits behind it, and for a zero byte.
bool decode(std::string_view text, std::string& decoded) {
  decoded.clear();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    if (at + 2 >= text.size() || !ascii::is_hex(text[at + 1]) || !ascii::is_hex(text[at + 2]))
      return false;
    const int value = digit_value(text[at + 1]) * 16 + digit_value(text[at + 2]);
    if (value == 0) return false;
    decoded += static_cast<char>(value);
    at += 2;
  }
  return decoded.find('\0') == std::string::npos;
}

Error fault(std::string_view scheme, const std::string& what) {
  return unexpected(ErrorKind::invalid, "target " + std::string(scheme) + "://...: " + what);
}

Error has_password(std::string_view scheme) {
  return fault(scheme,
               "a password may not stand in it, where every user of this machine can read it; "
               "put it into a file of mode 0400 and name that with --credentials, or into the "
               "client's own file (~/.pgpass, ~/.my.cnf)");
}

bool is_secret(std::string_view key) {
  std::string small(key);
  std::transform(small.begin(), small.end(), small.begin(), ascii::lower);
  return small == "password" || small == "passwd" || small == "pwd" || small == "sslpassword" ||
         small == "auth";
}

/// [user@]host[:port], where the host may be an address in brackets.
Result<void> read_authority(std::string_view text, Uri& uri) {
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    const std::string_view user = text.substr(0, at);
    if (user.find(':') != std::string_view::npos) return has_password(uri.scheme);
    if (!decode(user, uri.user))
      return fault(uri.scheme, "the user's name is not encoded as in a URI");
    text.remove_prefix(at + 1);
  }
  std::size_t host_end = text.size();
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return fault(uri.scheme, "a ']' is missing");
    uri.host = text.substr(1, close - 1);
    host_end = close + 1;
  } else {
    host_end = std::min(text.find(':'), text.size());
    if (!decode(text.substr(0, host_end), uri.host))
      return fault(uri.scheme, "the host is not encoded as in a URI");
  }
  if (host_end == text.size()) return {};
  uri.port = text.substr(host_end + 1);
  const bool number = text[host_end] == ':' && !uri.port.empty() && uri.port.size() <= 5 &&
                      std::all_of(uri.port.begin(), uri.port.end(), ascii::is_digit);
  if (!number || std::stoi(uri.port) > 65535 || std::stoi(uri.port) == 0)
    return fault(uri.scheme, "the port is no number from 1 to 65535");
  return {};
}

Result<void> read_parameters(std::string_view text, Uri& uri) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string key, value;
    if (!decode(pair.substr(0, equals), key) ||
        !decode(pair.substr(std::min(equals + 1, pair.size())), value))
      return fault(uri.scheme, "a parameter is not encoded as in a URI");
    if (is_secret(key)) return has_password(uri.scheme);
    uri.parameters[key] = value;
  }
  return {};
}

/// As it would be read again: an address of IPv6 in brackets, elsewhere no ':' of a port and no
/// '@'.
std::string encoded_host(std::string_view host) {
  if (host.empty() || host.starts_with('/')) return "localhost";
  const auto of_address = [](char c) { return ascii::is_hex(c) || c == ':' || c == '.'; };
  if (host.find(':') != std::string_view::npos && std::all_of(host.begin(), host.end(), of_address))
    return "[" + std::string(host) + "]";
  std::string text;
  for (const char c : encoded(host))
    text += c == ':' ? "%3A" : c == '@' ? "%40" : std::string(1, c);
  return text;
}

}  // namespace

Result<Uri> parse_uri(std::string_view text) {
  Uri uri;
  const std::size_t colon = text.find(':');
  const auto is_scheme = [](char c) {
    return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
  };
  if (colon == std::string_view::npos || colon == 0 || colon > 32 ||
      !std::all_of(text.begin(), text.begin() + static_cast<long>(colon), is_scheme))
    return unexpected(ErrorKind::invalid, "the target is no URI of a database");
  uri.scheme = text.substr(0, colon);
  if (text.size() > kUriBytesMax) return fault(uri.scheme, "it is too long");
  text.remove_prefix(colon + 1);
  text = text.substr(0, text.find('#'));
  if (const std::size_t question = text.find('?'); question != std::string_view::npos) {
    if (auto read = read_parameters(text.substr(question + 1), uri); !read) return read.error();
    text = text.substr(0, question);
  }
  std::string_view path = text;
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    uri.has_authority = true;
    const std::size_t slash = std::min(text.find('/'), text.size());
    if (auto read = read_authority(text.substr(0, slash), uri); !read) return read.error();
    path = text.substr(std::min(slash + 1, text.size()));
  }
  if (!decode(path, uri.path)) return fault(uri.scheme, "the path is not encoded as in a URI");
  return uri;
}

std::string encoded(std::string_view component) {
  std::string text;
  for (const char c : component) {
    const bool plain = ascii::is_alnum(c) ||
                       std::string_view("-._~!$'()*+,;=:@ ").find(c) != std::string_view::npos ||
                       static_cast<unsigned char>(c) >= 0x80;
    if (plain && c != ' ') {
      text += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    text += '%';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string Uri::name() const {
  std::string text = scheme + "://" + encoded_host(host);
  if (!port.empty()) text += ":" + port;
  for (std::size_t at = path.starts_with('/') ? 1 : 0; at < path.size();) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    // Empty components name nothing, and a name with them would not be read as itself again.
    if (slash > at) text += "/" + encoded(std::string_view(path).substr(at, slash - at));
    at = slash + 1;
  }
  return text;
}

}  // namespace braque::database
