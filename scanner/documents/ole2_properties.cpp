// Property sets ([MS-OLEPS]): the summary, what Office adds to it, and what users add.
#include <algorithm>
#include <array>
#include <map>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/ole2_part.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kStreamBytesMax = 4 << 20;
constexpr std::uint32_t kPropertiesMax = 10'000;
constexpr std::size_t kValueDepthMax = 4;  ///< vectors of variants of vectors

using Names = std::map<std::uint32_t, std::string>;

// [MS-OLEPS] 3.1.2 and [MS-OSHARED] 2.3.3.2.1.1 and 2.3.3.2.2.1; counts and times of no interest
// are left out.
const Names& summary_names() {
  static const Names kNames = {
      {2, "Title"},       {3, "Subject"},  {4, "Author"},           {5, "Keywords"},
      {6, "Description"}, {7, "Template"}, {8, "Last modified by"}, {18, "Application"}};
  return kNames;
}

const Names& document_names() {
  static const Names kNames = {
      {2, "Category"}, {13, "Contents"}, {14, "Manager"}, {15, "Company"}, {27, "Status"}};
  return kNames;
}

// 2.2: types of values.
enum Type : std::uint16_t {
  kInt16 = 0x02,
  kInt32 = 0x03,
  kDouble = 0x05,
  kBool = 0x0b,
  kVariant = 0x0c,
  kUint32 = 0x13,
  kInt64 = 0x14,
  kText = 0x1e,
  kWideText = 0x1f,
  kFileTime = 0x40,
  kBlob = 0x41,
  kVector = 0x1000,
};

/// One value: what it says as text, and how many bytes it takes up (0: unknown, so read no
/// further).
class ValueReader {
 public:
  explicit ValueReader(const CodePage& page, bool wide) : page_(page), wide_(wide) {}

  std::size_t typed(std::string_view bytes, std::string& text, std::size_t depth = 0) const {
    const std::uint16_t type = u16(bytes, 0);
    bytes = slice(bytes, 4, bytes.size());
    if (depth > kValueDepthMax) return 0;
    const std::size_t used =
        (type & kVector) != 0 ? vector(type & 0xfff, bytes, text, depth) : value(type, bytes, text);
    return used == 0 ? 0 : 4 + used;
  }

  /// A string of `size` bytes (characters for wide ones), which a zero may end earlier.
  void string(std::string_view bytes, std::string& text) const {
    if (wide_) return wide(bytes, text);
    page_.append(text, bytes.substr(0, bytes.find('\0')));
  }

  static void wide(std::string_view bytes, std::string& text) {
    std::size_t end = 0;
    while (end + 1 < bytes.size() && u16(bytes, end) != 0) end += 2;
    append_utf16(text, bytes.substr(0, end));
  }

 private:
  static std::size_t padded(std::size_t size) { return (size + 3) & ~std::size_t{3}; }

  std::size_t value(std::uint16_t type, std::string_view bytes, std::string& text) const {
    const std::uint32_t size = u32(bytes, 0);
    switch (type) {
      case kText:
        string(slice(bytes, 4, size), text);
        return 4 + padded(size);
      case kWideText:
        wide(slice(bytes, 4, std::size_t{size} * 2), text);
        return 4 + padded(std::size_t{size} * 2);
      case kBlob:
        links(slice(bytes, 4, size), text);
        return 4 + padded(size);
      case kInt16:
        text += std::to_string(static_cast<std::int16_t>(u16(bytes, 0)));
        return 4;
      case kInt32:
        text += std::to_string(static_cast<std::int32_t>(size));
        return 4;
      case kUint32:
        text += std::to_string(size);
        return 4;
      case kBool:
        text += u16(bytes, 0) != 0 ? "true" : "false";
        return 4;
      case kInt64:
        text += std::to_string(static_cast<std::int64_t>(u64(bytes, 0)));
        return 8;
      case kDouble:
      case kFileTime:
        return 8;
      default:
        return 0;
    }
  }

  std::size_t vector(unsigned type, std::string_view bytes, std::string& text,
                     std::size_t depth) const {
    const std::uint32_t count = u32(bytes, 0);
    std::size_t at = 4;
    for (std::uint32_t i = 0; i < count && at < bytes.size(); ++i) {
      if (i > 0) text += "; ";
      const std::string_view rest = bytes.substr(at);
      std::size_t used = type == kVariant ? typed(rest, text, depth + 1)
                                          : value(static_cast<std::uint16_t>(type), rest, text);
      if (used == 0) return 0;
      // What writes vectors of strings does not fill them up to four bytes, against the
      // specification.
      if (type == kText) used = 4 + std::size_t{u32(rest, 0)};
      at += used;
    }
    return at;
  }

