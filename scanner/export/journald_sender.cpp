// The journal's own protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): one datagram an event, a field a
// line, or its length in binary where the value has line breaks.
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

#include "export/destination.hpp"
#include "export/socket.hpp"
#include "export/syslog_message.hpp"
#include "export/text.hpp"

namespace braque::exporting {
namespace {

constexpr std::string_view kJournal = "/run/systemd/journal/socket";

/// Values are clean text, which has no line break.
void append_field(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  ((out.append(name) += '=') += clean_text(value)) += '\n';
}

std::string entry_of(const Destination& destination, const Message& message) {
  const Event& event = message.event;
  std::string entry;
  append_field(entry, "MESSAGE", sentence(event));
  append_field(entry, "PRIORITY", std::to_string(syslog_severity(severity_of(event))));
  append_field(entry, "SYSLOG_FACILITY", std::to_string(destination.facility));
  append_field(entry, "SYSLOG_IDENTIFIER", "braque");
  append_field(entry, "BRAQUE_EVENT", name(event.kind));
  append_field(entry, "BRAQUE_EVENT_ID", event.id);
  append_field(entry, "BRAQUE_RUN", event.run.text);
  append_field(entry, "BRAQUE_SHARE", event.object.target);
  append_field(entry, "BRAQUE_PATH", event.object.path);
  append_field(entry, "BRAQUE_URI", event.object.uri);
  if (event.finding) {
    append_field(entry, "BRAQUE_FINDING_ID", event.finding->id);
    append_field(entry, "BRAQUE_RULE", event.finding->rule);
    append_field(entry, "BRAQUE_CATEGORY", event.finding->category);
    append_field(entry, "BRAQUE_ARTICLE", event.finding->gdpr);
    append_field(entry, "BRAQUE_COUNT", std::to_string(event.finding->count));
  }
  append_field(entry, "BRAQUE_DETAILS", message.text);
  return entry;
}

class JournaldSender : public Sender {
 public:
  explicit JournaldSender(const Destination& destination) : destination_(destination) {}

  Result<Taken> send(std::span<const Message> batch) override {
    if (socket_.get() < 0) {
      if (auto opened = open(); !opened) return opened.error();
    }
    Taken taken;
    for (const Message& message : batch) {
      const std::string entry = entry_of(destination_, message);
      if (::send(socket_.get(), entry.data(), entry.size(), MSG_NOSIGNAL) < 0) {
        socket_ = Socket();
        return socket_failure("the journal", "does not take events");
      }
      taken.bytes += entry.size();
    }
    return taken;
  }

 private:
  Result<void> open() {
    const std::string path =
        destination_.address.path.empty() ? std::string(kJournal) : destination_.address.path;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
      return unexpected(ErrorKind::invalid, path + ": too long for a socket");
    std::memcpy(address.sun_path, path.c_str(), path.size());
    Socket socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (socket.get() < 0 ||
        ::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      return socket_failure(path, "cannot be reached");
    socket_ = std::move(socket);
    return {};
  }

  Destination destination_;
  Socket socket_;
};

}  // namespace

Result<std::unique_ptr<Sender>> make_journald_sender(const Destination& destination) {
  return std::unique_ptr<Sender>(std::make_unique<JournaldSender>(destination));
}

}  // namespace braque::exporting
