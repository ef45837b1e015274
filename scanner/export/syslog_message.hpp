// A syslog message (RFC 5424): header, no structured data unless a private enterprise number is
// given, and the text of another format as it is.
#pragma once

#include <string>
#include <string_view>

#include "export/event.hpp"

namespace braque::exporting {

struct SyslogHeader {
  int facility = 13;  ///< log audit
  std::string application = "braque";
  std::string process_id = "-";
  /// Private enterprise number for the structured data; "" for none (32473 is for documentation
  /// only).
  std::string enterprise_number;
};

/// 2 critical to 6 informational.
int syslog_severity(Severity severity) noexcept;

/// Appends the whole message, without framing. `text` must hold no line break.
void write_syslog(const SyslogHeader& header, const Event& event, std::string_view text,
                  std::string& out);

/// The bytes that the header takes at most: what is left of a frame is for the text.
inline constexpr std::size_t kSyslogHeaderBytesMax = 700;

}  // namespace braque::exporting
