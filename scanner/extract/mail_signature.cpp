#include "extract/mail_signature.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "extract/text_head.hpp"

namespace braque::extract {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kFieldNameBytesMax = 128;
constexpr std::size_t kLinesMax = 400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& byte : result)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
  return result;
}

/// RFC 5322, 3.6, and what servers and readers of mail add. The first ones say who writes to whom,
/// the others come from transport; a mail has some of both.
constexpr std::array kPeopleFields = {"from"sv,    "to"sv,     "cc"sv,       "bcc"sv,
                                      "subject"sv, "sender"sv, "reply-to"sv, "newsgroups"sv};
constexpr std::array kTransportFields = {
    "date"sv,         "message-id"sv,     "received"sv,         "return-path"sv,
    "mime-version"sv, "delivered-to"sv,   "in-reply-to"sv,      "references"sv,
    "x-mailer"sv,     "dkim-signature"sv, "x-mozilla-status"sv, "content-transfer-encoding"sv,
    "envelope-to"sv,  "x-original-to"sv};

/// What the header at the beginning of a text has of a mail's.
struct FieldCount {
  unsigned people = 0, transport = 0;
  bool related = false;  ///< Content-Type: multipart/related, as of a saved web page
  bool multipart = false;
  bool addressed = false;
};

void count_field(std::string_view line, FieldCount& count, std::uint64_t& seen) {
  const std::string field = lower(line.substr(0, std::min(line.find(':'), kFieldNameBytesMax)));
  const std::string_view name =
      std::string_view(field).substr(0, field.find_last_not_of(" \t") + 1);
  const auto add = [&](const auto& names, unsigned& number, unsigned offset) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return;
    const auto bit = std::uint64_t{1} << (offset + static_cast<unsigned>(found - names.begin()));
    if ((seen & bit) == 0) ++number;
    seen |= bit;
  };
  add(kPeopleFields, count.people, 0);
  add(kTransportFields, count.transport, 16);
  count.addressed = count.addressed || name == "to" || name == "cc" || name == "bcc";
  if (name != "content-type") return;
  const std::string value = lower(line.substr(0, 200));
  count.multipart = value.find("multipart/") != std::string::npos;
  count.related = value.find("multipart/related") != std::string::npos;
}

/// Reads lines from the beginning; false when one of them is in no header.
bool count_fields(std::string_view head, FieldCount& count) {
  std::uint64_t seen = 0;
  bool any = false;
  for (std::size_t n = 0; !head.empty() && n < kLinesMax; ++n) {
    const std::size_t end = head.find('\n');
    std::string_view line = head.substr(0, end);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find('\0') != std::string_view::npos) return false;
    if (line.empty()) {
      if (any) return true;
      continue;
    }
    const bool continues = any && (line[0] == ' ' || line[0] == '\t');
    if (continues) {
      const std::string value = lower(line.substr(0, 200));
      if (value.find("multipart/related") != std::string::npos)
        count.related = count.multipart = true;
      continue;
    }
    if (is_mail_field(line)) {
      any = true;
      count_field(line, count, seen);
      continue;
    }
    if (!any && (line.starts_with(">From ") || line.starts_with("From "))) continue;
    // A header that its body follows at once.
    return any;
  }
  return any;
}

/// emlx: the first line is the number of bytes of the message.
std::size_t length_line(std::string_view head) {
  std::size_t at = 0;
  while (at < head.size() && at < 12 && is_digit(head[at])) ++at;
  if (at == 0) return 0;
  while (at < head.size() && (head[at] == ' ' || head[at] == '\r')) ++at;
  return at < head.size() && head[at] == '\n' ? at + 1 : 0;
}

}  // namespace

bool is_mail_field(std::string_view line) {
  std::size_t at = 0;
  // Obsolete syntax has blanks before the colon.
  while (at < line.size() && line[at] > ' ' && line[at] < '\x7f' && line[at] != ':') ++at;
  if (at == 0 || at > kFieldNameBytesMax) return false;
  while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
  return at < line.size() && line[at] == ':';
}

bool is_mailbox_line(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  line = line.substr(0, 300);
  // A time of day, and a year after it.
  for (std::size_t at = line.find(':', 6); at != std::string_view::npos;
       at = line.find(':', at + 1)) {
    if (at + 3 > line.size() || !is_digit(line[at - 1]) || !is_digit(line[at + 1]) ||
        !is_digit(line[at + 2]))
      continue;
    for (std::size_t i = at + 3; i + 4 <= line.size(); ++i) {
      const bool alone = !is_digit(line[i - 1]) && (i + 4 == line.size() || !is_digit(line[i + 4]));
      if (alone && (line.substr(i, 2) == "19" || line.substr(i, 2) == "20") &&
          is_digit(line[i + 2]) && is_digit(line[i + 3]))
        return true;
    }
    return false;
  }
  return false;
}

std::string_view mail_kind(std::string_view head, std::string_view name) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  if (head.starts_with("\1\1\1\1\n") || head.starts_with("\1\1\1\1\r\n")) return "mmdf";
  const std::string_view first = head.substr(0, head.find('\n'));
  if (is_mailbox_line(first)) return "mbox";
  if (head.empty() || static_cast<unsigned char>(head[0]) >= 0x80) return {};
  const std::size_t length = length_line(head);
  FieldCount count;
  if (!count_fields(head.substr(length), count)) return {};
  const std::string extension = extension_of(name);
  const bool hinted = extension == ".eml" || extension == ".emlx" || extension == ".mht" ||
                      extension == ".mhtml" || extension == ".nws" || extension == ".mim" ||
                      extension == ".mime";
  const unsigned fields = count.people + count.transport;
  const bool mail = count.people >= 1 && count.transport >= 1 && fields >= 3;
  const bool page = count.multipart && count.transport >= 1;
  if (!mail && !page && !(hinted && fields >= 1)) return {};
  if (length > 0) return mail || extension == ".emlx" ? "emlx" : "";
  return count.related && !count.addressed ? "mht" : "eml";
}

}  // namespace braque::extract
