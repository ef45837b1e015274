#include "privacy/distinct_values.hpp"

#define XXH_STATIC_LINKING_ONLY  // for a hash state on the stack
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>

#include "privacy/value_runs.hpp"

namespace braque {
namespace {

constexpr std::size_t kSlotsMin = 16;
/// Runs of one level are merged into one of the next when there are this many: every value is then
/// written once per level, and the number of open files stays logarithmic.
constexpr std::size_t kRunsPerLevel = 16;

/// Knuth's multiplicative hash: the values are hashes already, but callers may insert anything.
std::size_t home_slot(std::uint64_t value, std::size_t slots) noexcept {
  return static_cast<std::size_t>((value * 0x9e3779b97f4a7c15ULL) >>
                                  (64 - std::countr_zero(slots)));
}

/// From so many values on, dealing them out by their first bits before sorting pays.
constexpr std::size_t kBucketSortMin = 1024;

void sort_few(std::uint64_t* begin, std::uint64_t* end) {
  constexpr std::ptrdiff_t kFew = 24;
  if (end - begin > kFew) {
    std::sort(begin, end);
    return;
  }
  for (std::uint64_t* at = begin; at < end; ++at) {
    const std::uint64_t value = *at;
    std::uint64_t* hole = at;
    for (; hole > begin && hole[-1] > value; --hole) *hole = hole[-1];
    *hole = value;
  }
}

/// Sorts in place, because there may be a million values and the bound on memory is near. They are
/// hashes, so buckets by their first bits are even, and of so many that each holds a few; any other
/// values are only sorted more slowly. Each value is swapped to its bucket (McIlroy, Bostic,
/// McIlroy, Engineering radix sort, 1993).
void sort_by_buckets(std::span<std::uint64_t> values) {
  const int bits = std::clamp(static_cast<int>(std::bit_width(values.size())) - 4, 6, 15);
  const auto bucket = [bits](std::uint64_t value) {
    return static_cast<std::size_t>(value >> (64 - bits));
  };
  std::vector<std::uint32_t> ends(std::size_t{1} << bits), next(ends.size());
  for (std::uint64_t value : values) ++ends[bucket(value)];
  for (std::size_t i = 1; i < ends.size(); ++i) {
    next[i] = ends[i - 1];
    ends[i] += ends[i - 1];
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ends.size(); begin = ends[i++]) {
    while (next[i] < ends[i]) {
      std::uint64_t& here = values[next[i]];
      const std::size_t wanted = bucket(here);
      if (wanted == i)
        ++next[i];
      else
        std::swap(here, values[next[wanted]++]);
    }
    sort_few(values.data() + begin, values.data() + ends[i]);
  }
}

/// Is the table large enough for all that is ever in it? One of a million slots and some that takes
/// a million values gets fuller than three quarters, which costs less than twice the memory does.
bool is_large_enough(std::size_t slots, std::uint64_t values_max) noexcept {
  return slots > values_max + values_max / 32;
}

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
  if (value == 0 || value == kEndOfRun) {
    (value == 0 ? zero_ : largest_) = true;
    summed_up_ = false;
    return {};
  }
  if (frozen_ || slots_.empty()) thaw();
  // At most three quarters full, so that probing stays short.
  if (in_table_ >= in_memory_max_) {
    if (auto spilled = spill(); !spilled) return spilled;
  } else if (4 * in_table_ >= 3 * slots_.size() &&
             !is_large_enough(slots_.size(), in_memory_max_)) {
    make_table(2 * slots_.size());
  }
  if (insert_in_table(value)) summed_up_ = false;
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
  slots_.erase(std::remove(slots_.begin(), slots_.end(), 0), slots_.end());
  if (slots_.size() < kBucketSortMin)
    std::sort(slots_.begin(), slots_.end());
  else
    sort_by_buckets(slots_);
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
  while (runs_.size() >= kRunsPerLevel &&
         runs_[runs_.size() - kRunsPerLevel].level == runs_.back().level) {
    if (auto merged = merge_last_runs(kRunsPerLevel); !merged) return merged;
  }
  return {};
}

template <typename Function>
Result<void> DistinctValues::merge(const std::vector<Run>& runs, std::size_t first,
                                   Function function) {
  std::vector<RunCursor> cursors;
  for (std::size_t i = first; i < runs.size(); ++i)
    cursors.emplace_back(runs[i].file, runs[i].count);
  RunMerge merged(cursors);
  std::uint64_t previous = 0;  // never in a run
  for (; merged.least() != kEndOfRun; merged.advance()) {
    if (merged.least() == previous) continue;
    previous = merged.least();
    if (!function(previous)) break;
  }
  for (const RunCursor& cursor : cursors)
    if (!cursor.failure()) return cursor.failure();
  return {};
}

Result<void> DistinctValues::merge_last_runs(std::size_t runs) {
  Run target{SealedFile(temporary_bytes_max_), 0, runs_.back().level + 1};
  RunWriter writer(target.file);
  const std::size_t first = runs_.size() - runs;
  Result<void> written;
  auto merged = merge(runs_, first, [&](std::uint64_t value) {
    written = writer.add(value);
    return written.has_value();
  });
  if (merged) merged = written;
  if (merged) merged = writer.flush();
  if (!merged) return merged;
  target.count = writer.count;
  runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(first), runs_.end());
  runs_.push_back(std::move(target));
  return {};
}

/// Ascending, with the two values that are kept apart.
template <typename Function>
Result<void> DistinctValues::visit_all(Function function) {
  if (!runs_.empty() && in_table_ > 0) {
    if (auto spilled = spill(); !spilled) return spilled;
  }
  if (zero_) function(std::uint64_t{0});
  if (runs_.empty()) {
    freeze();
    for (std::uint64_t value : slots_) function(value);
  } else {
    auto merged = merge(runs_, 0, [&](std::uint64_t value) {
      function(value);
      return true;
    });
    if (!merged) return merged;
  }
  if (largest_) function(kEndOfRun);
  return {};
}

std::uint64_t DistinctValues::kept_apart() const noexcept {
  return (zero_ ? 1U : 0U) + (largest_ ? 1U : 0U);
}

void DistinctValues::sum_up() {
  if (summed_up_) return;
  XXH3_state_t state;
  XXH3_INITSTATE(&state);
  XXH3_64bits_reset(&state);
  std::array<std::uint64_t, 512> block;
  count_ = 0;
  const Result<void> visited = visit_all([&](std::uint64_t value) {
    block[count_++ % block.size()] = value;
    if (count_ % block.size() == 0) XXH3_64bits_update(&state, block.data(), sizeof block);
  });
  XXH3_64bits_update(&state, block.data(), count_ % block.size() * sizeof(std::uint64_t));
  hash_ = XXH3_64bits_digest(&state);
  summed_up_ = visited.has_value();
  if (summed_up_) return;
  count_ = kept_apart() + in_table_;
  for (const Run& run : runs_) count_ += run.count;
}

std::uint64_t DistinctValues::count() {
  if (runs_.empty()) return kept_apart() + in_table_;
  sum_up();
  return count_;
}

std::uint64_t DistinctValues::hash() {
  sum_up();
  return hash_;
}

Result<void> DistinctValues::visit(const std::function<void(std::uint64_t)>& function) {
  return visit_all([&](std::uint64_t value) { function(value); });
}

}  // namespace braque
