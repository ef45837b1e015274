#include "documents/rtf_objects.hpp"

#include <algorithm>
#include <cstring>

#include "documents/fields.hpp"
#include "extract/byte_input.hpp"
#include "extract/member_name.hpp"

namespace braque::documents {
namespace {

using Kind = RtfToken::Kind;

constexpr std::size_t kHeadBytes = 16U << 10;

/// The bytes that hexadecimal digits stand for, up to the end of the group; groups inside are
/// properties.
class HexadecimalBytes final : public extract::Unpacker {
 public:
  HexadecimalBytes(const extract::ContainerTask& task, std::uint64_t offset)
      : input_(task.input, offset, task.input.size(), task.meter), tokens_(input_) {}

  std::size_t unpack(std::span<char> into) override {
    std::size_t filled = 0;
    while (filled < into.size() && !ended_) {
      if (token_.kind == Kind::text && !token_.text.empty())
        filled += digits(into.subspan(filled));
      else if (token_.kind == Kind::binary && depth_ == 0)
        filled += binary(into.subspan(filled));
      else
        step();
    }
    return filled;
  }
  std::uint64_t consumed() const override { return tokens_.position(); }
  extract::Problem problem() const override { return tokens_.problem(); }

 private:
  void step() {
    token_ = tokens_.next();
    if (token_.kind == Kind::open) ++depth_;
    if (token_.kind == Kind::close && depth_-- == 0) ended_ = true;
    if (token_.kind == Kind::end) ended_ = true;
    if (depth_ > 0) token_.text = {};
  }

  std::size_t digits(std::span<char> into) {
    std::size_t filled = 0;
    while (!token_.text.empty() && filled < into.size()) {
      const int digit = hexadecimal_digit(static_cast<unsigned char>(token_.text.front()));
      token_.text.remove_prefix(1);
      if (digit < 0) continue;
      if (high_ < 0) {
        high_ = digit;
      } else {
        into[filled++] = static_cast<char>(high_ * 16 + digit);
        high_ = -1;
      }
    }
    return filled;
  }

  std::size_t binary(std::span<char> into) {
    const std::size_t count = tokens_.take_binary(into);
    if (count == 0) step();
    return count;
  }

  extract::RangeInput input_;
  RtfTokens tokens_;
  RtfToken token_;
  std::int64_t depth_ = 0;
  int high_ = -1;
  bool ended_ = false;
};

/// What was read to look at it, then the rest; `left` bytes in all.
class AfterHead final : public extract::Unpacker {
 public:
  AfterHead(std::string_view head, extract::Unpacker& rest, std::uint64_t left)
      : head_(head), rest_(rest), left_(left) {}

  std::size_t unpack(std::span<char> into) override {
    into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left_)));
    std::size_t count = std::min(into.size(), head_.size());
    if (count > 0) std::memcpy(into.data(), head_.data(), count);
    head_.remove_prefix(count);
    if (count == 0 && !into.empty()) count = rest_.unpack(into);
    left_ -= count;
    return count;
  }
  std::uint64_t consumed() const override { return rest_.consumed(); }
  extract::Problem problem() const override { return rest_.problem(); }

 private:
  std::string_view head_;
  extract::Unpacker& rest_;
  std::uint64_t left_;
};

/// What an object is called and where its own bytes lie.
struct ObjectPlace {
  std::string name;
  std::uint64_t begin = 0;
  std::uint64_t size = ~std::uint64_t{0};
};

/// The string of a length and a NUL at its end, at `at`, which moves behind it.
std::string_view counted_string(std::string_view bytes, std::size_t& at) {
  const std::uint32_t length = u32(bytes, at);
  at += 4;
  const auto text = slice(bytes, at, length);
  at += std::min<std::size_t>(length, bytes.size());
  return text.substr(0, text.find('\0'));
}

std::string_view ended_string(std::string_view bytes, std::size_t& at) {
  const auto text = slice(bytes, at, bytes.size());
  const auto end = std::min(text.find('\0'), text.size());
  at += end + 1;
  return text.substr(0, end);
}

/// The packager's own header: label, file name, its path, size (undocumented, as in
/// "\1Ole10Native").
void look_into_package(std::string_view head, ObjectPlace& place) {
  auto at = static_cast<std::size_t>(place.begin) + 2;
  const auto label = ended_string(head, at);
  ended_string(head, at);
  at += 4;
  counted_string(head, at);
  const std::uint32_t size = u32(head, at);
  if (at + 4 > head.size() || size == 0) return;
  place.begin = at + 4;
  place.size = size;
  place.name = extract::label(label);
}

/// MS-OLEDS 2.2.4 and 2.2.5: version, kind (2: embedded), class, topic, item, size.
ObjectPlace object_place(std::string_view head) {
  constexpr std::uint32_t kEmbedded = 2;
  constexpr std::size_t kNameBytesMax = 512;
  ObjectPlace place;
  if (u32(head, 4) != kEmbedded || u32(head, 8) > kNameBytesMax) return place;
  std::size_t at = 8;
  const auto kind = counted_string(head, at);
  counted_string(head, at);
  counted_string(head, at);
  if (at + 4 > head.size()) return place;
  place.size = u32(head, at);
  place.begin = at + 4;
  place.name = extract::label(kind);
  if (kind == "Package") look_into_package(head, place);
  return place;
}

}  // namespace

bool hand_over_rtf_object(extract::ContainerTask& task, const RtfObject& object,
                          std::size_t number) {
  HexadecimalBytes bytes(task, object.offset);
  std::string head(kHeadBytes, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const std::size_t count = bytes.unpack(std::span(head).subspan(filled));
    if (count == 0) break;
    filled += count;
  }
  head.resize(filled);
  if (head.empty()) return true;
  const ObjectPlace place = object.picture ? ObjectPlace() : object_place(head);
  std::string name = (object.picture ? "picture " : "object ") + std::to_string(number);
  if (!place.name.empty()) name += " (" + place.name + ")";
  AfterHead rest(slice(head, static_cast<std::size_t>(place.begin), head.size()), bytes,
                 place.size);
  extract::MeteredStream stream(rest, task.meter, extract::Spend::member);
  return extract::hand_over(task, std::move(name), std::nullopt, stream);
}

}  // namespace braque::documents