  /// [MS-OSHARED] 2.3.3.1.21: the hyperlinks of a document are variants in a blob.
  void links(std::string_view blob, std::string& text) const {
    const std::uint32_t count = u32(blob, 0);
    std::size_t at = 4;
    for (std::uint32_t i = 0; i < count && at < blob.size(); ++i) {
      std::string item;
      const bool is_text = u16(blob, at) == kWideText;
      const std::size_t used = typed(blob.substr(at), item, kValueDepthMax);
      if (used == 0) return;
      if (is_text && !item.empty()) text += item + ' ';
      at += used;
    }
  }

  const CodePage& page_;
  bool wide_;
};

/// 2.17: names that users gave.
Names read_dictionary(std::string_view bytes, const ValueReader& values, bool wide) {
  Names names;
  const std::uint32_t count = std::min(u32(bytes, 0), kPropertiesMax);
  std::size_t at = 4;
  for (std::uint32_t i = 0; i < count && at + 8 <= bytes.size(); ++i) {
    const std::uint32_t id = u32(bytes, at);
    std::size_t size = u32(bytes, at + 4);
    if (wide) size = (size * 2 + 3) & ~std::size_t{3};
    if (size > bytes.size()) break;
    values.string(slice(bytes, at + 8, size), names[id]);
    at += 8 + size;
  }
  return names;
}

void add_line(std::string& text, std::string_view name, std::string value) {
  std::replace_if(
      value.begin(), value.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  if (value.find_first_not_of(' ') == std::string::npos) return;
  text += name;
  text += ": ";
  text += value;
  text += '\n';
}

/// 2.20: one set, whose offsets count from its beginning.
void read_set(std::string_view set, const Names* known, std::string& text) {
  const std::uint32_t count = std::min(u32(set, 4), kPropertiesMax);
  unsigned page_number = 1252;
  const auto entry = [&](std::uint32_t i) { return 8 + std::size_t{i} * 8; };
  for (std::uint32_t i = 0; i < count; ++i)
    if (u32(set, entry(i)) == 1) page_number = u16(set, u32(set, entry(i) + 4) + std::size_t{4});
  const CodePage page(page_number);
  const ValueReader values(page, page_number == 1200);
  Names own;
  if (known == nullptr) {
    for (std::uint32_t i = 0; i < count; ++i)
      if (u32(set, entry(i)) == 0)
        own = read_dictionary(slice(set, u32(set, entry(i) + 4), set.size()), values,
                              page_number == 1200);
    known = &own;
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto name = known->find(u32(set, entry(i)));
    if (u32(set, entry(i)) < 2 || name == known->end()) continue;
    if (name->second == "_PID_GUID") continue;
    std::string value;
    values.typed(slice(set, u32(set, entry(i) + 4), set.size()), value);
    add_line(text, name->second == "_PID_HLINKS" ? "Links" : name->second, std::move(value));
  }
}

/// 2.21: a stream of one set, or two.
void read_stream(const Ole2Part& part, std::string_view name, const Names& known,
                 std::string& text) {
  const Ole2Entry* entry = part.find(name);
  if (entry == nullptr) return;
  const std::string stream = part.file.read(*entry, kStreamBytesMax);
  constexpr std::size_t kHeaderBytes = 28, kSetEntryBytes = 20;
  if (u16(stream, 0) != 0xfffe) return;
  const std::uint32_t sets = std::min<std::uint32_t>(u32(stream, 24), 2);
  for (std::uint32_t i = 0; i < sets; ++i) {
    const std::uint32_t offset = u32(stream, kHeaderBytes + i * kSetEntryBytes + 16);
    read_set(slice(stream, offset, stream.size()), i == 0 ? &known : nullptr, text);
  }
}

}  // namespace

bool hand_over_properties(extract::ContainerTask& task, const Ole2Part& part, std::string text) {
  read_stream(part, "\5SummaryInformation", summary_names(), text);
  read_stream(part, "\5DocumentSummaryInformation", document_names(), text);
  if (text.empty()) return true;
  return extract::may_go_on(task) &&
         hand_over_text(task, part.label("properties"), "keyvalue", std::move(text));
}

}  // namespace braque::documents
