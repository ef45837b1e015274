// winmail.dat ([MS-OXTNEF]): attributes one after the other, some of them lists of properties.
#include <algorithm>
#include <array>

#include "documents/charset.hpp"
#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/mapi_message.hpp"
#include "documents/range_bytes.hpp"
#include "documents/readers.hpp"
#include "extract/byte_input.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using mapi::Property;
using mapi::PropertySet;

// 2.1.3.3: attributes, by id.
constexpr std::uint32_t kSubject = 0x00018004, kBody = 0x0002800c, kProperties = 0x00069003,
                        kRecipients = 0x00069004, kAttachment = 0x00069005, kBegin = 0x00069002,
                        kData = 0x0006800f, kTitle = 0x00018010, kCodePage = 0x00069007;
constexpr std::size_t kAttributeHeaderBytes = 9;
constexpr std::uint32_t kValuesMax = 100'000;

/// Walks over numbers and values; beyond its end everything is zero.
class Cursor {
 public:
  Cursor(const ContainerTask& task, std::uint64_t at, std::uint64_t end)
      : task_(task), at_(at), end_(std::min(end, task.input.size())) {}

  std::string bytes(std::uint64_t count) {
    std::string value(static_cast<std::size_t>(std::min(count, left())), '\0');
    std::optional<ReadFailure> failure;
    value.resize(task_.input.read_at(at_, value, failure));
    skip(count);
    return value;
  }
  std::uint32_t number() { return u32(bytes(4), 0); }
  void skip(std::uint64_t count) { at_ += std::min(count, left()); }
  std::uint64_t at() const { return at_; }
  std::uint64_t left() const { return at_ < end_ ? end_ - at_ : 0; }

 private:
  const ContainerTask& task_;
  std::uint64_t at_, end_;
};

class TnefReader {
 public:
  explicit TnefReader(ContainerTask& task) : task_(task) {}

  void read() {
    // 2.1.3.1: signature and key, then the attributes.
    Cursor cursor(task_, 6, task_.input.size());
    while (cursor.left() >= kAttributeHeaderBytes) {
      if (task_.meter.out_of_time()) break;
      cursor.skip(1);
      const std::uint32_t id = cursor.number();
      const std::uint32_t size = cursor.number();
      if (size > cursor.left()) {
        task_.tally.add(extract::Problem{Reason::corrupt, "an attribute is cut off"});
        attribute(id, cursor.at(), cursor.left());
        break;
      }
      if (!attribute(id, cursor.at(), size)) return;
      cursor.skip(std::uint64_t{size} + 2);  // and its checksum
    }
    if (finish_message()) finish_attachment();
    task_.bytes_done = cursor.at();
  }

 private:
  bool attribute(std::uint32_t id, std::uint64_t at, std::uint64_t size) {
    switch (id) {
      case kCodePage:
        message_.set_charset(charset_of_code_page(Cursor(task_, at, at + size).number()));
        return true;
      case kSubject:
        add(message_, mapi::kSubject, mapi::kString8, "", at, size);
        return true;
      case kBody:
        add(message_, mapi::kBody, mapi::kString8, "", at, size);
        return true;
      case kProperties: {
        Cursor cursor(task_, at, at + size);
        read_properties(cursor, message_);
        return true;
      }
      case kRecipients: {
        Cursor cursor(task_, at, at + size);
        const std::uint32_t count = cursor.number();
        for (std::uint32_t i = 0; i < count && i < kValuesMax && cursor.left() > 0; ++i) {
          PropertySet recipient;
          recipient.set_charset(message_.charset());
          read_properties(cursor, recipient);
          recipients_ += mapi::recipient_line(recipient);
        }
        return true;
      }
      case kBegin:  // attributes of the message come before those of the first attachment
        return finish_message() && finish_attachment();
      case kTitle:
        add(attachment_, 0x3704, mapi::kString8, "", at, size);
        return true;
      case kData:
        data_ = {at, size};
        return true;
      case kAttachment: {
        Cursor cursor(task_, at, at + size);
        attachment_.set_charset(message_.charset());
        read_properties(cursor, attachment_);
        return true;
      }
      default:
        return true;
    }
  }

  void add(PropertySet& set, std::uint16_t id, std::uint16_t type, std::string label,
           std::uint64_t at, std::uint64_t size) {
    Property property{id, type, std::move(label), size};
    if (type == mapi::kTime || type == mapi::kInteger32)
      property.value = Cursor(task_, at, at + size).bytes(8);
    else
      property.open = [this, at, size] { return std::make_unique<RangeBytes>(task_, at, size); };
    set.add(std::move(property));
  }

