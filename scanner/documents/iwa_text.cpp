// Parts of iWork documents since 2013: chunks packed with Snappy (its format description, without
// the framing of its own), in them objects: the length of a header, a header in protobuf's encoding
// that gives type and length of each of the object's messages, the messages.
#include <algorithm>
#include <array>
#include <vector>

#include "documents/fields.hpp"
#include "documents/iwork_text.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kChunkBytesMax = 16 << 20;
constexpr std::size_t kObjectBytesMax = 16 << 20;

/// A number of seven bits a byte, least significant first; false when the bytes end before it does.
bool varint(std::string_view bytes, std::size_t& at, std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && at < bytes.size(); shift += 7) {
    const std::uint8_t byte = u8(bytes, at++);
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

/// A back reference may overlap what it makes.
bool copy_back(std::string& out, std::size_t begin, std::size_t offset, std::size_t length) {
  if (offset == 0 || offset > out.size() - begin) return false;
  for (; length > 0; --length) out += out[out.size() - offset];
  return true;
}

/// Appends a chunk's content. False when it is damaged; what came before stands.
bool unpack_snappy(std::string_view packed, std::string& out) {
  std::size_t at = 0;
  std::uint64_t size = 0;
  if (!varint(packed, at, size) || size > kChunkBytesMax) return false;
  const std::size_t begin = out.size();
  while (at < packed.size()) {
    if (out.size() - begin > size) return false;
    const std::uint8_t tag = u8(packed, at++);
    std::size_t length = (tag >> 2) + 1U;
    if ((tag & 3) == 0) {
      if (length > 60) {
        const std::size_t width = length - 60;
        length = 1;
        for (std::size_t i = 0; i < width; ++i)
          length += std::size_t{u8(packed, at + i)} << (8 * i);
        at += width;
      }
      const std::string_view literal = slice(packed, at, length);
      out += literal;
      at += length;
      if (literal.size() < length) return false;
    } else if ((tag & 3) == 1) {
      const std::size_t offset = std::size_t{tag & 0xe0U} << 3 | u8(packed, at);
      ++at;
      if (!copy_back(out, begin, offset, ((tag >> 2) & 7) + 4U)) return false;
    } else {
      const bool wide = (tag & 3) == 3;
      const std::size_t offset = wide ? u32(packed, at) : u16(packed, at);
      at += wide ? 4 : 2;
      if (!copy_back(out, begin, offset, length)) return false;
    }
  }
  return out.size() - begin == size;
}

/// A field of a message in protobuf's encoding.
struct Field {
  std::uint64_t number = 0;
  std::uint64_t value = 0;  ///< of numbers
  std::string_view bytes;   ///< of strings and messages
};

bool next_field(std::string_view message, std::size_t& at, Field& field) {
  std::uint64_t key = 0;
  if (at >= message.size() || !varint(message, at, key)) return false;
  field = {key >> 3, 0, {}};
  switch (key & 7) {
    case 0:
      return varint(message, at, field.value);
    case 1:
      at += 8;
      return at <= message.size();
    case 5:
      at += 4;
      return at <= message.size();
    case 2: {
      std::uint64_t size = 0;
      if (!varint(message, at, size) || size > message.size() - at) return false;
      field.bytes = message.substr(at, static_cast<std::size_t>(size));
      at += static_cast<std::size_t>(size);
      return true;
    }
    default:
      return false;
  }
}

void add_line(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    // U+2028 and U+2029 end lines, U+FFFC stands for objects, 4 and 5 for breaks.
    if (text.substr(i).starts_with("\xe2\x80\xa8") || text.substr(i).starts_with("\xe2\x80\xa9")) {
      out += '\n';
      i += 2;
    } else if (text.substr(i).starts_with("\xef\xbf\xbc")) {
      i += 2;
    } else {
      out += static_cast<unsigned char>(text[i]) < 0x20 && text[i] != '\t' ? '\n' : text[i];
    }
  }
  if (!out.empty() && out.back() != '\n') out += '\n';
}

