// Requests to OpenSearch and Elasticsearch over libcurl, answers as JSON within limits of bytes and
// depth.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "database/source.hpp"

namespace braque::database {

class OpensearchClient {
 public:
  explicit OpensearchClient(const ConnectionOptions& options);
  ~OpensearchClient();
  OpensearchClient(const OpensearchClient&) = delete;
  OpensearchClient& operator=(const OpensearchClient&) = delete;

  /// Fails when curl is not to be had, or TLS is wanted and cannot be.
  std::optional<Failure> open();
  /// `path` begins with '/'; a body makes it a POST. `bytes` is what arrived.
  std::optional<Failure> ask(const std::string& path, const std::string& body,
                             nlohmann::json& answer, std::uint64_t& bytes);
  /// DELETE: ends what a search holds on the server. Whatever comes of it.
  void forget(const std::string& path, const std::string& body);

 private:
  struct Handle;
  struct Answer;
  std::optional<Failure> perform(const char* method, const std::string& path,
                                 const std::string& body, Answer& answer);

  const ConnectionOptions& options_;
  std::unique_ptr<Handle> handle_;
};

/// A component of a path, with everything but letters, digits and "-._~" as %XX (RFC 3986,
/// section 2.3).
std::string path_component(std::string_view name);

}  // namespace braque::database
