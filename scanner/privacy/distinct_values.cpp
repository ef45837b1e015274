#include "privacy/distinct_values.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <queue>
#include <span>

namespace braque {
namespace {

constexpr std::size_t kSlotsMin = 16;
/// Runs of one level are merged into one of the next when there are this many: every value is then
/// written once per level, and the number of open files stays logarithmic.
constexpr std::size_t kRunsPerLevel = 16;
constexpr std::size_t kBufferValues = 4096;

/// Knuth's multiplicative hash: the values are hashes already, but callers may insert anything.
std::size_t home_slot(std::uint64_t value, std::size_t slots) noexcept {
  return static_cast<std::size_t>((value * 0x9e3779b97f4a7c15ULL) >>
                                  (64 - std::countr_zero(slots)));
}

/// From so many values on, dealing them out by their first bits before sorting pays.
constexpr std::size_t kBucketSortMin = 8192;

/// The values that are not zero, ascending. The values are hashes, so buckets by their first bits
/// are even and fit into the fastest cache; any other values are only sorted more slowly.
std::vector<std::uint64_t> sorted_by_buckets(std::span<const std::uint64_t> values) {
  constexpr unsigned kBits = 11;
  std::array<std::uint32_t, (std::size_t{1} << kBits) + 1> ends{};
  const auto bucket = [](std::uint64_t value) { return static_cast<std::size_t>(value >> (64 - kBits)); };
  for (std::uint64_t value : values) ends[bucket(value) + 1] += value != 0;
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
  std::vector<std::uint64_t> sorted(ends.back());
  // Each begin moves on to the bucket's end.
  for (std::uint64_t value : values)
    if (value != 0) sorted[ends[bucket(value)]++] = value;
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 1 < ends.size(); begin = ends[i++])
    std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(begin),
              sorted.begin() + static_cast<std::ptrdiff_t>(ends[i]));
  return sorted;
}

/// Reads a run forward.
class Cursor {
 public:
  Cursor(const SealedFile& file, std::uint64_t count) : file_(file), left_(count) {}

  /// False at the end.
  Result<bool> advance() {
    if (at_ == buffer_.size()) {
      if (left_ == 0) return false;
      buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kBufferValues, left_)));
      const std::span<char> bytes(reinterpret_cast<char*>(buffer_.data()), buffer_.size() * 8);
      auto read = file_.read_at(offset_, bytes);
      if (!read) return read.error();
      if (*read != bytes.size())
        return unexpected(ErrorKind::io, "temporary file: shorter than written");
      offset_ += bytes.size();
      left_ -= buffer_.size();
      at_ = 0;
    }
    value = buffer_[at_++];
    return true;
  }

  std::uint64_t value = 0;

 private:
  const SealedFile& file_;
  std::uint64_t left_;
  std::uint64_t offset_ = 0;
  std::vector<std::uint64_t> buffer_;
  std::size_t at_ = 0;
};

/// Appends values to a sealed file in blocks.
class RunWriter {
 public:
  explicit RunWriter(SealedFile& file) : file_(file) { buffer_.reserve(kBufferValues); }
  Result<void> add(std::uint64_t value) {
    buffer_.push_back(value);
    ++count;
    return buffer_.size() == kBufferValues ? flush() : Result<void>();
  }
  Result<void> flush() {
    auto written = file_.append(
        std::span<const char>(reinterpret_cast<const char*>(buffer_.data()), buffer_.size() * 8));
    buffer_.clear();
    return written;
  }
  std::uint64_t count = 0;

 private:
  SealedFile& file_;
  std::vector<std::uint64_t> buffer_;
};

}  // namespace

DistinctValues::DistinctValues(std::uint64_t in_memory_max, std::uint64_t temporary_bytes_max)
    : in_memory_max_(std::max<std::uint64_t>(in_memory_max, kSlotsMin)),
      temporary_bytes_max_(temporary_bytes_max) {}

void DistinctValues::make_table(std::size_t slots) {
  std::vector<std::uint64_t> old = std::move(slots_);
  slots_ = std::vector<std::uint64_t>(slots, 0);
  in_table_ = 0;
  for (std::uint64_t value : old)
    if (value != 0) insert_in_table(value);
}

bool DistinctValues::insert_in_table(std::uint64_t value) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = home_slot(value, slots_.size());
  while (slots_[slot] != 0) {
    if (slots_[slot] == value) return false;
    slot = (slot + 1) & mask;
  }
  slots_[slot] = value;
  ++in_table_;
  return true;
}

