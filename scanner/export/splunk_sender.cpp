// Splunk HTTP Event Collector: envelopes one after the other, no list around them. A 400 names the
// first event that is no good; those before it were taken. With acknowledge the indexer is asked
// until it has the batch.
#include <openssl/rand.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "export/http_sender.hpp"
#include "export/json_parts.hpp"

namespace braque::exporting {
namespace {

constexpr std::string_view kPath = "/services/collector/event";
constexpr std::string_view kAcknowledgements = "/services/collector/ack";

/// A GUID that names this sender's channel.
std::string make_channel() {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  std::string text = hexadecimal(bytes);
  for (std::size_t at : {std::size_t{20}, std::size_t{16}, std::size_t{12}, std::size_t{8}})
    text.insert(at, "-");
  return text;
}

class SplunkSender : public HttpSender {
 public:
  using HttpSender::HttpSender;

 protected:
  std::string url() const override { return destination().address.url + std::string(kPath); }
  std::vector<std::string> headers() const override {
    std::vector<std::string> lines{"Content-Type: application/json"};
    authorize("Splunk", lines);
    if (destination().address.acknowledge) lines.push_back("X-Splunk-Request-Channel: " + channel_);
    return lines;
  }

  void append(const Message& message, std::string& body) const override {
    const Event& event = message.event;
    JsonWriter json(body);
    json.begin_object();
    // Seconds, with milliseconds as decimals.
    std::string milliseconds = std::to_string(1000 + event.time_ms % 1000).substr(1);
    json.key("time").raw(std::to_string(event.time_ms / 1000) + "." + milliseconds);
    put(json, "host", event.object.host.empty() ? event.run.host : event.object.host);
    put(json, "source", "braque:" + event.object.target);
    put(json, "sourcetype",
        destination().format == "ocsf" ? "ocsf:data_security_finding" : "_json");
    put(json, "index", destination().address.index);
    json.key("fields").begin_object();
    put(json, "event_id", event.id);
    if (event.finding) put(json, "finding_id", event.finding->id);
    if (event.finding) put(json, "rule", event.finding->rule);
    put(json, "share", event.object.target);
    json.end_object();
    json.key("event");
    if (message.text.starts_with('{'))
      json.raw(message.text);
    else
      json.string(message.text);
    json.end_object();
    body += '\n';
  }

  Result<Verdict> judge(const HttpAnswer& answer, std::span<const Message* const> sent) override {
    const auto body = nlohmann::json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
    if (answer.status == 200) {
      if (destination().address.acknowledge) {
        if (auto done = wait_for(body); !done) return done.error();
      }
      return Verdict{};
    }
    const bool names_one = body.is_object() && body.contains("invalid-event-number") &&
                           body["invalid-event-number"].is_number_unsigned();
    // Without a number it is the request itself: a wrong index, a channel that is missing,
    // acknowledgement that is off.
    if (answer.status != 400 || !names_one)
      return unexpected(ErrorKind::invalid,
                        url() + ": " + answer_text(answer) + "; mend the destination");
    const auto number = body["invalid-event-number"].get<std::size_t>();
    if (number >= sent.size())
      return unexpected(ErrorKind::io, url() + ": names an event that was not sent");
    Verdict verdict;
    verdict.refused.push_back({number, answer_text(answer)});
    for (std::size_t i = number + 1; i < sent.size(); ++i) verdict.left.push_back(i);
    return verdict;
  }

 private:
  Result<void> wait_for(const nlohmann::json& body) {
    if (!body.is_object() || !body.contains("ackId") || !body["ackId"].is_number_integer())
      return unexpected(
          ErrorKind::invalid,
          url() + ": gives no ackId; turn indexer acknowledgement on or acknowledge off");
    const std::string id = std::to_string(body["ackId"].get<std::int64_t>());
    const std::string ask = "{\"acks\":[" + id + "]}";
    const auto end = std::chrono::steady_clock::now() +
                     std::chrono::milliseconds(destination().address.timeout_ms * 2);
    for (auto pause = std::chrono::milliseconds(50); std::chrono::steady_clock::now() < end;
         pause = std::min(pause * 2, std::chrono::milliseconds(2000))) {
      auto answer =
          client().post(destination().address.url + std::string(kAcknowledgements), headers(), ask);
      if (!answer) return answer.error();
      const auto acks = nlohmann::json::parse(answer->body, nullptr, /*allow_exceptions=*/false);
      if (answer->status == 200 && acks.is_object() && acks.contains("acks") &&
          acks["acks"].is_object() && acks["acks"].contains(id) && acks["acks"][id] == true)
        return {};
      std::this_thread::sleep_for(pause);
    }
    return unexpected(ErrorKind::io, url() + ": the indexer did not acknowledge in time");
  }

  std::string channel_ = make_channel();
};

}  // namespace

Result<std::unique_ptr<Sender>> make_splunk_sender(const Destination& destination) {
  auto client = HttpClient::open(destination.address);
  if (!client) return client.error();
  return std::unique_ptr<Sender>(std::make_unique<SplunkSender>(destination, std::move(*client)));
}

}  // namespace braque::exporting
