// Where events are sent: what a destination is told, how it is reached, and the one interface that
// every way of reaching one implements. A way is one file and one row of the table (senders.cpp).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "export/disclosure.hpp"
#include "export/event_reader.hpp"
#include "export/format.hpp"

namespace braque::exporting {

enum class FirstLook : std::uint8_t {
  rollup,  ///< totals of the target and its folders, then what is new
  full,    ///< every finding
  none,    ///< nothing, then what is new
};

/// How a destination is reached. What a type does not use stays empty.
struct Address {
  std::string host, port;
  std::string url;   ///< of HTTPS
  std::string path;  ///< of a folder or a local socket
  std::string ca_file, certificate_file, key_file;
  std::string server_name;  ///< that the certificate must have; "" for the host
  std::string proxy;
  std::string token;  ///< read from a file or a credential; never from the configuration itself
  std::string user, password;
  std::string index;         ///< of Splunk, OpenSearch
  bool acknowledge = false;  ///< Splunk: wait for the indexer
  bool gzip = true;
  bool plain_http = false;  ///< only for tests and loopback
  std::uint64_t timeout_ms = 30'000;
};

struct Destination {
  std::string name, type;
  std::string format = "ocsf";
  Address address;
  Selection selection;
  Disclosure disclosure;
  FirstLook first_look = FirstLook::rollup;
  bool totals_only = false;            ///< totals of each target, no finding
  std::size_t frame_bytes_max = 8000;  ///< of one event with all that is around it
  std::size_t batch_events = 500, batch_bytes = 1 << 20;
  std::uint64_t events_per_day = 100'000;  ///< findings; 0: no cap
  int facility = 13;
  std::string enterprise_number;
};

/// An event as it goes out.
struct Message {
  Event event;       ///< for headers and ids
  std::string text;  ///< of the destination's format
};

/// A message that the receiver refuses for good.
struct Refusal {
  std::size_t message = 0;  ///< of the batch
  std::string reason;
};

/// What became of a batch: all of it was taken, but what was refused for good. No line: try again.
struct Taken {
  std::vector<Refusal> refused;
  std::uint64_t bytes = 0;
};

/// Errors: ErrorKind::io: try again later; ErrorKind::invalid: nobody needs to try again before
/// something is mended. After an error the sender is as new; everything since the last settle() is
/// to be sent again.
class Sender {
 public:
  virtual ~Sender() = default;
  virtual Result<Taken> send(std::span<const Message> batch) = 0;
  /// Returns when the receiver has what was sent, as far as it tells.
  virtual Result<void> settle() { return {}; }
  /// Events after which settle() is worth its time.
  virtual std::uint64_t settle_events() const { return 1; }
  /// Seconds that the receiver asked to be left alone after the last error; 0: it did not say.
  virtual std::uint64_t retry_after_seconds() const { return 0; }
};

struct SenderType {
  std::string_view name{};
  std::string_view description{};
  std::string_view keys{};  ///< of the configuration, separated by '|': which ones it understands
                            ///< beside those of all
  std::string_view required{};  ///< which of them must be there
  bool acknowledged = true;     ///< the receiver says that it has the events
  Result<std::unique_ptr<Sender>> (*make)(const Destination&) = nullptr;
};

/// Every way, sorted by name.
std::span<const SenderType> sender_types();
const SenderType* find_sender_type(std::string_view name);

Result<std::unique_ptr<Sender>> make_file_sender(const Destination& destination);
Result<std::unique_ptr<Sender>> make_stdout_sender(const Destination& destination);
Result<std::unique_ptr<Sender>> make_syslog_sender(const Destination& destination);
Result<std::unique_ptr<Sender>> make_splunk_sender(const Destination& destination);
Result<std::unique_ptr<Sender>> make_bulk_sender(const Destination& destination);
Result<std::unique_ptr<Sender>> make_webhook_sender(const Destination& destination);
Result<std::unique_ptr<Sender>> make_journald_sender(const Destination& destination);

}  // namespace braque::exporting
