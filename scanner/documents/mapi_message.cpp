#include "documents/mapi_message.hpp"

#include <algorithm>

#include "documents/charset.hpp"
#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/mail_header.hpp"
#include "documents/mail_part.hpp"
#include "documents/property_lines.hpp"
#include "extract/member_name.hpp"

namespace braque::documents::mapi {
namespace {

constexpr std::uint64_t kLoadedBytesMax = 8 << 20;
constexpr std::uint64_t kValueBytesMax = 64 << 10;
constexpr std::uint16_t kAttachLongName = 0x3707, kAttachName = 0x3704, kDisplayName = 0x3001,
                        kRecipientType = 0x0c15, kEmailAddress = 0x3003, kSmtpAddress = 0x39fe;

std::string without_zeros(std::string text) {
  while (!text.empty() && text.back() == '\0') text.pop_back();
  return text;
}

std::string decoded(std::string_view bytes, std::uint16_t type, std::string_view charset) {
  std::string text;
  if (type == kString)
    append_utf16(text, bytes);
  else
    text = to_utf8(bytes, charset);
  return without_zeros(std::move(text));
}

std::string all_bytes(extract::Unpacker& unpacker, std::uint64_t bytes_max) {
  std::string bytes;
  while (bytes.size() < bytes_max) {
    const std::size_t before = bytes.size();
    bytes.resize(std::min<std::uint64_t>(bytes_max, before + 16'384));
    bytes.resize(before + unpacker.unpack(std::span(bytes).subspan(before)));
    if (bytes.size() == before) break;
  }
  return bytes;
}

/// The bytes of a value that was loaded.
class LoadedBytes final : public extract::Unpacker {
 public:
  explicit LoadedBytes(std::string_view bytes) : bytes_(bytes) {}
  std::size_t unpack(std::span<char> into) override {
    const std::size_t count = bytes_.copy(into.data(), into.size(), at_);
    at_ += count;
    return count;
  }
  std::uint64_t consumed() const override { return at_; }
  extract::Problem problem() const override { return {}; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// Text of a property, converted piece by piece.
class BodyText final : public extract::TextMaker {
 public:
  BodyText(extract::Unpacker& bytes, std::string_view charset, bool html) : bytes_(bytes) {
    head_.resize(kValueBytesMax);
    std::size_t filled = 0;
    while (filled < head_.size()) {
      const std::size_t count = bytes_.unpack(std::span(head_).subspan(filled));
      if (count == 0) break;
      filled += count;
    }
    head_.resize(filled);
    const bool wide = charset == "utf-16le";
    const std::string name =
        wide ? std::string(charset)
             : mail::charset_of(without_zeros(head_), filled < kValueBytesMax, charset, html);
    if (!name.empty()) converter_ = open_charset(name);
  }

  bool make(std::string& text) override {
    std::string bytes = std::move(head_);
    head_.clear();
    if (bytes.empty()) {
      bytes.resize(16'384);
      bytes.resize(bytes_.unpack(bytes));
    }
    const bool more = !bytes.empty();
    const std::size_t begin = text.size();
    if (converter_ != nullptr)
      converter_->convert(bytes, !more, text);
    else
      text += bytes;
    std::erase(text, '\0');
    return more || text.size() > begin;
  }
  std::uint64_t consumed() const override { return bytes_.consumed(); }
  extract::Problem problem() const override { return bytes_.problem(); }

 private:
  extract::Unpacker& bytes_;
  std::string head_;
  std::unique_ptr<CharsetConverter> converter_;
};

bool hand_over_body(extract::ContainerTask& task, const std::string& name,
                    std::string_view structure, const PropertySet& message,
                    const Property& property) {
  const std::unique_ptr<extract::Unpacker> bytes = open_value(property);
  std::string charset = property.type == kString ? "utf-16le" : message.charset();
  const std::uint32_t internet = message.number(kInternetCodePage);
  if (property.type == kBinary && internet != 0) charset = charset_of_code_page(internet);
  BodyText text(*bytes, charset, structure == "html");
  return extract::hand_over_text(task, name, structure, text);
}

/// The transport headers of a mail, its properties that are text or times, its recipients.
std::string readable_properties(const PropertySet& message, std::string_view recipients) {
  std::string text = mail::readable_header(mail::parse_header(message.text(kTransportHeaders)), "");
  for (const Property& property : message.all()) {
    if (property.id == kTransportHeaders || property.id == kBody || property.id == kHtml) continue;
    std::string_view known = property.label;
    if (known.empty()) known = label_of(property.id, false);
    char number[16];
    std::snprintf(number, sizeof number, "Property %04X", property.id);
    if (property.type == kTime && !known.empty())
      add_property(text, known, readable_time(u64(property.value, 0)));
    else if (property.type == kString || property.type == kString8)
      add_property(text, known.empty() ? number : known, message.text(property));
    else if ((property.type & kMultiple) != 0)
      add_property(text, known.empty() ? number : known, property.value);
  }
  text += recipients;
  return text;
}

}  // namespace

std::unique_ptr<extract::Unpacker> open_value(const Property& property) {
  if (property.open) return property.open();
  return std::make_unique<LoadedBytes>(property.value);
}

void PropertySet::add(Property property) {
  const bool text = property.type == kString || property.type == kString8;
  const bool body = property.id == kBody || property.id == kHtml || property.id == kAttachData;
  if (text && !body && property.open && property.size <= kValueBytesMax &&
      loaded_ + property.size <= kLoadedBytesMax) {
    property.value = all_bytes(*property.open(), property.size);
    property.open = {};
  }
  loaded_ += property.value.size();
  properties_.push_back(std::move(property));
}

const Property* PropertySet::find(std::uint16_t id) const {
  const auto found = std::find_if(properties_.begin(), properties_.end(),
                                  [&](const Property& property) { return property.id == id; });
  return found == properties_.end() ? nullptr : &*found;
}

std::uint32_t PropertySet::number(std::uint16_t id) const {
  const Property* found = find(id);
  return found != nullptr && found->type == kInteger32 ? u32(found->value, 0) : 0;
}

std::string PropertySet::text(const Property& property) const {
  if (property.type != kString && property.type != kString8) return {};
  const std::string own_charset = property.type == kString8 ? charset() : std::string();
  // What was too long to be kept is loaded for the moment.
  if (property.open)
    return decoded(all_bytes(*property.open(), kLoadedBytesMax), property.type, own_charset);
  std::string text = decoded(property.value, property.type, own_charset);
  // [MS-PST] 2.5.3.1.1.1: a mark and the length of "Re: " may come before a subject.
  if (property.id == kSubject && text.starts_with('\1')) text.erase(0, 2);
  return text;
}

std::string PropertySet::text(std::uint16_t id) const {
  const Property* found = find(id);
  return found == nullptr ? std::string() : text(*found);
}

std::string PropertySet::charset() const {
  if (!charset_.empty()) return charset_;
  for (const std::uint16_t id : {kMessageCodePage, kInternetCodePage}) {
    const std::uint32_t code_page = number(id);
    // UTF-16 cannot be meant for 8-bit text.
    if (code_page != 0 && code_page != 1200) return charset_of_code_page(code_page);
  }
  if (const Property* headers = find(kTransportHeaders); headers != nullptr) {
    // The headers are ASCII but for what this is about.
    const mail::Header header = mail::parse_header(decoded(headers->value, headers->type, ""));
    if (const std::string named = mail::content_info(header).charset; !named.empty()) return named;
  }
  const std::uint32_t locale = number(kMessageLocale);
  return locale == 0 ? std::string() : charset_of_code_page(code_page_of_language(locale));
}

std::string attachment_name(const PropertySet& attachment) {
  for (const std::uint16_t id : {kAttachLongName, kAttachName, kDisplayName}) {
    std::string name = attachment.text(id);
    if (!name.empty()) return name;
  }
  return {};
}

std::string joined(const std::string& prefix, std::string_view name) {
  std::string full = prefix;
  if (!full.empty() && !name.empty()) full += " > ";
  return full + extract::label(name);
}

std::string recipient_line(const PropertySet& recipient) {
  const std::uint32_t type = recipient.number(kRecipientType);
  std::string value = recipient.text(kDisplayName);
  for (const std::uint16_t id : {kSmtpAddress, kEmailAddress}) {
    const std::string address = recipient.text(id);
    if (!address.empty() && value.find(address) == std::string::npos)
      value += (value.empty() ? "<" : " <") + address + ">";
  }
  std::string line;
  add_property(line, type == 2 ? "Cc" : type == 3 ? "Bcc" : "To", value);
  return line;
}

bool hand_over_message(extract::ContainerTask& task, const std::string& prefix,
                       const PropertySet& message, std::string_view recipients) {
  if (!extract::may_go_on(task)) return false;
  std::string headers = readable_properties(message, recipients);
  if (!headers.empty() &&
      !extract::hand_over_text(task, joined(prefix, "headers"), "keyvalue", std::move(headers)))
    return false;
  const Property* body = message.find(kBody);
  if (body != nullptr && body->size > 0 && !hand_over_body(task, prefix, "text", message, *body))
    return false;
  const Property* html = message.find(kHtml);
  if (html != nullptr && html->size > 0 &&
      !hand_over_body(task, body == nullptr ? prefix : joined(prefix, "html"), "html", message,
                      *html))
    return false;
  const Property* rtf = message.find(kRtf);
  if (rtf == nullptr || rtf->size == 0) return true;
  RtfUnpacker plain(open_value(*rtf));
  extract::MeteredStream stream(plain, task.meter, extract::Spend::member);
  return extract::hand_over(task, joined(prefix, "rtf"), std::nullopt, stream);
}

}  // namespace braque::documents::mapi
