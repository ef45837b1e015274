#include "model/companion_file.hpp"

#include <unistd.h>

#include <array>

namespace braque {

Result<std::string> companion_file(std::string_view name) {
  std::array<char, 4096> path{};
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
  if (length <= 0)
    return unexpected(ErrorKind::invalid,
                      "/proc is not there, so that " + std::string(name) + " cannot be found");
  const std::string self(path.data(), static_cast<std::size_t>(length));
  const std::string folder = self.substr(0, self.rfind('/') + 1);
  for (const std::string_view place : {"", "../libexec/braque/", "../lib/braque/"}) {
    std::string file = folder + std::string(place) + std::string(name);
    if (::access(file.c_str(), R_OK) == 0) return file;
  }
  return unexpected(ErrorKind::invalid,
                    folder + std::string(name) + " is missing: braque is not completely installed");
}

}  // namespace braque
