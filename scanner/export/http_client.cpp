#include "export/http_client.hpp"

#include <curl/curl.h>
#include <zlib.h>

#include <charconv>
#include <cstdlib>

#include "base/check.hpp"

namespace braque::exporting {
namespace {

struct FreeList {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
struct FreeHandle {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};

/// Called by curl, so it throws nothing: what cannot be kept ends the transfer.
std::size_t keep_body(char* bytes, std::size_t one, std::size_t count, void* to) noexcept {
  auto& answer = *static_cast<HttpAnswer*>(to);
  if (answer.body.size() + one * count > HttpClient::kAnswerBytesMax) return 0;
  answer.body.append(bytes, one * count);
  return one * count;
}

std::size_t keep_header(char* bytes, std::size_t one, std::size_t count, void* to) noexcept {
  constexpr std::string_view kName = "retry-after:";
  std::string_view line(bytes, one * count);
  if (line.size() <= kName.size()) return one * count;
  for (std::size_t i = 0; i < kName.size(); ++i)
    if ((line[i] | 0x20) != (kName[i] | 0x20)) return one * count;
  line.remove_prefix(kName.size());
  while (line.starts_with(' ')) line.remove_prefix(1);
  // A date instead of seconds is left to the usual waiting.
  std::from_chars(line.data(), line.data() + line.size(),
                  static_cast<HttpAnswer*>(to)->retry_after_seconds);
  return one * count;
}

}  // namespace

struct HttpClient::Handle {
  std::unique_ptr<CURL, FreeHandle> curl;
  template <typename Value>
  bool set(CURLoption option, Value value) {
    return curl_easy_setopt(curl.get(), option, value) == CURLE_OK;
  }
  bool set_text(CURLoption option, const std::string& text) {
    return text.empty() || set(option, text.c_str());
  }
};

HttpClient::HttpClient(const Address& address)
    : address_(address), handle_(std::make_unique<Handle>()) {}
HttpClient::~HttpClient() = default;

Result<std::unique_ptr<HttpClient>> HttpClient::open(const Address& address) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  std::unique_ptr<HttpClient> client(new HttpClient(address));
  client->handle_->curl.reset(curl_easy_init());
  if (ready != CURLE_OK || !client->handle_->curl)
    return unexpected(ErrorKind::internal, "libcurl cannot be started");
  return client;
}

Result<void> HttpClient::prepare(const std::string& url) {
  Handle& handle = *handle_;
  curl_easy_reset(handle.curl.get());
  const auto seconds = static_cast<long>(address_.timeout_ms);
  // Certificates are verified by default, and so is the name in them.
  bool good = handle.set(CURLOPT_URL, url.c_str()) && handle.set(CURLOPT_NOSIGNAL, 1L) &&
              handle.set(CURLOPT_PROTOCOLS_STR, address_.plain_http ? "http,https" : "https") &&
              handle.set(CURLOPT_FOLLOWLOCATION, 0L) &&
              handle.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
              handle.set(CURLOPT_CONNECTTIMEOUT_MS, seconds) &&
              handle.set(CURLOPT_TIMEOUT_MS, seconds * 4) &&
              handle.set_text(CURLOPT_CAINFO, address_.ca_file) &&
              handle.set_text(CURLOPT_SSLCERT, address_.certificate_file) &&
              handle.set_text(CURLOPT_SSLKEY, address_.key_file) &&
              handle.set_text(CURLOPT_PROXY, address_.proxy) &&
              handle.set(CURLOPT_USERAGENT, "braque/" BRAQUE_VERSION);
  if (good && !address_.user.empty())
    good = handle.set_text(CURLOPT_USERNAME, address_.user) &&
           handle.set_text(CURLOPT_PASSWORD, address_.password) &&
           handle.set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  if (!good) return unexpected(ErrorKind::invalid, url + ": libcurl does not take these settings");
  return {};
}

Result<HttpAnswer> HttpClient::post(const std::string& url, const std::vector<std::string>& headers,
                                    std::string_view body) {
  if (auto done = prepare(url); !done) return done.error();
  std::unique_ptr<curl_slist, FreeList> list;
  const auto add = [&list](const char* line) {
    if (curl_slist* longer = curl_slist_append(list.get(), line)) {
      list.release();
      list.reset(longer);
    }
  };
  for (const std::string& line : headers) add(line.c_str());
  // No 100-continue: it costs a second where a server does not know it.
  add("Expect:");
  std::string packed;
  if (address_.gzip) {
    packed = gzipped(body);
    body = packed;
    add("Content-Encoding: gzip");
  }
  HttpAnswer answer;
  Handle& handle = *handle_;
  handle.set(CURLOPT_HTTPHEADER, list.get());
  handle.set(CURLOPT_POST, 1L);
  handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  handle.set(CURLOPT_POSTFIELDS, body.data());
  handle.set(CURLOPT_WRITEFUNCTION, &keep_body);
  handle.set(CURLOPT_WRITEDATA, &answer);
  handle.set(CURLOPT_HEADERFUNCTION, &keep_header);
  handle.set(CURLOPT_HEADERDATA, &answer);
  const CURLcode code = curl_easy_perform(handle.curl.get());
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
      code == CURLE_SSL_CERTPROBLEM || code == CURLE_URL_MALFORMAT ||
      code == CURLE_UNSUPPORTED_PROTOCOL)
    return unexpected(ErrorKind::invalid, url + ": " + curl_easy_strerror(code));
  if (code != CURLE_OK) return unexpected(ErrorKind::io, url + ": " + curl_easy_strerror(code));
  curl_easy_getinfo(handle.curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  // 15 bits of window, and 16 for the format gzip; level 1 is what keeps up with the network.
  BRAQUE_CHECK(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int code = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  BRAQUE_CHECK(code == Z_STREAM_END);
  return out;
}

}  // namespace braque::exporting
