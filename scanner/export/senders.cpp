// The table of ways to reach a destination.
#include <array>

#include "export/destination.hpp"

namespace braque::exporting {
namespace {

constexpr auto kTypes = std::to_array<SenderType>({
    {"bulk", "OpenSearch or Elasticsearch, by _bulk over HTTPS",
     "url|index|token_file|token_credential|user|password_file|password_credential|ca_file|"
     "certificate_file|key_file|key_credential|proxy|plain_http|gzip",
     "url|index", true, make_bulk_sender},
    {"file", "files in a folder, each whole when it appears", "path", "path", true,
     make_file_sender},
    {"journald", "the journal of this machine", "path|facility", "", true, make_journald_sender},
    {"splunk", "Splunk HTTP Event Collector",
     "url|index|token_file|token_credential|ca_file|certificate_file|key_file|key_credential|proxy|"
     "acknowledge|plain_http|gzip",
     "url", true, make_splunk_sender},
    {"stdout", "standard output", "", "", true, make_stdout_sender},
    {"syslog", "syslog over TLS (RFC 5425)",
     "address|ca_file|certificate_file|key_file|key_credential|server_name|facility|enterprise_"
     "number",
     "address", true, make_syslog_sender},
    {"syslog-tcp", "syslog over TCP, in clear text; nobody says that it arrived",
     "address|facility|enterprise_number", "address", false, make_syslog_sender},
    {"syslog-udp", "syslog over UDP, in clear text; nobody says that it arrived",
     "address|facility|enterprise_number", "address", false, make_syslog_sender},
    {"webhook", "lines posted to a URL over HTTPS",
     "url|token_file|token_credential|user|password_file|password_credential|ca_file|certificate_"
     "file|key_file|key_credential|proxy|plain_http|gzip",
     "url", true, make_webhook_sender},
});

}  // namespace

std::span<const SenderType> sender_types() { return kTypes; }

const SenderType* find_sender_type(std::string_view name) {
  for (const SenderType& type : kTypes)
    if (type.name == name) return &type;
  return nullptr;
}

}  // namespace braque::exporting
