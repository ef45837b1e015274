// What the senders over HTTPS share: a batch goes out in one request; too large a request is
// halved; what a status means.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "export/destination.hpp"
#include "export/http_client.hpp"

namespace braque::exporting {

class HttpSender : public Sender {
 public:
  HttpSender(const Destination& destination, std::unique_ptr<HttpClient> client)
      : destination_(destination), client_(std::move(client)) {}

  Result<Taken> send(std::span<const Message> batch) override;
  std::uint64_t retry_after_seconds() const override { return retry_after_seconds_; }

 protected:
  /// What became of one request. `left`: messages that are to be sent again, by their place in the
  /// request.
  struct Verdict {
    std::vector<std::size_t> left;
    std::vector<Refusal> refused;
  };

  virtual std::string url() const = 0;
  virtual std::vector<std::string> headers() const = 0;
  virtual void append(const Message& message, std::string& body) const = 0;
  /// Of an answer that is neither busy (429, 5xx), nor too large, nor forbidden.
  virtual Result<Verdict> judge(const HttpAnswer& answer, std::span<const Message* const> sent) = 0;

  /// "Authorization: SCHEME TOKEN" when there is a token.
  void authorize(std::string_view scheme, std::vector<std::string>& headers) const;
  const Destination& destination() const noexcept { return destination_; }
  HttpClient& client() noexcept { return *client_; }

 private:
  Result<void> send_some(std::span<const Message* const> some, std::span<const std::size_t> places,
                         Taken& taken);

  Destination destination_;
  std::unique_ptr<HttpClient> client_;
  std::uint64_t retry_after_seconds_ = 0;
};

/// "HTTP 400: first bytes of the answer", clean.
std::string answer_text(const HttpAnswer& answer);

}  // namespace braque::exporting
