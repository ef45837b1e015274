#include "export/syslog_message.hpp"

#include <array>

#include "export/encoders.hpp"
#include "export/text.hpp"

namespace braque::exporting {
namespace {

/// PRINTUSASCII of the header's fields (RFC 5424, section 6): "-" when nothing is left.
void append_field(std::string& out, std::string_view text, std::size_t length_max) {
  const std::size_t begin = out.size();
  for (char c : text) {
    if (out.size() - begin == length_max) break;
    if (c > ' ' && c < 0x7f) out += c;
  }
  if (out.size() == begin) out += '-';
}

/// PARAM-VALUE (section 6.3.3): '"', '\' and ']' are escaped, and nothing else.
void append_parameter(std::string& out, std::string_view name, std::string_view value) {
  ((out += ' ').append(name)) += "=\"";
  for (char c : clean_text(value)) {
    if (c == '"' || c == '\\' || c == ']') out += '\\';
    out += c;
  }
  out += '"';
}

std::string_view message_id(EventKind kind) {
  switch (kind) {
    case EventKind::run_start:
      return "SCANSTART";
    case EventKind::run_resume:
      return "SCANRESUME";
    case EventKind::run_end:
      return "SCANEND";
    case EventKind::issue:
      return "ISSUE";
    case EventKind::gap:
      return "GAP";
    case EventKind::baseline:
      return "BASELINE";
    case EventKind::folder:
      return "FOLDER";
    case EventKind::totals:
      return "TOTALS";
    default:
      return "FINDING";
  }
}

}  // namespace

int syslog_severity(Severity severity) noexcept {
  constexpr std::array<int, 5> kSeverities{6, 5, 4, 3, 2};
  return kSeverities[static_cast<std::size_t>(severity)];
}

void write_syslog(const SyslogHeader& header, const Event& event, std::string_view text,
                  std::string& out) {
  out += '<';
  out += std::to_string(header.facility * 8 + syslog_severity(severity_of(event)));
  out += ">1 ";
  out += time_text(event.time_ms);
  out += ' ';
  append_field(out, event.run.host, 255);
  out += ' ';
  append_field(out, header.application, 48);
  out += ' ';
  append_field(out, header.process_id, 128);
  out += ' ';
  append_field(out, message_id(event.kind), 32);
  if (header.enterprise_number.empty()) {
    out += " - ";
  } else {
    out += " [braque@";
    append_field(out, header.enterprise_number, 20);
    append_parameter(out, "event", event.id);
    if (event.finding) append_parameter(out, "rule", event.finding->rule);
    out += "] ";
  }
  // No byte order mark: receivers that keep it cannot parse the JSON behind it.
  out += text;
}

void SyslogEncoder::event(const Event& event, std::string& out) {
  std::string text;
  payload_.event(event, text);
  write_syslog({}, event, text, out);
}

}  // namespace braque::exporting
