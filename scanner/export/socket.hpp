// A connected socket whose calls end within the address's time limit.
#pragma once

#include <string>
#include <utility>

#include "base/result.hpp"
#include "export/stream.hpp"

namespace braque::exporting {

class Socket {
 public:
  explicit Socket(int number = -1) : number_(number) {}
  Socket(Socket&& other) noexcept : number_(other.release()) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Socket();
  int get() const noexcept { return number_; }
  int release() noexcept { return std::exchange(number_, -1); }

 private:
  int number_;
};

/// `type`: SOCK_STREAM or SOCK_DGRAM.
Result<Socket> connect_socket(const Address& address, int type);
/// With errno.
Error socket_failure(const std::string& name, const char* what);

}  // namespace braque::exporting
