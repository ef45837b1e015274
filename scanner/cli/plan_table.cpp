// The rows of the plan's tables. A new key is one row here and its use in plan.cpp.
#include <algorithm>
#include <array>

#include "cli/plan.hpp"

namespace braque::cli {
namespace {

constexpr std::array<std::string_view, 3> kNamed{"destination", "schedule", "target"};
constexpr std::array<std::string_view, 3> kSingle{"delivery", "metrics", "retention"};

constexpr auto kKeys = std::to_array<Option>({
    {.name = "path", .type = ValueType::path, .value_name = "PATH", .commands = "target", .help = "what is scanned: a path, or a URI of a database"},
    {.name = "as", .type = ValueType::text, .value_name = "URI", .commands = "target", .help = "its lasting name, such as smb://fs01/finance"},
    {.name = "location", .type = ValueType::text, .value_name = "TEXT", .commands = "target", .help = "where it is hosted, for `braque report register`"},
    {.name = "processor", .type = ValueType::text, .value_name = "TEXT", .commands = "target", .help = "who processes it for the controller, for the register"},
    {.name = "purpose", .type = ValueType::text, .value_name = "TEXT", .commands = "target", .help = "what it is kept for, for the register"},
    {.name = "type", .type = ValueType::choice, .value_name = "TYPE",
     .choices = "bulk|file|journald|splunk|stdout|syslog|syslog-tcp|syslog-udp|webhook", .commands = "destination", .help = "how it is reached"},
    {.name = "format", .type = ValueType::choice, .value_name = "FORMAT", .choices = "cef|csv|ecs|jsonl|leef|ocsf|rfc5424|sarif",
     .built_in = "ocsf", .commands = "destination", .help = "how events are written"},
    {.name = "address", .type = ValueType::text, .value_name = "HOST:PORT", .commands = "destination", .help = "of syslog, such as siem.example.org:6514"},
    {.name = "url", .type = ValueType::text, .value_name = "URL", .commands = "destination", .help = "of an HTTPS receiver, such as https://splunk.example.org:8088"},
    {.name = "path", .type = ValueType::path, .value_name = "PATH", .commands = "destination", .help = "folder of files, or a local socket"},
    {.name = "ca_file", .type = ValueType::path, .value_name = "FILE", .commands = "destination", .help = "authorities that sign the receiver's certificate (PEM; default: the system's)"},
    {.name = "certificate_file", .type = ValueType::path, .value_name = "FILE", .commands = "destination", .help = "our certificate (PEM)"},
    {.name = "key_file", .type = ValueType::path, .value_name = "FILE", .commands = "destination", .help = "its key (PEM)"},
    {.name = "key_credential", .type = ValueType::text, .value_name = "NAME", .commands = "destination", .help = "its key, as a systemd credential"},
    {.name = "server_name", .type = ValueType::text, .value_name = "NAME", .commands = "destination", .help = "name in the receiver's certificate (default: the host)"},
    {.name = "proxy", .type = ValueType::text, .value_name = "URL", .commands = "destination", .help = "proxy (default: https_proxy)"},
    {.name = "token_file", .type = ValueType::path, .value_name = "FILE", .commands = "destination", .help = "file with the token, mode 0400"},
    {.name = "token_credential", .type = ValueType::text, .value_name = "NAME", .commands = "destination", .help = "the token, as a systemd credential"},
    {.name = "user", .type = ValueType::text, .value_name = "NAME", .commands = "destination", .help = "account of HTTP basic authentication"},
    {.name = "password_file", .type = ValueType::path, .value_name = "FILE", .commands = "destination", .help = "file with its password, mode 0400"},
    {.name = "password_credential", .type = ValueType::text, .value_name = "NAME", .commands = "destination", .help = "its password, as a systemd credential"},
    {.name = "index", .type = ValueType::text, .value_name = "NAME", .commands = "destination", .help = "index or data stream of Splunk or OpenSearch"},
    {.name = "acknowledge", .type = ValueType::on_off, .built_in = "false", .commands = "destination", .help = "wait for Splunk's indexer"},
    {.name = "gzip", .type = ValueType::on_off, .built_in = "true", .commands = "destination", .help = "compress requests"},
    {.name = "plain_http", .type = ValueType::on_off, .built_in = "false", .commands = "destination", .help = "allow http: without TLS (a receiver on this machine)"},
    {.name = "timeout", .type = ValueType::duration, .value_name = "TIME", .built_in = "30s", .commands = "destination", .help = "of one connection or request"},
    {.name = "facility", .type = ValueType::number, .value_name = "N", .built_in = "13", .commands = "destination", .help = "syslog facility, 0 to 23"},
    {.name = "enterprise_number", .type = ValueType::number, .value_name = "N", .commands = "destination", .help = "private enterprise number: adds structured data"},
    {.name = "frame_bytes", .type = ValueType::count, .value_name = "N", .built_in = "8000", .commands = "destination", .help = "longest syslog message, 2000 to 60000"},
    {.name = "min_confidence", .type = ValueType::choice, .value_name = "LEVEL", .choices = "low|medium|high", .built_in = "high", .commands = "destination", .help = "findings from this confidence on"},
    {.name = "min_confidence_special", .type = ValueType::choice, .value_name = "LEVEL", .choices = "low|medium|high", .built_in = "medium", .commands = "destination", .help = "the same of sensitive data (Art. 9) and offences (Art. 10)"},
    {.name = "only", .type = ValueType::choice, .value_name = "WORD", .choices = "new|changed|gone", .repeatable = true, .commands = "destination", .help = "findings that are so; default all"},
    {.name = "suppressed", .type = ValueType::on_off, .built_in = "false", .commands = "destination", .help = "suppressed findings too"},
    {.name = "masked", .type = ValueType::on_off, .built_in = "false", .commands = "destination", .help = "masked samples too"},
    {.name = "fingerprints", .type = ValueType::on_off, .built_in = "false", .commands = "destination", .help = "keyed fingerprints too"},
    {.name = "paths", .type = ValueType::choice, .value_name = "HOW", .choices = "plain|pseudonym", .built_in = "plain", .commands = "destination", .help = "paths as they are, or keyed pseudonyms"},
    {.name = "owners", .type = ValueType::choice, .value_name = "HOW", .choices = "plain|pseudonym|none", .built_in = "plain", .commands = "destination", .help = "owners as they are, keyed pseudonyms, or nobody"},
    {.name = "first_look", .type = ValueType::choice, .value_name = "HOW", .choices = "rollup|full|none", .built_in = "rollup", .commands = "destination", .help = "a target's first run as totals of folders, every finding, or nothing"},
    {.name = "detail", .type = ValueType::choice, .value_name = "HOW", .choices = "findings|totals", .built_in = "findings", .commands = "destination", .help = "findings, or totals of each target only"},
    {.name = "batch_events", .type = ValueType::count, .value_name = "N", .built_in = "500", .commands = "destination", .help = "events in a request"},
    {.name = "batch_bytes", .type = ValueType::count, .value_name = "N", .built_in = "1000000", .commands = "destination", .help = "bytes in a request, before compression"},
    {.name = "events_per_day", .type = ValueType::number, .value_name = "N", .built_in = "100000", .commands = "destination", .help = "findings a day at most; a record says how many more there were; 0: no cap"},
    {.name = "targets", .type = ValueType::text, .value_name = "NAME", .repeatable = true, .commands = "schedule", .help = "what is scanned; default all"},
    {.name = "destinations", .type = ValueType::text, .value_name = "NAME", .repeatable = true, .commands = "schedule", .help = "who is told; default all"},
    {.name = "max_time", .type = ValueType::duration, .value_name = "TIME", .commands = "schedule", .help = "of all scans together; the next night goes on"},
    {.name = "gone", .type = ValueType::duration, .value_name = "TIME", .commands = "retention", .help = "forget items and findings so long after they were found gone"},
    {.name = "runs", .type = ValueType::duration, .value_name = "TIME", .commands = "retention", .help = "forget runs, and what findings were, after this time"},
    {.name = "patience", .type = ValueType::duration, .value_name = "TIME", .built_in = "60s", .commands = "delivery", .help = "how long a receiver that is down is tried"},
    {.name = "spool_events", .type = ValueType::count, .value_name = "N", .built_in = "1000000", .commands = "delivery", .help = "events that wait at most (about 100 bytes each)"},
    {.name = "spool_age", .type = ValueType::duration, .value_name = "TIME", .built_in = "30d", .commands = "delivery", .help = "how long an event waits at most"},
    {.name = "file", .type = ValueType::path, .value_name = "FILE", .commands = "metrics", .help = "text file for Prometheus' node exporter, written after each night"},
});

}  // namespace

std::span<const Option> plan_options() { return kKeys; }

bool is_named_table(std::string_view table) noexcept {
  return std::find(kNamed.begin(), kNamed.end(), table) != kNamed.end();
}

bool is_plan_table(std::string_view table) noexcept {
  return is_named_table(table) || std::find(kSingle.begin(), kSingle.end(), table) != kSingle.end();
}

std::vector<std::string> plan_table_names() {
  std::vector<std::string> names(kNamed.begin(), kNamed.end());
  names.insert(names.end(), kSingle.begin(), kSingle.end());
  return names;
}

std::vector<const Option*> plan_options_of(std::string_view table) {
  std::vector<const Option*> found;
  for (const Option& option : kKeys)
    if (option.commands == table) found.push_back(&option);
  if (table != "target") return found;
  // What the command line would say for this target alone.
  for (const Option& option : options())
    if (option.configurable && option.commands != "*" && applies_to(option, "scan") && option.name != "index" &&
        option.name != "key-file" && option.name != "output" && option.name != "format")
      found.push_back(&option);
  return found;
}

}  // namespace braque::cli
