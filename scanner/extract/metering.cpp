#include "extract/metering.hpp"

#include <time.h>

#include <algorithm>
#include <array>

#include "model/output_limit.hpp"

namespace braque::extract {
namespace {

constexpr std::uint64_t kReadAheadBytes = 256 << 10;

}  // namespace

std::int64_t monotonic_ns() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

Meter::Meter(const Budget& limits, ContainerSpending& spent, std::uint64_t container_bytes)
    : budget(limits), spending(spent) {
  if (spending.input_bytes == 0) spending.input_bytes = container_bytes;
  if (spending.deadline_ns == 0) {
    const std::uint64_t mebibytes = std::min<std::uint64_t>(spending.input_bytes >> 20, 1U << 20);
    spending.deadline_ns =
        monotonic_ns() +
        static_cast<std::int64_t>(budget.time_base_ms + mebibytes * budget.time_per_mebibyte_ms) *
            1'000'000;
  }
}

bool Meter::out_of_time() const noexcept { return monotonic_ns() >= spending.deadline_ns; }

bool Meter::take_entry() noexcept {
  if (spending.entries >= budget.entries_max) return false;
  ++spending.entries;
  return true;
}

MeteredStream::MeteredStream(Unpacker& unpacker, Meter& meter, Spend spend,
                             std::optional<std::uint64_t> claimed)
    : unpacker_(unpacker),
      meter_(meter),
      spend_(spend),
      claimed_(claimed),
      consumed_before_(unpacker.consumed()) {}

std::size_t MeteredStream::allowed(std::size_t wanted) const noexcept {
  std::uint64_t room = wanted;
  const Budget& budget = meter_.budget;
  if (spend_ != Spend::wrapper)
    room = std::min(room, budget.entry_bytes_max - std::min(produced_, budget.entry_bytes_max));
  if (spend_ != Spend::unpacked) {
    const std::uint64_t output_bytes_max = output_limit(budget, meter_.spending.input_bytes);
    room =
        std::min(room, output_bytes_max - std::min(meter_.spending.output_bytes, output_bytes_max));
  }
  return static_cast<std::size_t>(room);
}

void MeteredStream::stop(Reason reason, bool item, const char* note) {
  ended_ = true;
  problem_ = {reason, note};
  item_exhausted_ = item;
}

void MeteredStream::check_ratio() {
  const Budget& budget = meter_.budget;
  // Decoders read ahead, so that a member may seem to have used less than it did.
  const std::uint64_t packed = unpacker_.consumed() - consumed_before_ + kReadAheadBytes;
  const std::uint64_t output = meter_.spending.output_bytes;
  const std::uint64_t input = std::max<std::uint64_t>(1, meter_.spending.input_bytes);
  if (spend_ != Spend::unpacked && output > budget.ratio_free_bytes &&
      output / input >= budget.ratio_max)
    stop(Reason::budget_ratio, true, "the whole item unpacks to too many times its size");
  else if (produced_ > budget.ratio_free_bytes && produced_ / packed >= budget.ratio_max)
    stop(Reason::budget_ratio, spend_ == Spend::wrapper, "unpacks to too many times its size");
}

std::size_t MeteredStream::read(std::span<char> into) {
  if (ended_ || into.empty()) return 0;
  if (meter_.out_of_time()) {
    stop(Reason::budget_time, true, "the time for this item is used up");
    return 0;
  }
  const std::size_t room = allowed(into.size());
  char one_more;  // at a limit: is there more, or is this the end?
  const std::size_t count =
      unpacker_.unpack(room > 0 ? into.first(room) : std::span<char>(&one_more, 1));
  if (count == 0) {
    ended_ = true;
    problem_ = unpacker_.problem();
    item_exhausted_ = problem_.reason == Reason::budget_time;
    return 0;
  }
  if (room == 0) {
    const bool entry_full = spend_ != Spend::wrapper && produced_ >= meter_.budget.entry_bytes_max;
    stop(Reason::budget_bytes, !entry_full,
         entry_full ? "one entry unpacks to too many bytes" : "unpacks to too many bytes");
    return 0;
  }
  produced_ += count;
  if (spend_ != Spend::unpacked) meter_.spending.output_bytes += count;
  check_ratio();
  return count;
}

void MeteredStream::drain() {
  if (item_exhausted_ || unpacker_.problem()) return;
  const Problem before = problem_;
  std::array<char, 16384> discarded;
  while (!meter_.out_of_time()) {
    const std::size_t count = unpacker_.unpack(discarded);
    if (count == 0) break;
    produced_ += count;
    if (spend_ == Spend::unpacked) continue;  // the wrapper counts and stops
    meter_.spending.output_bytes += count;
    if (meter_.spending.output_bytes >= output_limit(meter_.budget, meter_.spending.input_bytes)) {
      item_exhausted_ = true;
      break;
    }
    check_ratio();
    if (item_exhausted_) break;
  }
  ended_ = true;
  if (before) problem_ = before;
}

Outcome MeteredStream::outcome() const {
  Outcome outcome;
  outcome.bytes_done = produced_;
  outcome.bytes = produced_;
  if (problem_) {
    outcome.status = produced_ > 0 ? Status::partial : Status::skipped;
    outcome.reason = problem_.reason;
    outcome.note = problem_.note;
    outcome.bytes = std::max(produced_, claimed_.value_or(0));
  }
  return outcome;
}

void Tally::add(const Outcome& outcome) {
  if (outcome.status != Status::skipped) some_read_ = true;
  if (outcome.reason == Reason::symlink || outcome.reason == Reason::special_file) return;
  if (outweighs(outcome.reason, problem_.reason)) problem_ = {outcome.reason, outcome.note};
}

void Tally::add(const Problem& problem) {
  if (outweighs(problem.reason, problem_.reason))
    problem_ = problem;
  else if (problem && problem.note != problem_.note)
    remark(problem.note);
}

void Tally::remark(const std::string& note) {
  if (note.empty() || remark_.find(note) != std::string::npos) return;
  if (!remark_.empty()) remark_ += "; ";
  remark_ += note;
}

Outcome Tally::finish(std::string_view format, std::uint64_t bytes,
                      std::uint64_t bytes_done) const {
  Outcome outcome;
  outcome.format = format;
  outcome.bytes = bytes;
  outcome.bytes_done = problem_ ? std::min(bytes, bytes_done) : bytes;
  outcome.note = problem_.note;
  if (!remark_.empty()) outcome.note += (outcome.note.empty() ? "" : "; ") + remark_;
  if (problem_) {
    outcome.status = some_read_ ? Status::partial : Status::skipped;
    outcome.reason = problem_.reason;
  }
  return outcome;
}

}  // namespace braque::extract
