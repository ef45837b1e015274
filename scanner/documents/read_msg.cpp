// Outlook's .msg and .oft files ([MS-OXMSG]): a compound file with a storage for each recipient and
// attachment, and a stream for each long property.
#include <charconv>
#include <unordered_map>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/mail_header.hpp"
#include "documents/mapi_message.hpp"
#include "documents/msg.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using mapi::Property;
using mapi::PropertySet;

// [MS-OXMSG] 2.1.3, 2.2: names of streams and storages.
constexpr std::string_view kValuePrefix = "__substg1.0_", kFixed = "__properties_version1.0",
                           kRecipient = "__recip_version1.0_", kAttachment = "__attach_version1.0_",
                           kNames = "__nameid_version1.0";
// 2.4: headers of the property stream, by the kind of storage.
constexpr std::size_t kTopHeaderBytes = 32, kEmbeddedHeaderBytes = 24, kOtherHeaderBytes = 8;
constexpr std::uint64_t kFixedBytesMax = 1 << 20;
constexpr std::uint64_t kMultipleBytesMax = 64 << 10;

/// What lies directly below a storage.
struct Storage {
  std::vector<const Ole2Entry*> streams, storages;
};

std::string_view last_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Opens a stream; the compound file outlives what reads it.
mapi::Opener opener(const Ole2File& file, const Ole2Entry& entry) {
  return [&file, &entry] { return std::make_unique<Ole2Stream>(file, entry); };
}

bool parse_tag(std::string_view digits, std::uint32_t& tag) {
  if (digits.size() < 8) return false;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + 8, tag, 16);
  return error == std::errc() && end == digits.data() + 8;
}

class MsgReader {
 public:
  MsgReader(ContainerTask& task, const Ole2File& file) : task_(task), file_(file) {
    for (const Ole2Entry& entry : file.entries()) {
      const std::size_t slash = entry.path.rfind('/');
      Storage& parent = storages_[slash == std::string::npos ? "" : entry.path.substr(0, slash)];
      (entry.storage ? parent.storages : parent.streams).push_back(&entry);
    }
    read_names();
  }

  /// Messages inside of messages wait in a list, so that nothing recurses.
  void read() {
    open_.push_back({"", "", 0});
    while (!open_.empty()) {
      const Open next = std::move(open_.back());
      open_.pop_back();
      if (!read_message(next)) return;
    }
  }

 private:
  struct Open {
    std::string path;    ///< of the message's storage
    std::string prefix;  ///< of the names of its parts
    std::uint32_t depth;
  };

  /// 2.2.3.1: what the ids from 0x8000 on mean.
  void read_names() {
    const auto stream = [&](std::string_view name) {
      const Ole2Entry* entry = file_.find(std::string(kNames) + "/" + std::string(name));
      return entry == nullptr ? std::string() : file_.read(*entry, kFixedBytesMax);
    };
    const std::string entries = stream("__substg1.0_00030102");
    const std::string strings = stream("__substg1.0_00040102");
    for (std::size_t at = 0; at + 8 <= entries.size() && names_.size() < 0x7fff; at += 8) {
      const std::uint32_t value = u32(entries, at);
      const std::uint16_t kind = u16(entries, at + 4);
      std::string label;
      if ((kind & 1) != 0)
        append_utf16(label, slice(strings, std::size_t{value} + 4, u32(strings, value)));
      else
        label = mapi::label_of(value, true);
      names_.push_back(std::move(label));
    }
  }

  std::string label(std::uint16_t id) const {
    return id >= 0x8000 && id - 0x8000U < names_.size() ? names_[id - 0x8000U] : std::string();
  }

  void add_fixed(PropertySet& set, std::string_view bytes, std::size_t header) const {
    for (std::size_t at = header; at + 16 <= bytes.size(); at += 16) {
      Property property;
      property.type = u16(bytes, at);
      property.id = u16(bytes, at + 2);
      if (property.type != mapi::kTime && property.type != mapi::kInteger32) continue;
      property.value = bytes.substr(at + 8, 8);
      property.label = label(property.id);
      property.size = 8;
      set.add(std::move(property));
    }
  }

  /// 2.1.4.2: the values of a property of many strings are streams of their own, numbered.
  static bool is_of_many(std::string_view name) {
    return name.size() > kValuePrefix.size() + 8 && name[kValuePrefix.size() + 8] == '-';
  }

  void add_one_of_many(PropertySet& set, std::vector<Property>& many, const Ole2Entry& entry,
                       std::uint32_t tag) const {
    const auto id = static_cast<std::uint16_t>(tag >> 16);
    const auto type = static_cast<std::uint16_t>(tag & 0x0fff);
    if (type != mapi::kString && type != mapi::kString8) return;
    if (many.empty() || many.back().id != id)
      many.push_back({id, static_cast<std::uint16_t>(type | mapi::kMultiple), label(id)});
    std::string& value = many.back().value;
    if (value.size() > kMultipleBytesMax) return;
    Property one{id, type};
    one.value = file_.read(entry, kMultipleBytesMax);
    const std::string text = set.text(one);
    if (!value.empty()) value += "; ";
    value += text;
  }

