// A server of a test's own behind a socket: a process that answers each connection in a child, for
// protocols whose real servers are not to be had.
#pragma once

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>

namespace braque::test {

class UnixServer {
 public:
  /// `serve` is called in a process of its own for each connection, which ends with it.
  UnixServer(const std::string& path, const std::function<void(int client)>& serve) {
    const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s", path.c_str());
    ::unlink(address.sun_path);
    if (::bind(listening, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("bind");
    ::listen(listening, 16);
    child_ = ::fork();
    if (child_ == 0) {
      ::signal(SIGCHLD, SIG_IGN);
      while (true) {
        const int client = ::accept(listening, nullptr, nullptr);
        if (client >= 0 && ::fork() == 0) {
          serve(client);
          ::_exit(0);
        }
        ::close(client);
      }
    }
    ::close(listening);
  }
  UnixServer(const UnixServer&) = delete;
  UnixServer& operator=(const UnixServer&) = delete;
  ~UnixServer() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }

 private:
  pid_t child_ = 0;
};

/// All of it, or the process ends: the other end is gone.
inline void send_all(int to, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t count = ::send(to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) ::_exit(0);
    sent += static_cast<std::size_t>(count);
  }
}

/// So many bytes, or the process ends.
inline std::string receive(int from, std::size_t count) {
  std::string bytes(count, '\0');
  for (std::size_t got = 0; got < count;) {
    const ssize_t some = ::read(from, bytes.data() + got, count - got);
    if (some <= 0) ::_exit(0);
    got += static_cast<std::size_t>(some);
  }
  return bytes;
}

}  // namespace braque::test
