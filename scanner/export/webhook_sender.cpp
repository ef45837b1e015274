// Lines posted to a URL. Any 2xx takes all of them; other refusals of a batch are traced to the
// event by halving it.
#include "export/http_sender.hpp"

namespace braque::exporting {
namespace {

class WebhookSender : public HttpSender {
 public:
  using HttpSender::HttpSender;

 protected:
  std::string url() const override { return destination().address.url; }
  std::vector<std::string> headers() const override {
    std::vector<std::string> lines{"Content-Type: " +
                                   std::string(find_format(destination().format)->media_type)};
    authorize("Bearer", lines);
    return lines;
  }
  void append(const Message& message, std::string& body) const override {
    (body += message.text) += '\n';
  }

  Result<Verdict> judge(const HttpAnswer& answer, std::span<const Message* const> sent) override {
    Verdict verdict;
    if (answer.status >= 200 && answer.status < 300) return verdict;
    if (sent.size() == 1) {
      verdict.refused.push_back({0, answer_text(answer)});
      return verdict;
    }
    // One by one: which of them it was is not said.
    for (std::size_t i = 0; i < sent.size(); ++i) {
      std::string body;
      append(*sent[i], body);
      auto alone = client().post(url(), headers(), body);
      if (!alone) return alone.error();
      if (alone->status >= 200 && alone->status < 300) continue;
      if (alone->status >= 400 && alone->status < 500 && alone->status != 429 &&
          alone->status != 408)
        verdict.refused.push_back({i, answer_text(*alone)});
      else
        return unexpected(ErrorKind::io, url() + ": " + answer_text(*alone));
    }
    return verdict;
  }
};

}  // namespace

Result<std::unique_ptr<Sender>> make_webhook_sender(const Destination& destination) {
  auto client = HttpClient::open(destination.address);
  if (!client) return client.error();
  return std::unique_ptr<Sender>(std::make_unique<WebhookSender>(destination, std::move(*client)));
}

}  // namespace braque::exporting
