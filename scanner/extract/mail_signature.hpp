// How mails are told from other text by their first lines.
#pragma once

#include <string_view>

namespace braque::extract {

/// Whether `line` begins a header field (RFC 5322, 2.2): a name of printable characters, a colon.
bool is_mail_field(std::string_view line);

/// "From sender Mon Jan  1 00:00:00 2024": what separates the messages of a mailbox (RFC 4155).
bool is_mailbox_line(std::string_view line);

/// "eml", "mbox", "mmdf", "emlx", "mht", or "" for what is no mail. `name` is a hint.
std::string_view mail_kind(std::string_view head, std::string_view name);

}  // namespace braque::extract
