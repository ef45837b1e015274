#include "documents/binary_value.hpp"

#include <algorithm>
#include <cstring>

#include "base/printable_runs.hpp"
#include "documents/code_page.hpp"
#include "extract/binary_magic.hpp"
#include "extract/encoding.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kHeadBytes = 64 << 10;

class BytesInMemory final : public extract::Unpacker {
 public:
  BytesInMemory(std::string_view bytes, std::uint64_t consumed)
      : bytes_(bytes), consumed_(consumed) {}
  std::size_t unpack(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), bytes_.size());
    std::memcpy(into.data(), bytes_.data(), count);
    bytes_.remove_prefix(count);
    used_ += count;
    return count;
  }
  std::uint64_t consumed() const override { return consumed_ + used_; }
  extract::Problem problem() const override { return {}; }

 private:
  std::string_view bytes_;
  std::uint64_t consumed_;
  std::uint64_t used_ = 0;
};

}  // namespace

bool looks_like_file(std::string_view bytes) {
  constexpr std::size_t kSmallestFile = 24;
  if (bytes.size() < kSmallestFile) return false;
  const std::string_view head = bytes.substr(0, kHeadBytes);
  return !detect_container(head, "").empty() || !extract::known_binary(head).name.empty();
}

bool is_text(std::string_view bytes) {
  return !extract::detect_encoding(bytes.substr(0, kHeadBytes), bytes.size() <= kHeadBytes)
              .name.empty();
}

void append_binary(std::string& text, std::string_view bytes) {
  const auto encoding =
      extract::detect_encoding(bytes.substr(0, kHeadBytes), bytes.size() <= kHeadBytes);
  if (encoding.name == "ASCII" || encoding.name == "UTF-8") {
    append_utf8(text, bytes.substr(std::min(encoding.mark_bytes, bytes.size())));
    return;
  }
  if (!encoding.name.empty()) {
    text += extract::decode_head(encoding.name,
                                 bytes.substr(std::min(encoding.mark_bytes, bytes.size())));
    return;
  }
  append_printable_runs(text, bytes);
}

bool hand_over_bytes(extract::ContainerTask& task, std::string name, std::string_view bytes,
                     std::uint64_t consumed) {
  BytesInMemory source(bytes, consumed);
  extract::MeteredStream stream(source, task.meter, extract::Spend::member, bytes.size());
  return extract::hand_over(task, std::move(name), bytes.size(), stream);
}

}  // namespace braque::documents