  /// 2.1.3.5.3: the name of a property with an id from 0x8000 on.
  std::string read_name(Cursor& cursor) {
    cursor.skip(16);
    if (cursor.number() == 0) return std::string(mapi::label_of(cursor.number(), true));
    const std::uint32_t size = cursor.number();
    std::string name;
    append_utf16(name, cursor.bytes(std::min(size, 1024U)));
    if (size > 1024) cursor.skip(size - 1024);
    cursor.skip((4 - size % 4) % 4);
    while (!name.empty() && name.back() == '\0') name.pop_back();
    return name;
  }

  /// 2.1.3.5: how many properties, and each with its values.
  void read_properties(Cursor& cursor, PropertySet& set) {
    const std::uint32_t count = cursor.number();
    for (std::uint32_t i = 0; i < count && i < kValuesMax && cursor.left() >= 8; ++i) {
      const std::uint32_t tag = cursor.number();
      const auto id = static_cast<std::uint16_t>(tag >> 16);
      const auto full_type = static_cast<std::uint16_t>(tag);
      const auto type = static_cast<std::uint16_t>(full_type & ~mapi::kMultiple);
      const bool many = (full_type & mapi::kMultiple) != 0;
      std::string label = id >= 0x8000 ? read_name(cursor) : std::string();
      const std::uint64_t fixed = fixed_bytes(type);
      if (fixed > 0 && !many) {
        add(set, id, type, std::move(label), cursor.at(), fixed);
        cursor.skip(fixed);
        continue;
      }
      const std::uint32_t values = cursor.number();
      if (fixed > 0) {
        cursor.skip(values * fixed);
        continue;
      }
      for (std::uint32_t value = 0; value < values && cursor.left() >= 4; ++value) {
        const std::uint32_t size = cursor.number();
        add(set, id, type, label, cursor.at(), std::min<std::uint64_t>(size, cursor.left()));
        cursor.skip(std::uint64_t{size} + (4 - size % 4) % 4);
      }
    }
  }

  /// The padded size of a value of a fixed size, 0 for the others.
  static std::uint64_t fixed_bytes(std::uint16_t type) {
    switch (type) {
      case mapi::kString8:
      case mapi::kString:
      case mapi::kBinary:
      case mapi::kObject:
        return 0;
      case 0x0005:
      case 0x0006:
      case 0x0007:
      case 0x0014:
      case mapi::kTime:
        return 8;
      case 0x0048:
        return 16;
      default:
        return 4;
    }
  }

  bool finish_message() {
    if (message_done_) return true;
    message_done_ = true;
    message_.set_charset(message_.charset());
    return mapi::hand_over_message(task_, "", message_, recipients_);
  }

  bool finish_attachment() {
    const PropertySet attachment = std::exchange(attachment_, {});
    Value data = std::exchange(data_, {});
    std::string name = mapi::attachment_name(attachment);
    const Property* object = attachment.find(mapi::kAttachData);
    if (object != nullptr && !object->open) object = nullptr;
    if (data.size == 0 && name.empty() && object == nullptr) return true;
    if (!extract::may_go_on(task_)) return false;
    if (name.empty()) name = "attachment " + std::to_string(++attachments_);
    if (object == nullptr && data.size == 0) return true;
    // The properties may hold the same bytes; a message is there only.
    const bool message = object != nullptr && object->type == mapi::kObject;
    std::unique_ptr<extract::Unpacker> bytes =
        data.size > 0 && !message ? std::make_unique<RangeBytes>(task_, data.at, data.size)
                                  : object->open();
    if (message) {
      std::array<char, 16> interface_id;  // 2.1.3.5.1.2: before the bytes of an object
      bytes->unpack(interface_id);
    }
    extract::MeteredStream stream(*bytes, task_.meter, extract::Spend::member);
    return extract::hand_over(task_, mapi::joined("", name), std::nullopt, stream);
  }

  struct Value {
    std::uint64_t at = 0, size = 0;
  };

  ContainerTask& task_;
  PropertySet message_, attachment_;
  std::string recipients_;
  Value data_;
  bool message_done_ = false;
  unsigned attachments_ = 0;
};

}  // namespace

void read_tnef(ContainerTask& task) { TnefReader(task).read(); }

}  // namespace braque::documents
