#include "cli/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/index_place.hpp"

namespace braque::cli {
namespace {

struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

std::string system_message(int error) { return std::strerror(error); }

}  // namespace

Result<std::string> read_small_file(const std::string& path, std::size_t bytes_max) {
  Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  if (file.number < 0) {
    const int error = errno;
    // What lies in a directory that this account may not enter is as good as not there.
    bool missing = error == ENOENT || error == ENOTDIR ||
                   (error == EACCES &&
                    ::faccessat(AT_FDCWD, directory_of(path).c_str(), X_OK, AT_EACCESS) != 0);
    return unexpected(missing ? ErrorKind::unavailable : ErrorKind::io,
                      "cannot be opened: " + system_message(error));
  }
  struct stat status {};
  if (::fstat(file.number, &status) != 0 || !S_ISREG(status.st_mode))
    return unexpected(ErrorKind::io, "is not a regular file");
  std::string text;
  char buffer[16384];
  while (true) {
    ssize_t got = ::read(file.number, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unexpected(ErrorKind::io, "cannot be read: " + system_message(errno));
    if (got == 0) return text;
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > bytes_max)
      return unexpected(ErrorKind::io, "is longer than " + std::to_string(bytes_max) + " bytes");
  }
}

std::vector<std::string> files_with_ending(const std::string& directory, std::string_view ending) {
  namespace fs = boost::filesystem;
  std::vector<std::string> found;
  boost::system::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with('.') && name.ends_with(ending)) found.push_back(entry->path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string xdg_directory(const char* variable, std::string_view fallback) {
  // The specification: a relative path there is invalid and must be ignored.
  if (const char* set = std::getenv(variable); set != nullptr && *set == '/') return set;
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return std::string(home) + "/" + std::string(fallback);
}

bool write_fully(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace braque::cli
