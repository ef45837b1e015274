// Takes any bytes apart as the container they look like, and, where the first byte says so, as one
// they do not look like. Budgets are small, so that a slow input is a finding.
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "model/extractor.hpp"

namespace {

using namespace braque;

class View : public RandomAccess {
 public:
  explicit View(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>&) const override {
    if (offset >= bytes_.size()) return 0;
    const std::size_t count =
        std::min(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), bytes_.data() + offset, count);
    return count;
  }

 private:
  std::string_view bytes_;
};

class Reader : public MemberSink {
 public:
  bool member(Member& member) override {
    if (member.bytes == nullptr) return true;
    std::array<char, 4096> buffer;
    std::uint64_t total = 0;
    while (const std::size_t count = member.bytes->read(buffer)) total += count;
    const Outcome outcome = member.bytes->outcome();
    BRAQUE_CHECK(outcome.bytes_done == total);
    BRAQUE_CHECK((outcome.status == Status::complete) == (outcome.reason == Reason::none));
    return true;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::array<std::string_view, 17> kFormats = {
      "zip", "tar", "7z", "rar",  "rar5", "cab", "lha", "ar",     "cpio",
      "gz",  "bz2", "xz", "lzma", "zst",  "lz4", "Z",   "iso9660"};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string_view format =
      detect_container(bytes.substr(0, 65'536), data[0] == 'n' ? "a.lzma" : "");
  if (data[0] < kFormats.size()) format = kFormats[data[0]];
  if (format.empty()) return 0;
  Budget budget;
  budget.entries_max = 100;
  budget.output_bytes_max = 8 << 20;
  budget.entry_bytes_max = 4 << 20;
  budget.decoder_window_bytes_max = 16 << 20;
  ContainerSpending spending;
  spending.depth = 1;
  Reader reader;
  const View view(bytes);
  const Outcome outcome = read_container(format, view, "fuzz", budget, spending, reader);
  BRAQUE_CHECK(spending.entries <= budget.entries_max);
  BRAQUE_CHECK(spending.output_bytes <= budget.output_bytes_max + 65'536);
  BRAQUE_CHECK((outcome.status == Status::complete) == (outcome.reason == Reason::none));
  return 0;
}
