#include "database/opensearch_client.hpp"

#include <curl/curl.h>

#include "base/ascii.hpp"

namespace braque::database {
namespace {

constexpr int kDepthMax = 200;

struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
struct FreeHandle {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};

Failure failure_of(CURLcode code) {
  const std::string what = std::string(" (") + curl_easy_strerror(code) + ")";
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
      return {Reason::io_error, "TLS failed: name the authority's file with ?ca=" + what};
    case CURLE_OPERATION_TIMEDOUT:
      return {Reason::timeout, "the server does not answer" + what, true, true};
    case CURLE_WRITE_ERROR:
      return {Reason::budget_bytes, "an answer was too long"};
    default:
      return {Reason::io_error, "the server cannot be reached, or was lost" + what, true, true};
  }
}

Failure failure_of(long status) {
  const std::string what = " (HTTP " + std::to_string(status) + ")";
  if (status == 401 || status == 403)
    return {Reason::permission_denied, "the account may not read it" + what};
  if (status == 404) return {Reason::vanished, "it is not there any more" + what};
  if (status == 429 || status == 503)
    return {Reason::timeout, "the server is busy" + what, false, true};
  return {Reason::io_error, "the server refused" + what};
}

}  // namespace

struct OpensearchClient::Answer {
  std::string body;
  std::uint64_t bytes_max = 0;
};

struct OpensearchClient::Handle {
  std::unique_ptr<CURL, FreeHandle> curl;
  template <typename Value>
  bool set(CURLoption option, Value value) {
    return curl_easy_setopt(curl.get(), option, value) == CURLE_OK;
  }
  /// Called by curl, so it throws nothing: what cannot be kept ends the transfer.
  static std::size_t keep(char* bytes, std::size_t one, std::size_t count, void* to) noexcept {
    auto& answer = *static_cast<Answer*>(to);
    if (answer.body.size() + one * count > answer.bytes_max) return 0;
    answer.body.append(bytes, one * count);
    return one * count;
  }
};

OpensearchClient::OpensearchClient(const ConnectionOptions& options)
    : options_(options), handle_(std::make_unique<Handle>()) {}
OpensearchClient::~OpensearchClient() = default;

/// Certificates are verified by default, and so is the name in them. No proxy, redirect or file of
/// the environment is taken.
std::optional<Failure> OpensearchClient::open() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  Handle& handle = *handle_;
  handle.curl.reset(curl_easy_init());
  if (ready != CURLE_OK || handle.curl == nullptr)
    return Failure{Reason::io_error, "libcurl cannot be started"};
  const auto& parameters = options_.uri.parameters;
  const auto socket = parameters.find("socket"), authority = parameters.find("ca");
  const bool plain = options_.tls == "off" || socket != parameters.end();
  const auto connect = static_cast<long>(options_.budget.database_connect_ms);
  const auto total =
      static_cast<long>(options_.budget.database_statement_ms + options_.budget.database_grace_ms);
  bool good = handle.set(CURLOPT_NOSIGNAL, 1L) &&
              handle.set(CURLOPT_PROTOCOLS_STR, plain ? "http" : "https") &&
              handle.set(CURLOPT_FOLLOWLOCATION, 0L) && handle.set(CURLOPT_PROXY, "") &&
              handle.set(CURLOPT_NETRC, 0L) && handle.set(CURLOPT_CONNECTTIMEOUT_MS, connect) &&
              handle.set(CURLOPT_TIMEOUT_MS, total) &&
              handle.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
              handle.set(CURLOPT_SSL_VERIFYPEER, options_.tls == "required" ? 0L : 1L) &&
              handle.set(CURLOPT_SSL_VERIFYHOST, options_.tls == "verify-full" ? 2L : 0L) &&
              handle.set(CURLOPT_USERAGENT, "braque") &&
              handle.set(CURLOPT_WRITEFUNCTION, &Handle::keep);
  if (socket != parameters.end())
    good = good && handle.set(CURLOPT_UNIX_SOCKET_PATH, socket->second.c_str());
  if (authority != parameters.end())
    good = good && handle.set(CURLOPT_CAINFO, authority->second.c_str());
  if (!options_.user.empty())
    good = good && handle.set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC)) &&
           handle.set(CURLOPT_USERNAME, options_.user.c_str()) &&
           handle.set(CURLOPT_PASSWORD, options_.password->c_str());
  return good ? std::nullopt
              : std::optional(Failure{Reason::io_error, "libcurl does not take these settings"});
}

std::optional<Failure> OpensearchClient::perform(const char* method, const std::string& path,
                                                 const std::string& body, Answer& answer) {
  Handle& handle = *handle_;
  if (handle.curl == nullptr)
    return Failure{Reason::io_error, "the connection was lost", true, true};
  const Uri& uri = options_.uri;
  const bool plain = options_.tls == "off" || uri.parameters.contains("socket");
  const std::string host = uri.host.empty()                          ? "localhost"
                           : uri.host.find(':') == std::string::npos ? uri.host
                                                                     : "[" + uri.host + "]";
  const std::string url = std::string(plain ? "http" : "https") + "://" + host + ":" +
                          (uri.port.empty() ? "9200" : uri.port) + path;
  std::unique_ptr<curl_slist, FreeList> headers(
      curl_slist_append(nullptr, "Content-Type: application/json"));
  if (options_.user.empty() && !options_.password->empty()) {
    // A password without a user is a key. libcurl keeps a copy of it for the time of the request.
    Secret line("Authorization: ApiKey ");
    line.append(options_.password->c_str());
    curl_slist_append(headers.get(), line.c_str());
  }
  answer.bytes_max = options_.budget.database_row_bytes_max;
  handle.set(CURLOPT_URL, url.c_str());
  handle.set(CURLOPT_HTTPHEADER, headers.get());
  handle.set(CURLOPT_WRITEDATA, &answer);
  handle.set(CURLOPT_HTTPGET, 1L);
  if (!body.empty()) {
    handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    handle.set(CURLOPT_POSTFIELDS, body.data());
  }
  handle.set(CURLOPT_CUSTOMREQUEST, method);
  const CURLcode code = curl_easy_perform(handle.curl.get());
  handle.set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
  if (code != CURLE_OK) return failure_of(code);
  long status = 0;
  curl_easy_getinfo(handle.curl.get(), CURLINFO_RESPONSE_CODE, &status);
  return status == 200 ? std::nullopt : std::optional(failure_of(status));
}

std::optional<Failure> OpensearchClient::ask(const std::string& path, const std::string& body,
                                             nlohmann::json& json, std::uint64_t& bytes) {
  Answer answer;
  if (auto refused = perform(body.empty() ? "GET" : "POST", path, body, answer)) return refused;
  bytes += answer.body.size();
  bool deep = false;
  // What lies deeper is not kept: writing it again would take a stack as deep.
  const auto within = [&deep](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    deep = deep || depth > kDepthMax;
    return depth <= kDepthMax;
  };
  json = nlohmann::json::parse(answer.body, within, false);
  if (json.is_discarded() || deep)
    return Failure{Reason::corrupt, "the server answered something else"};
  return std::nullopt;
}

void OpensearchClient::forget(const std::string& path, const std::string& body) {
  Answer answer;
  perform("DELETE", path, body, answer);
}

std::string path_component(std::string_view name) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (const char c : name) {
    if (ascii::is_alnum(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
      text += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    text += '%';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace braque::database
