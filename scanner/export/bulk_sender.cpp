// OpenSearch and Elasticsearch, POST /_bulk: for each event a line that creates a document under
// the event's id, and the document. A second time the same id answers 409, which is as good as
// delivered. Each item has a status of its own.
#include <nlohmann/json.hpp>

#include "export/http_sender.hpp"
#include "export/json_parts.hpp"

namespace braque::exporting {
namespace {

class BulkSender : public HttpSender {
 public:
  using HttpSender::HttpSender;

 protected:
  std::string url() const override { return destination().address.url + "/_bulk"; }
  std::vector<std::string> headers() const override {
    std::vector<std::string> lines{"Content-Type: application/x-ndjson"};
    authorize("ApiKey", lines);
    return lines;
  }

  void append(const Message& message, std::string& body) const override {
    {
      JsonWriter json(body);
      json.begin_object().key("create").begin_object();
      json.key("_index").string(destination().address.index).key("_id").string(message.event.id);
      json.end_object().end_object();
    }
    body += '\n';
    body += message.text;
    body += '\n';
  }

  Result<Verdict> judge(const HttpAnswer& answer, std::span<const Message* const> sent) override {
    if (answer.status != 200 && answer.status != 201)
      return unexpected(ErrorKind::invalid,
                        url() + ": " + answer_text(answer) + "; mend the destination");
    const auto body = nlohmann::json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
    if (!body.is_object() || !body.contains("items") || !body["items"].is_array() ||
        body["items"].size() != sent.size())
      return unexpected(ErrorKind::io, url() + ": does not answer like _bulk");
    Verdict verdict;
    for (std::size_t i = 0; i < sent.size(); ++i) {
      const auto& item = body["items"][i];
      const auto* result = item.is_object() && item.size() == 1 ? &item.begin().value() : nullptr;
      if (result == nullptr || !result->is_object() || !result->contains("status") ||
          !(*result)["status"].is_number_integer())
        return unexpected(ErrorKind::io, url() + ": does not answer like _bulk");
      const int status = (*result)["status"].get<int>();
      if ((status >= 200 && status < 300) || status == 409) continue;
      if (status == 429 || status >= 500)
        verdict.left.push_back(i);
      else
        verdict.refused.push_back(
            {i, "HTTP " + std::to_string(status) + ": " + clean_text(why(*result))});
    }
    return verdict;
  }

 private:
  /// The kind of error only: its text may quote the document.
  static std::string why(const nlohmann::json& result) {
    if (!result.contains("error") || !result["error"].is_object() ||
        !result["error"].contains("type") || !result["error"]["type"].is_string())
      return "refused";
    return result["error"]["type"].get<std::string>();
  }
};

}  // namespace

Result<std::unique_ptr<Sender>> make_bulk_sender(const Destination& destination) {
  auto client = HttpClient::open(destination.address);
  if (!client) return client.error();
  return std::unique_ptr<Sender>(std::make_unique<BulkSender>(destination, std::move(*client)));
}

}  // namespace braque::exporting
