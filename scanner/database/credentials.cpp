#include "database/credentials.hpp"

#include <fcntl.h>
#include <string.h>  // NOLINT: explicit_bzero is not in <cstring>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "model/descriptor.hpp"

namespace braque::database {
namespace {

constexpr std::size_t kFileBytesMax = 4096;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// "key = value" of that key.
bool value_of(std::string_view line, std::string_view key, std::string_view& value) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos || trimmed(line.substr(0, equals)) != key) return false;
  value = trimmed(line.substr(equals + 1));
  return true;
}

Error fault(const std::string& name, const std::string& what) {
  return unexpected(ErrorKind::invalid, "--credentials " + name + ": " + what);
}

std::string path_of(const std::string& name) {
  const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
  if (name.find('/') != std::string::npos || directory == nullptr) return name;
  std::string path = std::string(directory) + "/" + name;
  return ::access(path.c_str(), F_OK) == 0 ? path : name;
}

}  // namespace

Secret::~Secret() { explicit_bzero(text_.data(), text_.size()); }

void Secret::append(std::string_view more) {
  std::string grown;
  grown.reserve(text_.size() + more.size());
  grown.append(text_).append(more);
  explicit_bzero(text_.data(), text_.size());
  text_ = std::move(grown);
}

Result<Credentials> parse_credentials(std::string_view text) {
  Credentials credentials;
  std::string_view plain, password;
  std::size_t lines = 0;
  bool keys = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string_view value;
    if (line.empty()) continue;
    ++lines;
    if (value_of(line, "user", value)) {
      credentials.user = value;
      keys = true;
    } else if (value_of(line, "password", value)) {
      password = value;
      keys = true;
    } else if (value_of(line, "connection", value)) {
      credentials.connection = std::make_shared<Secret>(value);
      keys = true;
    } else {
      plain = line;
      if (lines > 1)
        return unexpected(ErrorKind::invalid,
                          "it holds more than a password, or user = and password =");
    }
  }
  if (keys && !plain.empty())
    return unexpected(ErrorKind::invalid,
                      "a line of it is neither user =, password = nor connection =");
  credentials.password = std::make_shared<Secret>(keys ? password : plain);
  return credentials;
}

Result<Credentials> read_credentials(const std::string& name) {
  const std::string path = path_of(name);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file) return fault(name, std::strerror(errno));
  struct stat found;
  if (::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode))
    return fault(name, "it is no file");
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fault(name, "others can read it; chmod 0400 it");
  if (found.st_uid != ::geteuid() && found.st_uid != 0)
    return fault(name, "it belongs to somebody else");
  std::array<char, kFileBytesMax + 1> bytes{};
  const ssize_t size = ::read(file.get(), bytes.data(), bytes.size());
  if (size < 0 || static_cast<std::size_t>(size) > kFileBytesMax) {
    explicit_bzero(bytes.data(), bytes.size());
    return fault(name, size < 0 ? std::strerror(errno) : "it is too long");
  }
  auto credentials = parse_credentials({bytes.data(), static_cast<std::size_t>(size)});
  explicit_bzero(bytes.data(), bytes.size());
  if (!credentials) return fault(name, credentials.error().message);
  return credentials;
}

Result<void> refuse_passwords_in_environment() {
  for (const char* variable : {"PGPASSWORD", "MYSQL_PWD", "REDISCLI_AUTH"})
    if (const char* value = std::getenv(variable); value != nullptr && *value != '\0')
      return unexpected(
          ErrorKind::invalid,
          std::string(variable) +
              " is set: processes of the same account can read the "
              "environment; unset it, and name a file of mode 0400 with --credentials");
  return {};
}

}  // namespace braque::database
