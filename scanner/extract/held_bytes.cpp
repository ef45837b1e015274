// Members that must be sought (a zip in a zip, a 7z) are held in memory while that is small, and in
// an encrypted unnamed file above that.
#include <algorithm>
#include <atomic>
#include <cstring>
#include <vector>

#include "model/extractor.hpp"
#include "privacy/sealed_file.hpp"

namespace braque {
namespace {

constexpr std::size_t kChunkBytes = 256 << 10;

/// Held in memory by all threads together: nested containers could otherwise hold the limit once
/// per level and thread.
std::atomic<std::uint64_t> memory_held{0};

class HeldBytes : public RandomAccess {
 public:
  explicit HeldBytes(const Budget& budget)
      : memory_max_(budget.memory_file_bytes_max), file_(budget.temporary_bytes_max) {}
  HeldBytes(const HeldBytes&) = delete;
  HeldBytes& operator=(const HeldBytes&) = delete;
  ~HeldBytes() override { drop_memory(); }

  Result<void> append(std::span<const char> bytes) {
    if (in_memory_ && memory_held.fetch_add(bytes.size()) + bytes.size() <= memory_max_) {
      append_to_memory(bytes);
      return {};
    }
    if (in_memory_) {
      memory_held -= bytes.size();
      if (auto moved = move_to_file(); !moved) return moved;
    }
    auto written = file_.append(bytes);
    if (written) size_ += bytes.size();
    return written;
  }

  std::uint64_t size() const override { return size_; }

  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>& failure) const override {
    if (offset >= size_) return 0;
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset));
    if (in_memory_) {
      read_memory(static_cast<std::size_t>(offset), into.first(wanted));
      return wanted;
    }
    auto read = file_.read_at(offset, into.first(wanted));
    if (read) return *read;
    failure = ReadFailure{Reason::io_error, read.error().message};
    return 0;
  }

  std::optional<Shared> shared() const override {
    if (in_memory_) return std::nullopt;
    return Shared{file_.descriptor(), size_, file_.key()};
  }

 private:
  void append_to_memory(std::span<const char> bytes) {
    while (!bytes.empty()) {
      const auto within = static_cast<std::size_t>(size_ % kChunkBytes);
      if (within == 0) chunks_.push_back(std::make_unique<char[]>(kChunkBytes));
      const std::size_t count = std::min(bytes.size(), kChunkBytes - within);
      std::memcpy(chunks_.back().get() + within, bytes.data(), count);
      size_ += count;
      bytes = bytes.subspan(count);
    }
  }

  void read_memory(std::size_t offset, std::span<char> into) const {
    while (!into.empty()) {
      const std::size_t within = offset % kChunkBytes;
      const std::size_t count = std::min(into.size(), kChunkBytes - within);
      std::memcpy(into.data(), chunks_[offset / kChunkBytes].get() + within, count);
      offset += count;
      into = into.subspan(count);
    }
  }

  /// On failure the bytes stay in memory.
  Result<void> move_to_file() {
    std::uint64_t left = size_;
    for (const auto& chunk : chunks_) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, kChunkBytes));
      if (auto written = file_.append({chunk.get(), count}); !written) return written;
      left -= count;
    }
    drop_memory();
    in_memory_ = false;
    return {};
  }

  void drop_memory() {
    if (!in_memory_) return;
    memory_held -= size_;
    chunks_.clear();
  }

  std::uint64_t memory_max_;
  std::uint64_t size_ = 0;
  bool in_memory_ = true;
  std::vector<std::unique_ptr<char[]>> chunks_;
  SealedFile file_;
};

}  // namespace

std::unique_ptr<RandomAccess> hold_bytes(ByteStream& bytes, const Budget& budget,
                                         Outcome& outcome) {
  auto held = std::make_unique<HeldBytes>(budget);
  std::vector<char> buffer(64 << 10);
  while (const std::size_t count = bytes.read(buffer)) {
    auto kept = held->append(std::span<const char>(buffer.data(), count));
    if (kept) continue;
    outcome.status = Status::partial;
    outcome.reason =
        kept.error().kind == ErrorKind::unavailable ? Reason::budget_bytes : Reason::io_error;
    outcome.note = kept.error().message;
    outcome.bytes = held->size() + count;
    outcome.bytes_done = held->size();
    return held;
  }
  const std::string format = std::move(outcome.format);
  outcome = bytes.outcome();
  if (outcome.format.empty()) outcome.format = format;
  return held;
}

}  // namespace braque
