#include "documents/mail_reader.hpp"

#include <algorithm>

#include "extract/mail_signature.hpp"
#include "extract/member_name.hpp"

namespace braque::documents::mail {
namespace {

constexpr std::size_t kLevelsMax = 128;
constexpr std::size_t kBoundaryBytesMax = 1000;
constexpr std::size_t kPreambleBytes = 2048;
constexpr std::string_view kJoin = " > ";
constexpr std::string_view kPgpMessage = "-----BEGIN PGP MESSAGE-----";

std::string_view without_end(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t\r\n");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// What some writers put before the first part for readers that know no parts.
bool is_usual_preamble(std::string_view text) {
  if (without_end(text).empty()) return true;
  const auto has = [&](std::string_view word) {
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
             return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
           }) != text.end();
  };
  return has("mime") || has("multi-part") || has("multipart");
}

bool leaves_lines_alone(std::string_view encoding) {
  return encoding != "base64" && encoding != "quoted-printable" &&
         encoding.find("uue") == std::string_view::npos;
}

bool has_ending(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() &&
         std::equal(ending.rbegin(), ending.rend(), name.rbegin(),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

}  // namespace

std::string MailReader::part_name(std::string_view name) const {
  std::string full = messages_.back().prefix;
  if (!full.empty() && !name.empty()) full += kJoin;
  return full + extract::label(name);
}

bool MailReader::at_separator() {
  const Line* line = lines_.peek();
  if (line == nullptr || !line->begins || separation_ == Separation::single) return false;
  if (separation_ == Separation::mmdf) return line->content() == "\1\1\1\1";
  if (!line->text.starts_with("From ") || !extract::is_mailbox_line(line->content())) return false;
  return after_blank_ || extract::is_mail_field(lines_.following(256));
}

bool MailReader::ends_part(const Line& line) {
  if (!line.begins) return false;
  if (line.text.starts_with("--") && !levels_.empty()) {
    const std::string_view mark = without_end(line.text.substr(2));
    for (std::size_t level = levels_.size(); level-- > 0;) {
      const std::string& boundary = levels_[level].boundary;
      if (!mark.starts_with(boundary)) continue;
      const std::string_view rest = mark.substr(boundary.size());
      if (!rest.empty() && rest != "--") continue;
      end_ = {false, level, !rest.empty()};
      return true;
    }
    return false;
  }
  if (!at_separator()) return false;
  end_ = {};
  return true;
}

/// uuencode(5): "begin 644 name" before a line of 45 bytes or less; yEnc 1.3: "=ybegin ... name=".
bool MailReader::begins_file(const Line& line) {
  const std::string content(line.content());
  constexpr std::string_view kYencName = " name=";
  if (content.starts_with("=ybegin ")) {
    const std::size_t name = content.find(kYencName);
    if (name == std::string::npos) return false;
    file_name_ = content.substr(name + kYencName.size());
    file_encoding_ = "x-yenc";
    return true;
  }
  if (!content.starts_with("begin ")) return false;
  const std::size_t mode_end = content.find_first_not_of("01234567", 6);
  if (mode_end == std::string::npos || content[mode_end] != ' ' || mode_end < 9 || mode_end > 10)
    return false;
  std::string_view next = lines_.following(64);
  next = next.substr(0, next.find_first_of("\r\n"));
  const auto bytes = next.empty() ? 0U : (static_cast<unsigned char>(next[0]) - 32U) & 63U;
  if (bytes == 0 || bytes > 45 || next.size() < 1 + (bytes * 4 + 2) / 3) return false;
  file_name_ = content.substr(mode_end + 1);
  file_encoding_ = "x-uuencode";
  return true;
}

bool MailReader::next_line(std::string_view& line) {
  if (line_taken_) lines_.next();
  line_taken_ = false;
  if (lines_.peek() == nullptr) {
    end_ = {};
    return false;
  }
  if (ends_part(*lines_.peek())) return false;
  if (in_file_ &&
      (lines_.peek()->content() == "end" || lines_.peek()->content().starts_with("=yend "))) {
    end_ = {};
    end_.file = true;
    return false;
  }
  if (in_text_ && lines_.peek()->begins && begins_file(*lines_.peek())) {
    end_ = {};
    end_.file = true;
    return false;
  }
  const Line& current = *lines_.peek();
  line = current.text;
  after_blank_ = current.is_blank();
  // RFC 4155 and mboxrd: a line of text that would be a separator has a mark before it.
  if (separation_ == Separation::from_line && current.begins && line.starts_with('>')) {
    const std::size_t mark = line.find_first_not_of('>');
    if (mark != std::string_view::npos && line.substr(mark).starts_with("From "))
      line.remove_prefix(1);
  }
  line_taken_ = true;
  return true;
}

void MailReader::skip_to_end() {
  std::string_view line;
  while (next_line(line)) {
  }
}

Header MailReader::read_header(bool message) {
  Header header;
  if (message) header.envelope.swap(envelope_);
  std::uint64_t bytes = 0;
  if (line_taken_) lines_.next();
  line_taken_ = false;
  after_blank_ = false;
  while (const Line* current = lines_.peek()) {
    if (ends_part(*current)) break;
    current = lines_.peek();
    const std::string_view text = current->content();
    if (current->is_blank()) {
      const bool leading = message && header.fields.empty() && number_ == 1 &&
                           separation_ == Separation::single && messages_.size() == 1;
      lines_.next();
      after_blank_ = true;
      if (leading) continue;
      break;
    }
    const bool continues = !current->begins || text.starts_with(' ') || text.starts_with('\t');
    const bool field = current->begins && extract::is_mail_field(text);
    const bool envelope = message && header.fields.empty() && current->begins &&
                          (text.starts_with("From ") || text.starts_with(">From "));
    if (!field && !envelope && !(continues && !header.fields.empty())) break;
    bytes += text.size();
    header.cut = header.cut || bytes > task_.meter.budget.mail_header_bytes_max;
    if (!header.cut && field) {
      const std::size_t colon = text.find(':');
      header.fields.push_back(
          {std::string(without_end(text.substr(0, colon))), std::string(text.substr(colon + 1))});
    } else if (!header.cut && envelope) {
      header.envelope = text.substr(text.find(' ') + 1);
    } else if (!header.cut) {
      const std::size_t begin = text.find_first_not_of(" \t");
      std::string& value = header.fields.back().value;
      if (current->begins) value += ' ';
      if (begin != std::string_view::npos) value += current->begins ? text.substr(begin) : text;
    }
    lines_.next();
  }
  if (header.cut)
    task_.tally.add(extract::Problem{Reason::budget_bytes, "a header is longer than is kept"});
  return header;
}

bool MailReader::begin_message(const Header& header, const ContentInfo& info) {
  Message& message = messages_.back();
  const std::string subject = quoted_subject(decode_words(header.get("Subject"), info.charset));
  const bool nested = messages_.size() > 1;
  if (nested) message.prefix = messages_[messages_.size() - 2].prefix;
  if (nested || separation_ != Separation::single) {
    if (!message.prefix.empty()) message.prefix += kJoin;
    if (!subject.empty())
      message.prefix += subject;
    else if (nested)
      message.prefix += "message";
    else
      message.prefix += "message " + std::to_string(number_);
  }
  if (!extract::may_go_on(task_)) return false;
  std::string text = readable_header(header, info.charset);
  return text.empty() ||
         extract::hand_over_text(task_, part_name("headers"), "keyvalue", std::move(text));
}

bool MailReader::begin_multipart(const ContentInfo& info) {
  levels_.push_back({info.boundary, info.type == "multipart/digest", messages_.size()});
  return read_between("preamble");
}

bool MailReader::read_between(const char* name) {
  PartBytes bytes(*this, "");
  bool whole = false;
  const std::string_view head = bytes.head(kPreambleBytes, whole);
  if (!whole || !is_usual_preamble(head)) {
    if (!extract::may_go_on(task_) || !read_text(bytes, {}, "text", part_name(name))) return false;
  }
  skip_to_end();
  return true;
}

bool MailReader::read_text(PartBytes& bytes, const ContentInfo& info, std::string_view structure,
                           std::string name) {
  bool whole = false;
  const std::string_view head = bytes.head(64 << 10, whole);
  if (head.find(kPgpMessage) != std::string_view::npos)
    task_.tally.add(extract::Problem{Reason::encrypted, "holds a text encrypted with OpenPGP"});
  PartText text(bytes, info, structure == "html");
  return extract::hand_over_text(task_, std::move(name), structure, text);
}

/// Text that people read is decoded here; everything else tells what it is by its bytes.
bool MailReader::read_leaf(const ContentInfo& info) {
  Message& message = messages_.back();
  ++message.parts;
  if (++parts_ > task_.meter.budget.mail_parts_max) {
    task_.tally.add(extract::Problem{Reason::budget_entries, "a message has too many parts"});
    skip_to_end();
    return true;
  }
  const bool html = info.type == "text/html" || info.type == "text/x-amp-html" ||
                    info.type == "application/xhtml+xml";
  const bool plain =
      info.type == "text/plain" || info.type == "text/enriched" || info.type == "text/markdown";
  const bool fields = info.type == "message/delivery-status" ||
                      info.type == "message/disposition-notification" ||
                      info.type == "text/rfc822-headers";
  const bool named_otherwise = plain && !info.name.empty() && !has_ending(info.name, ".txt");
  in_text_ = plain && !info.attached && !named_otherwise && leaves_lines_alone(info.encoding);
  PartBytes bytes(*this, info.encoding);
  bool whole = false;
  bool done = true;
  if (bytes.head(1, whole).empty()) {
    done = read_files(info);
    in_text_ = false;
    return done;
  }
  std::string name = info.name;
  if ((html || plain || fields) && !info.attached && !named_otherwise) {
    bool& had = html ? message.has_html : message.has_text;
    if (name.empty() && (had || fields))
      name = "part " + std::to_string(message.parts);
    else if (name.empty() && html && message.has_text)
      name = "html";
    if (!fields) had = true;
    done = read_text(bytes, info, html ? "html" : fields ? "keyvalue" : "text", part_name(name));
    if (done) skip_to_end();
    done = done && read_files(info);
  } else {
    if (name.empty()) name = "part " + std::to_string(message.parts);
    if (!extract::may_go_on(task_)) return false;
    extract::MeteredStream stream(bytes, task_.meter, extract::Spend::member);
    done = extract::hand_over(task_, part_name(name), std::nullopt, stream);
  }
  in_text_ = false;
  if (done) skip_to_end();
  return done;
}

/// Files that stand in a text, and the text between them.
bool MailReader::read_files(const ContentInfo& info) {
  Message& message = messages_.back();
  while (end_.file) {
    lines_.next();
    end_ = {};
    in_text_ = false;
    in_file_ = true;
    PartBytes bytes(*this, file_encoding_);
    extract::MeteredStream stream(bytes, task_.meter, extract::Spend::member);
    if (!extract::may_go_on(task_) ||
        !extract::hand_over(task_, part_name(file_name_), std::nullopt, stream))
      return false;
    skip_to_end();
    in_file_ = false;
    if (!end_.file) return true;
    lines_.next();
    end_ = {};
    in_text_ = true;
    PartBytes rest(*this, info.encoding);
    bool whole = false;
    if (without_end(rest.head(64, whole)).empty() && whole) continue;
    if (!read_text(rest, info, "text", part_name("part " + std::to_string(++message.parts))))
      return false;
    skip_to_end();
  }
  return true;
}

bool MailReader::read_entity(bool message, bool& descends) {
  const Header header = read_header(message);
  ContentInfo info = content_info(header);
  if (message && !begin_message(header, info)) return false;
  if (!info.stated && !message && !levels_.empty() && levels_.back().digest)
    info.type = "message/rfc822";
  const bool lines = leaves_lines_alone(info.encoding);
  if (info.type.starts_with("multipart/") && !info.boundary.empty() && lines &&
      info.boundary.size() <= kBoundaryBytesMax && levels_.size() < kLevelsMax)
    return begin_multipart(info);
  if (lines && (info.type == "message/rfc822" || info.type == "message/global" ||
                info.type == "message/news")) {
    if (messages_.size() <= task_.meter.budget.mail_nesting_max) {
      messages_.emplace_back();
      descends = true;
      return true;
    }
    task_.tally.add(extract::Problem{Reason::budget_depth, "messages nested too deeply"});
    info.type = "text/plain";
  }
  if (info.type.starts_with("multipart/")) info.type = "text/plain";
  return read_leaf(info);
}

bool MailReader::next_part(bool& done) {
  while (!end_.message) {
    levels_.resize(end_.level + 1);
    messages_.resize(levels_.back().messages);
    lines_.next();
    if (!end_.closing) return true;
    levels_.pop_back();
    if (!read_between("epilogue")) return false;
  }
  done = true;
  return true;
}

bool MailReader::read_message() {
  ++number_;
  parts_ = 0;
  levels_.clear();
  messages_.assign(1, {});
  bool message = true, done = false;
  while (!done) {
    bool descends = false;
    if (!read_entity(message, descends)) return false;
    message = descends;
    if (!descends && !next_part(done)) return false;
  }
  return true;
}

bool MailReader::read() {
  while (lines_.peek() != nullptr) {
    if (at_separator() && separation_ == Separation::mmdf) {
      lines_.next();
      continue;
    }
    if (at_separator()) {
      envelope_ = lines_.peek()->content().substr(5);
      lines_.next();
    }
    if (!read_message()) return false;
  }
  task_.tally.add(lines_.input().problem());
  return true;
}

}  // namespace braque::documents::mail
