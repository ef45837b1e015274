#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "export/socket.hpp"

namespace braque::exporting {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};

class TcpStream : public Stream {
 public:
  TcpStream(Socket socket, std::string name) : socket_(std::move(socket)), name_(std::move(name)) {}

  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return socket_failure(name_, "the connection broke");
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
  }

  /// A receiver that died with bytes unread resets the connection; one that has read all of them
  /// closes it.
  Result<void> finish() override {
    if (::shutdown(socket_.get(), SHUT_WR) != 0)
      return socket_failure(name_, "the connection broke");
    char ignored[512];
    while (true) {
      const ssize_t count = ::recv(socket_.get(), ignored, sizeof ignored, 0);
      if (count == 0) return {};
      if (count < 0 && errno != EINTR) return socket_failure(name_, "the receiver did not close");
    }
  }

 private:
  Socket socket_;
  std::string name_;
};

Result<Socket> connect_one(const addrinfo& to, std::uint64_t timeout_ms, const std::string& name) {
  Socket socket(
      ::socket(to.ai_family, to.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, to.ai_protocol));
  if (socket.get() < 0) return socket_failure(name, "no socket");
  if (::connect(socket.get(), to.ai_addr, to.ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return socket_failure(name, "cannot be reached");
    pollfd ready{socket.get(), POLLOUT, 0};
    if (::poll(&ready, 1, static_cast<int>(timeout_ms)) <= 0)
      return unexpected(ErrorKind::io, name + ": cannot be reached in time");
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
      errno = error;
      return socket_failure(name, "cannot be reached");
    }
  }
  // From here on calls block, but never longer than the time limit.
  ::fcntl(socket.get(), F_SETFL, ::fcntl(socket.get(), F_GETFL) & ~O_NONBLOCK);
  const timeval limit{static_cast<time_t>(timeout_ms / 1000),
                      static_cast<suseconds_t>(timeout_ms % 1000 * 1000)};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  return socket;
}

}  // namespace

Socket::~Socket() {
  if (number_ >= 0) ::close(number_);
}

Error socket_failure(const std::string& name, const char* what) {
  return unexpected(ErrorKind::io, name + ": " + what + ": " + std::strerror(errno));
}

Result<Socket> connect_socket(const Address& address, int type) {
  const std::string name = address.host + ":" + address.port;
  addrinfo wanted{}, *found = nullptr;
  wanted.ai_socktype = type;
  const int code = ::getaddrinfo(address.host.c_str(), address.port.c_str(), &wanted, &found);
  if (code != 0) return unexpected(ErrorKind::io, name + ": " + ::gai_strerror(code));
  const std::unique_ptr<addrinfo, FreeAddresses> list(found);
  Error last = unexpected(ErrorKind::io, name + ": has no address");
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    auto socket = connect_one(*one, address.timeout_ms, name);
    if (socket) return socket;
    last = socket.error();
  }
  return last;
}

Result<std::unique_ptr<Stream>> connect_tcp(const Address& address) {
  auto socket = connect_socket(address, SOCK_STREAM);
  if (!socket) return socket.error();
  return std::unique_ptr<Stream>(
      std::make_unique<TcpStream>(std::move(*socket), address.host + ":" + address.port));
}

Result<int> connect_udp(const Address& address) {
  auto socket = connect_socket(address, SOCK_DGRAM);
  if (!socket) return socket.error();
  return socket->release();
}

}  // namespace braque::exporting