  PropertySet properties(const std::string& path, std::size_t header,
                         const std::string& charset) const {
    PropertySet set;
    const auto found = storages_.find(path);
    if (found == storages_.end()) return set;
    for (const Ole2Entry* entry : found->second.streams)
      if (last_name(entry->path) == kFixed)
        add_fixed(set, file_.read(*entry, kFixedBytesMax), header);
    set.set_charset(charset);
    std::vector<Property> many;
    for (const Ole2Entry* entry : found->second.streams) {
      const std::string_view name = last_name(entry->path);
      std::uint32_t tag = 0;
      if (!name.starts_with(kValuePrefix) || !parse_tag(name.substr(kValuePrefix.size()), tag))
        continue;
      if (is_of_many(name)) {
        add_one_of_many(set, many, *entry, tag);
        continue;
      }
      Property property;
      property.id = static_cast<std::uint16_t>(tag >> 16);
      property.type = static_cast<std::uint16_t>(tag);
      if ((property.type & mapi::kMultiple) != 0) continue;
      property.label = label(property.id);
      property.size = entry->size;
      property.open = opener(file_, *entry);
      set.add(std::move(property));
    }
    for (Property& property : many) set.add(std::move(property));
    if (charset.empty()) set.set_charset(set.charset());
    return set;
  }

  bool read_message(const Open& open) {
    const PropertySet message =
        properties(open.path, open.path.empty() ? kTopHeaderBytes : kEmbeddedHeaderBytes, "");
    const std::string charset = message.charset();
    std::string recipients;
    std::vector<const Ole2Entry*> attachments;
    for (const Ole2Entry* entry : storages_[open.path].storages) {
      const std::string_view name = last_name(entry->path);
      if (name.starts_with(kAttachment)) attachments.push_back(entry);
      if (name.starts_with(kRecipient) &&
          recipients.size() < task_.meter.budget.mail_header_bytes_max)
        recipients += mapi::recipient_line(properties(entry->path, kOtherHeaderBytes, charset));
    }
    std::string prefix = open.prefix;
    if (!open.path.empty()) {
      const std::string subject = mail::quoted_subject(message.text(mapi::kSubject));
      prefix = mapi::joined(prefix, subject.empty() ? "message" : subject);
    }
    if (!mapi::hand_over_message(task_, prefix, message, recipients)) return false;
    std::size_t number = 0;
    for (const Ole2Entry* entry : attachments)
      if (!read_attachment(*entry, prefix, ++number, open.depth, charset)) return false;
    return true;
  }

  bool read_attachment(const Ole2Entry& entry, const std::string& prefix, std::size_t number,
                       std::uint32_t depth, const std::string& charset) {
    if (!extract::may_go_on(task_)) return false;
    const PropertySet set = properties(entry.path, kOtherHeaderBytes, charset);
    std::string name = mapi::attachment_name(set);
    if (name.empty()) name = "attachment " + std::to_string(number);
    for (const Ole2Entry* below : storages_[entry.path].storages) {
      // 2.2.2.2: a message as an attachment, or an object of another program.
      if (!last_name(below->path).starts_with("__substg1.0_3701000D")) continue;
      const auto& streams = storages_[below->path].streams;
      const bool message = std::any_of(streams.begin(), streams.end(), [](const Ole2Entry* one) {
        return last_name(one->path) == kFixed;
      });
      if (message && depth < task_.meter.budget.mail_nesting_max) {
        open_.push_back({below->path, prefix, depth + 1});
        continue;
      }
      if (message)
        task_.tally.add(extract::Problem{Reason::budget_depth, "messages nested too deeply"});
      for (const Ole2Entry* stream : streams) {
        if (!extract::may_go_on(task_) || !hand_over(*stream, mapi::joined(prefix, name)))
          return false;
      }
    }
    for (const Ole2Entry* stream : storages_[entry.path].streams)
      if (last_name(stream->path) == "__substg1.0_37010102")
        return hand_over(*stream, mapi::joined(prefix, name));
    return true;
  }

  bool hand_over(const Ole2Entry& entry, std::string name) {
    Ole2Stream bytes(file_, entry);
    extract::MeteredStream metered(bytes, task_.meter, extract::Spend::member, entry.size);
    return extract::hand_over(task_, std::move(name), entry.size, metered);
  }

  ContainerTask& task_;
  const Ole2File& file_;
  std::unordered_map<std::string, Storage> storages_;
  std::vector<std::string> names_;
  std::vector<Open> open_;
};

}  // namespace

void read_msg(ContainerTask& task, const Ole2File& file) { MsgReader(task, file).read(); }

}  // namespace braque::documents