Result<void> DistinctValues::insert(std::uint64_t value) {
  if (value == 0) {
    zero_ = true;
    return {};
  }
  if (frozen_ || slots_.empty()) thaw();
  // At most three quarters full, so that probing stays short.
  if (in_table_ >= in_memory_max_) {
    if (auto spilled = spill(); !spilled) return spilled;
  } else if (4 * in_table_ >= 3 * slots_.size()) {
    make_table(2 * slots_.size());
  }
  if (insert_in_table(value)) merged_ = false;
  return {};
}

void DistinctValues::prefetch(std::uint64_t value) const noexcept {
  if (!frozen_ && !slots_.empty())
    __builtin_prefetch(slots_.data() + home_slot(value, slots_.size()), 1);
}

void DistinctValues::thaw() {
  frozen_ = false;
  make_table(std::bit_ceil(std::max(kSlotsMin, 2 * slots_.size())));
}

/// Turns the table into the sorted list of its values, in place.
void DistinctValues::freeze() {
  if (frozen_) return;
  if (in_table_ < kBucketSortMin) {
    slots_.erase(std::remove(slots_.begin(), slots_.end(), 0), slots_.end());
    std::sort(slots_.begin(), slots_.end());
  } else {
    slots_ = sorted_by_buckets(slots_);
  }
  frozen_ = true;
}

Result<void> DistinctValues::spill() {
  const std::size_t slots = frozen_ ? kSlotsMin : slots_.size();
  freeze();
  Run run{SealedFile(temporary_bytes_max_), slots_.size(), 0};
  auto written = run.file.append(
      std::span<const char>(reinterpret_cast<const char*>(slots_.data()), slots_.size() * 8));
  if (!written) return written;  // still frozen: nothing is lost
  runs_.push_back(std::move(run));
  slots_.assign(slots, 0);  // the vector kept its capacity
  in_table_ = 0;
  frozen_ = false;
  merged_ = false;
  while (runs_.size() >= kRunsPerLevel &&
         runs_[runs_.size() - kRunsPerLevel].level == runs_.back().level) {
    if (auto merged = merge_last_runs(kRunsPerLevel); !merged) return merged;
  }
  return {};
}

Result<void> DistinctValues::merge_last_runs(std::size_t runs) {
  Run target{SealedFile(temporary_bytes_max_), 0, runs_.back().level + 1};
  RunWriter writer(target.file);
  const std::size_t first = runs_.size() - runs;
  auto merged = merge(runs_, first, [&](std::uint64_t value) { return writer.add(value); });
  if (merged) merged = writer.flush();
  if (!merged) return merged;
  target.count = writer.count;
  runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(first), runs_.end());
  runs_.push_back(std::move(target));
  return {};
}

Result<void> DistinctValues::merge(const std::vector<Run>& runs, std::size_t first,
                                   const std::function<Result<void>(std::uint64_t)>& function) {
  auto later = [](const auto& a, const auto& b) { return a->value > b->value; };
  std::vector<std::unique_ptr<Cursor>> heap;
  for (std::size_t i = first; i < runs.size(); ++i) {
    auto cursor = std::make_unique<Cursor>(runs[i].file, runs[i].count);
    auto more = cursor->advance();
    if (!more) return more.error();
    if (*more) heap.push_back(std::move(cursor));
  }
  std::make_heap(heap.begin(), heap.end(), later);
  std::uint64_t previous = 0;  // never in a run
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), later);
    Cursor& cursor = *heap.back();
    if (cursor.value != previous) {
      previous = cursor.value;
      if (auto result = function(previous); !result) return result;
    }
    auto more = cursor.advance();
    if (!more) return more.error();
    if (*more)
      std::push_heap(heap.begin(), heap.end(), later);
    else
      heap.pop_back();
  }
  return {};
}

std::uint64_t DistinctValues::count() {
  const std::uint64_t zero = zero_ ? 1 : 0;
  if (runs_.empty()) return zero + in_table_;
  if (!merged_) {
    std::uint64_t counted = 0;
    if (auto visited = visit([&](std::uint64_t) { ++counted; }); !visited) {
      counted = zero + in_table_;
      for (const Run& run : runs_) counted += run.count;
      return counted;
    }
    merged_count_ = counted - zero;
    merged_ = true;
  }
  return zero + merged_count_;
}

Result<void> DistinctValues::visit(const std::function<void(std::uint64_t)>& function) {
  if (runs_.empty()) {
    freeze();
    if (zero_) function(0);
    for (std::uint64_t value : slots_) function(value);
    return {};
  }
  if (in_table_ > 0) {
    if (auto spilled = spill(); !spilled) return spilled;
  }
  if (zero_) function(0);
  return merge(runs_, 0, [&](std::uint64_t value) {
    function(value);
    return Result<void>();
  });
}

}  // namespace braque