/// The texts of a message, by its type.
void take_message(std::uint64_t type, std::string_view message, std::string& out) {
  constexpr std::uint64_t kStorage = 2001, kStorageOld = 2005, kComment = 3056, kTable = 6001,
                          kList = 6005;
  std::size_t at = 0;
  for (Field field; next_field(message, at, field);) {
    if ((type == kStorage || type == kStorageOld) && field.number == 3) add_line(field.bytes, out);
    if (type == kComment && field.number == 1) add_line(field.bytes, out);
    if (type == kTable && field.number == 8) add_line(field.bytes, out);
    if (type != kList || field.number != 3) continue;
    // The strings of a table's cells: key, number of references, string.
    std::size_t inner_at = 0;
    for (Field inner; next_field(field.bytes, inner_at, inner);)
      if (inner.number == 3) add_line(inner.bytes, out);
  }
}

struct MessageInfo {
  std::uint64_t type = 0;
  std::uint64_t size = 0;
};

std::vector<MessageInfo> messages_of(std::string_view header) {
  std::vector<MessageInfo> messages;
  std::size_t at = 0;
  for (Field field; next_field(header, at, field);) {
    if (field.number != 2) continue;
    MessageInfo info;
    std::size_t inner_at = 0;
    for (Field inner; next_field(field.bytes, inner_at, inner);) {
      if (inner.number == 1) info.type = inner.value;
      if (inner.number == 3) info.size = inner.value;
    }
    messages.push_back(info);
  }
  return messages;
}

}  // namespace

bool IwaText::fail(const char* note) {
  problem_ = {Reason::corrupt, note};
  return false;
}

bool IwaText::read_exactly(std::span<char> into) {
  std::size_t filled = 0;
  while (filled < into.size()) {
    const std::size_t count = stream_->read(into.subspan(filled));
    if (count == 0) break;
    filled += count;
  }
  if (filled == into.size()) return true;
  const Outcome outcome = stream_->outcome();
  if (outcome.status != Status::complete)
    problem_ = {outcome.reason, outcome.note};
  else if (filled > 0 || into.size() > 4)
    fail("a chunk is cut");
  return false;
}

bool IwaText::next_chunk() {
  std::array<char, 4> head;
  if (!read_exactly(head)) return false;
  const std::string_view bytes(head.data(), head.size());
  const std::size_t size = u32(bytes, 0) >> 8;
  if (bytes[0] != 0 || size > kChunkBytesMax) return fail("a chunk is not one");
  std::string packed(size, '\0');
  if (!read_exactly(packed)) return false;
  return unpack_snappy(packed, bytes_) || fail("a chunk cannot be unpacked");
}

void IwaText::take_objects(std::string& text) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t skipped = std::min(to_skip_, bytes_.size() - at);
    at += skipped;
    to_skip_ -= skipped;
    std::size_t next = at;
    std::uint64_t header_size = 0;
    if (!varint(bytes_, next, header_size) || header_size > bytes_.size() - next) break;
    const std::vector<MessageInfo> messages =
        messages_of(std::string_view(bytes_).substr(next, static_cast<std::size_t>(header_size)));
    next += static_cast<std::size_t>(header_size);
    std::uint64_t total = 0;
    for (const MessageInfo& info : messages)
      total += std::min<std::uint64_t>(info.size, 1ULL << 40);
    if (total > kObjectBytesMax) {
      problem_ = {Reason::budget_memory, "an object is too large"};
      to_skip_ = static_cast<std::size_t>(total);
      at = next;
      continue;
    }
    if (total > bytes_.size() - next) break;
    for (const MessageInfo& info : messages) {
      const auto size = static_cast<std::size_t>(info.size);
      take_message(info.type, std::string_view(bytes_).substr(next, size), text);
      next += size;
    }
    at = next;
  }
  bytes_.erase(0, at);
}

bool IwaText::make(std::string& text) {
  const bool more = next_chunk();
  take_objects(text);
  // A header that claims to be endless.
  if (bytes_.size() > 2 * kObjectBytesMax + kChunkBytesMax) return fail("an object has no end");
  return more;
}

}  // namespace braque::documents
