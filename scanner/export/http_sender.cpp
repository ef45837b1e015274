#include "export/http_sender.hpp"

#include "export/text.hpp"

namespace braque::exporting {
namespace {

constexpr int kAttemptsMax = 8;

bool is_busy(long status) { return status == 408 || status == 429 || status >= 500; }
bool is_forbidden(long status) {
  return status == 401 || status == 403 || status == 404 || status == 405 ||
         (status >= 300 && status < 400);
}

}  // namespace

std::string answer_text(const HttpAnswer& answer) {
  bool cut = false;
  return "HTTP " + std::to_string(answer.status) + ": " +
         clean_text(shortened_end(answer.body, 300, cut));
}

void HttpSender::authorize(std::string_view scheme, std::vector<std::string>& headers) const {
  if (destination_.address.token.empty()) return;
  headers.push_back("Authorization: " + std::string(scheme) + " " + destination_.address.token);
}

Result<Taken> HttpSender::send(std::span<const Message> batch) {
  retry_after_seconds_ = 0;
  std::vector<const Message*> messages;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    messages.push_back(&batch[i]);
    places.push_back(i);
  }
  Taken taken;
  if (auto done = send_some(messages, places, taken); !done) return done.error();
  return taken;
}

/// Halves what is too large. Not deep: each half is half as long.
Result<void> HttpSender::send_some(std::span<const Message* const> some,
                                   std::span<const std::size_t> places, Taken& taken) {
  std::vector<const Message*> messages(some.begin(), some.end());
  std::vector<std::size_t> left_places(places.begin(), places.end());
  for (int attempt = 0; !messages.empty(); ++attempt) {
    std::string body;
    for (const Message* message : messages) append(*message, body);
    auto answer = client_->post(url(), headers(), body);
    if (!answer) return answer.error();
    retry_after_seconds_ = answer->retry_after_seconds;
    if (is_busy(answer->status))
      return unexpected(ErrorKind::io, url() + ": " + answer_text(*answer));
    if (is_forbidden(answer->status))
      return unexpected(ErrorKind::invalid, url() + ": " + answer_text(*answer) +
                                                "; mend the address or the credential");
    if (answer->status == 413) {
      if (messages.size() == 1) {
        taken.refused.push_back({left_places[0], answer_text(*answer)});
        return {};
      }
      const std::size_t half = messages.size() / 2;
      if (auto done =
              send_some(std::span(messages).first(half), std::span(left_places).first(half), taken);
          !done)
        return done;
      return send_some(std::span(messages).subspan(half), std::span(left_places).subspan(half),
                       taken);
    }
    auto verdict = judge(*answer, messages);
    if (!verdict) return verdict.error();
    taken.bytes += body.size();
    for (Refusal& refusal : verdict->refused)
      taken.refused.push_back({left_places[refusal.message], std::move(refusal.reason)});
    // What is left when nothing was taken, or again and again, has to wait like a busy receiver.
    const bool stuck = verdict->left.size() == messages.size() || attempt == kAttemptsMax;
    if (!verdict->left.empty() && stuck)
      return unexpected(ErrorKind::io, url() + ": takes only a part of a batch");
    std::vector<const Message*> left;
    std::vector<std::size_t> again;
    for (std::size_t place : verdict->left) {
      left.push_back(messages[place]);
      again.push_back(left_places[place]);
    }
    messages = std::move(left);
    left_places = std::move(again);
  }
  return {};
}

}  // namespace braque::exporting
