// POST requests over HTTPS. Only this file's implementation knows libcurl.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "export/destination.hpp"

namespace braque::exporting {

struct HttpAnswer {
  long status = 0;
  std::string body;  ///< at most kAnswerBytesMax bytes
  std::uint64_t retry_after_seconds = 0;
};

/// Keeps one connection open. The server's certificate is verified; nothing is followed elsewhere;
/// a proxy is the address's or that of the environment (https_proxy). One thread.
class HttpClient {
 public:
  static constexpr std::size_t kAnswerBytesMax = 16 << 20;

  static Result<std::unique_ptr<HttpClient>> open(const Address& address);
  ~HttpClient();
  /// `headers`: whole lines. The body is compressed when the address says so. Errors: what curl
  /// says, ErrorKind::invalid when the certificate is not accepted.
  Result<HttpAnswer> post(const std::string& url, const std::vector<std::string>& headers,
                          std::string_view body);

 private:
  struct Handle;
  explicit HttpClient(const Address& address);
  Result<void> prepare(const std::string& url);
  Address address_;
  std::unique_ptr<Handle> handle_;
};

/// gzip (RFC 1952).
std::string gzipped(std::string_view bytes);

}  // namespace braque::exporting
