// A connection for syslog: TCP, or TLS over it. Only this file's implementation knows OpenSSL.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "export/destination.hpp"

namespace braque::exporting {

class Stream {
 public:
  virtual ~Stream() = default;
  /// All of it, or an error.
  virtual Result<void> write(std::string_view bytes) = 0;
  /// Says that nothing more comes and waits until the other end has read everything and closes as
  /// well. An error: what it has read of all that was written is not known.
  virtual Result<void> finish() = 0;
};

Result<std::unique_ptr<Stream>> connect_tcp(const Address& address);
/// TLS 1.2 or later; the certificate must be one of the authorities' and name the server. A client
/// certificate is shown when there is one; what the receiver thinks of it is read before anything
/// is written, for TLS 1.3 tells it only after the handshake.
Result<std::unique_ptr<Stream>> connect_tls(const Address& address);

/// A datagram socket that is connected.
Result<int> connect_udp(const Address& address);

}  // namespace braque::exporting
