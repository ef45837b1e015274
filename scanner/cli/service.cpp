#include "cli/service.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace braque::cli {

void notify_service(std::string_view state) {
  const char* where = std::getenv("NOTIFY_SOCKET");
  if (where == nullptr || (where[0] != '/' && where[0] != '@')) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::size_t length = std::strlen(where);
  if (length >= sizeof address.sun_path) return;
  std::memcpy(address.sun_path, where, length);
  if (where[0] == '@') address.sun_path[0] = 0;  // an abstract name
  const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return;
  // Whoever is not listening misses it: a service manager is no reason to fail.
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
  [[maybe_unused]] const ssize_t sent =
      ::sendto(descriptor, state.data(), state.size(), MSG_NOSIGNAL,
               reinterpret_cast<const sockaddr*>(&address), size);
  ::close(descriptor);
}

void notify_alive() {
  using Clock = std::chrono::steady_clock;
  static Clock::time_point last{};
  if (Clock::now() - last < std::chrono::seconds(1)) return;
  last = Clock::now();
  notify_service("WATCHDOG=1");
}

}  // namespace braque::cli
