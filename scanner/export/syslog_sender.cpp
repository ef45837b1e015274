// syslog: over TLS and TCP with octet counting (RFC 5425, section 4.3; RFC 6587, section 3.4.1),
// over UDP one message a datagram (RFC 5426). There is no acknowledgement in the protocol: what was
// sent counts when the receiver, told that nothing more comes, has read everything and closed the
// connection.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "export/destination.hpp"
#include "export/socket.hpp"
#include "export/stream.hpp"
#include "export/syslog_message.hpp"

namespace braque::exporting {
namespace {

/// Closing and opening a connection takes a fraction of a second; this many events take several.
/// Where connections break, less is sent before it is made sure of, so that what has to be sent
/// again does not keep the rest from arriving.
constexpr std::uint64_t kSettleEventsMost = 50'000, kSettleEventsLeast = 200;
constexpr std::size_t kWriteBytes = 128 * 1024;

SyslogHeader header_of(const Destination& destination) {
  SyslogHeader header;
  header.facility = destination.facility;
  header.process_id = std::to_string(::getpid());
  header.enterprise_number = destination.enterprise_number;
  return header;
}

class StreamSender : public Sender {
 public:
  explicit StreamSender(const Destination& destination)
      : tls_(destination.type == "syslog"),
        address_(destination.address),
        header_(header_of(destination)) {}

  Result<Taken> send(std::span<const Message> batch) override {
    if (!stream_) {
      auto connected = tls_ ? connect_tls(address_) : connect_tcp(address_);
      if (!connected) return connected.error();
      stream_ = std::move(*connected);
    }
    Taken taken;
    std::string frames, message;
    for (const Message& one : batch) {
      message.clear();
      write_syslog(header_, one.event, one.text, message);
      frames += std::to_string(message.size());
      (frames += ' ') += message;
      if (frames.size() < kWriteBytes && &one != &batch.back()) continue;
      if (auto written = stream_->write(frames); !written) {
        stream_.reset();
        broke();
        return written.error();
      }
      taken.bytes += frames.size();
      frames.clear();
    }
    return taken;
  }

  Result<void> settle() override {
    if (!stream_) return {};
    const auto finished = stream_->finish();
    stream_.reset();
    if (finished)
      settle_events_ = std::min(settle_events_ * 2, kSettleEventsMost);
    else
      broke();
    return finished;
  }
  std::uint64_t settle_events() const override { return settle_events_; }

 private:
  void broke() { settle_events_ = std::max(settle_events_ / 8, kSettleEventsLeast); }

  bool tls_;
  std::uint64_t settle_events_ = kSettleEventsMost;
  Address address_;
  SyslogHeader header_;
  std::unique_ptr<Stream> stream_;
};

class DatagramSender : public Sender {
 public:
  explicit DatagramSender(const Destination& destination)
      : address_(destination.address), header_(header_of(destination)) {}

  Result<Taken> send(std::span<const Message> batch) override {
    if (socket_.get() < 0) {
      auto connected = connect_udp(address_);
      if (!connected) return connected.error();
      socket_ = Socket(*connected);
    }
    Taken taken;
    std::string message;
    for (const Message& one : batch) {
      message.clear();
      write_syslog(header_, one.event, one.text, message);
      if (::send(socket_.get(), message.data(), message.size(), MSG_NOSIGNAL) < 0)
        return socket_failure(address_.host, "cannot be sent to");
      taken.bytes += message.size();
    }
    return taken;
  }

 private:
  Address address_;
  SyslogHeader header_;
  Socket socket_;
};

}  // namespace

Result<std::unique_ptr<Sender>> make_syslog_sender(const Destination& destination) {
  if (destination.type == "syslog-udp")
    return std::unique_ptr<Sender>(std::make_unique<DatagramSender>(destination));
  return std::unique_ptr<Sender>(std::make_unique<StreamSender>(destination));
}

}  // namespace braque::exporting
