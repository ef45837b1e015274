// Reads any bytes as one format of documents. Budgets are small, so that a slow input is a finding.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/check.hpp"
#include "model/extractor.hpp"

namespace braque::fuzz {

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

/// Reads every member to its end.
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

inline void read_as(std::string_view format, std::string_view bytes) {
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
}

}  // namespace braque::fuzz
