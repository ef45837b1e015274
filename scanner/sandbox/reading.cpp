#include "sandbox/reading.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "model/output_limit.hpp"
#include "sandbox/worker_pool.hpp"

namespace braque::sandbox {
namespace {

constexpr int kAttemptsMax = 2;
constexpr std::size_t kCopyBytes = 64 << 10;
/// Links and directories are members too and may be more than the entries that a budget counts, but
/// not beyond all measure.
constexpr std::uint64_t kMembersPerEntryMax = 2;
constexpr std::uint64_t kMembersFree = 1'000;
constexpr std::uint64_t kOutputSlackBytes = 1 << 20;

void note(Outcome& outcome, const std::string& text) {
  outcome.note += (outcome.note.empty() ? "" : "; ") + text;
}

}  // namespace

Reading::Reading(WorkerPool& pool, const ReadingTask& task)
    : pool_(pool), task_(task), before_(task.spending), started_ns_(monotonic_ns()) {
  ContainerSpending& spending = task_.spending;
  if (spending.input_bytes == 0) spending.input_bytes = task_.input.size();
  if (spending.deadline_ns != 0) return;
  const Budget& budget = task_.budget;
  const std::uint64_t milliseconds =
      budget.time_base_ms + (spending.input_bytes >> 20) * budget.time_per_mebibyte_ms;
  spending.deadline_ns = started_ns_ + static_cast<std::int64_t>(milliseconds * 1'000'000);
}

Reading::~Reading() { drop_worker(); }

/// A worker needs a descriptor: the input's own, or a copy that nobody can change.
bool Reading::share_input() {
  if (auto shared = task_.input.shared()) {
    shared_ = *shared;
    return true;
  }
  shared_.allocated_bytes = task_.input.size();
  return task_.input.size() <= task_.budget.memory_file_bytes_max ? copy_to_memory()
                                                                  : copy_to_file();
}

/// What cannot be read is missing for the worker too, which then tells of it.
template <typename Write>
bool copy(const RandomAccess& input, const Write& write) {
  std::vector<char> buffer(kCopyBytes);
  std::uint64_t offset = 0;
  while (offset < input.size()) {
    std::optional<ReadFailure> failure;
    const std::size_t count = input.read_at(offset, buffer, failure);
    if (count == 0) break;
    if (!write(std::span<const char>(buffer.data(), count))) return false;
    offset += count;
  }
  return true;
}

bool Reading::copy_to_memory() {
  copy_ = Descriptor(::memfd_create("braque-input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  shared_.descriptor = copy_.get();
  const auto write = [&](std::span<const char> bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(copy_.get(), bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
  };
  return copy_ && copy(task_.input, write) &&
         ::fcntl(copy_.get(), F_ADD_SEALS,
                 F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) == 0;
}

bool Reading::copy_to_file() {
  sealed_copy_.emplace(task_.budget.temporary_bytes_max);
  const auto write = [&](std::span<const char> bytes) {
    return sealed_copy_->append(bytes).has_value();
  };
  if (!copy(task_.input, write)) return false;
  shared_.descriptor = sealed_copy_->descriptor();
  shared_.key = sealed_copy_->key();
  return shared_.descriptor >= 0;
}

Spent Reading::others() const {
  return {task_.spending.output_bytes - before_.output_bytes - spent_.output_bytes,
          task_.spending.entries - before_.entries - spent_.entries};
}

GoOn Reading::go_on() const {
  GoOn go_on;
  go_on.others_output_bytes = others().output_bytes - others_at_request_.output_bytes;
  go_on.others_entries = others().entries - others_at_request_.entries;
  if (skipping_ && in_member_) go_on.skip_member = members_;
  return go_on;
}

/// What a later attempt counts again does not count twice.
void Reading::account(const Spent& spent) {
  if (spent.output_bytes > spent_.output_bytes) {
    task_.spending.output_bytes += spent.output_bytes - spent_.output_bytes;
    spent_.output_bytes = spent.output_bytes;
  }
  if (spent.entries > spent_.entries) {
    task_.spending.entries += spent.entries - spent_.entries;
    spent_.entries = spent.entries;
  }
}

bool Reading::begin_attempt() {
  ++attempts_;
  auto worker = pool_.take();
  if (!worker) {
    const bool locked = worker.error().kind != ErrorKind::invalid;
    ending_ = {locked ? Reason::io_error : Reason::sandbox_violation, worker.error().message};
    return false;
  }
  worker_ = std::move(*worker);
  others_at_request_ = others();
  ReadRequest request;
  request.budget = task_.budget;
  request.spending = task_.spending;
  request.spending.output_bytes = before_.output_bytes + others_at_request_.output_bytes;
  request.spending.entries = before_.entries + others_at_request_.entries;
  request.size = task_.input.size();
  request.allocated_bytes = shared_.allocated_bytes;
  if (shared_.key) {
    request.encrypted = 1;
    request.key = *shared_.key;
  }
  // A second attempt has half of the time of the first.
  const std::int64_t allowed = task_.spending.deadline_ns - started_ns_;
  if (attempts_ > 1) request.spending.deadline_ns = monotonic_ns() + allowed / 2;
  const auto seconds =
      static_cast<std::uint64_t>(std::max<std::int64_t>(allowed, 0) / 1'000'000'000);
  if (seconds > task_.budget.worker_cpu_seconds_max / 2) worker_->allow_processor_time(2 * seconds);
  reader_.emplace();
  pending_ = {};
  last_chunk_ = false;
  pool_.watch(*worker_);
  return worker_->ask(request, task_.format, task_.name, shared_.descriptor,
                      request.spending.deadline_ns,
                      task_.budget.worker_stall_ms / static_cast<unsigned>(attempts_)) ||
         lose() != Step::lost;
}

void Reading::drop_worker() {
  if (!worker_) return;
  pool_.unwatch(*worker_);
  worker_.reset();
}

Reading::Step Reading::lose() {
  ending_ = worker_->ending();
  drop_worker();
  return Step::lost;
}

Reading::Step Reading::violate(const char* fault) {
  worker_->kill(Reason::sandbox_violation);
  drop_worker();
  ending_ = {Reason::sandbox_violation,
             std::string("what its worker said made no sense: ") + fault};
  return Step::lost;
}

bool Reading::tells_otherwise() {
  violate("not what another worker said before");
  return false;
}

Reading::Step Reading::receive() {
  if (last_chunk_) return violate("no last record");
  switch (worker_->receive(go_on())) {
    case WorkerProcess::Answer::gone:
      return lose();
    case WorkerProcess::Answer::nonsense:
      return violate("no message");
    case WorkerProcess::Answer::last_chunk:
      last_chunk_ = true;
      break;
    case WorkerProcess::Answer::chunk:
      break;
  }
  reader_->chunk(worker_->chunk());
  return Step::record;
}

Reading::Step Reading::next_of_attempt(Record& record) {
  while (worker_) {
    if (auto found = reader_->next()) {
      record = std::move(*found);
      return Step::record;
    }
    if (reader_->fault() != nullptr) return violate(reader_->fault());
    if (receive() == Step::lost) return Step::lost;
  }
  return Step::lost;
}

Reading::Step Reading::next(Record& record) {
  while (next_of_attempt(record) == Step::lost) {
    if (!recover()) return Step::lost;
    if (pending_.empty()) continue;
    // The rest of a stretch of bytes that the sink had taken a part of.
    record = Record();
    record.kind = RecordKind::bytes;
    record.bytes = std::exchange(pending_, {});
    return Step::record;
  }
  return Step::record;
}

bool Reading::recover() {
  if (attempts_ >= kAttemptsMax) return false;
  return begin_attempt() && replay();
}

/// Reads what the sink has had already. False when this attempt is lost too, or tells another
/// story.
bool Reading::replay() {
  Record record;
  for (std::uint64_t i = 0; i < members_; ++i) {
    if (next_of_attempt(record) == Step::lost) return false;
    if (record.kind != RecordKind::member) return tells_otherwise();
    while (record.has_bytes || record.kind == RecordKind::bytes) {
      if (next_of_attempt(record) == Step::lost) return false;
    }
  }
  if (!in_member_) return true;
  if (next_of_attempt(record) == Step::lost) return false;
  if (record.kind != RecordKind::member || !record.has_bytes) return tells_otherwise();
  std::uint64_t passed = 0;
  while (passed < delivered_) {
    if (next_of_attempt(record) == Step::lost) return false;
    if (record.kind != RecordKind::bytes) return tells_otherwise();
    const std::uint64_t part = std::min<std::uint64_t>(record.bytes.size(), delivered_ - passed);
    passed += part;
    pending_ = record.bytes.substr(static_cast<std::size_t>(part));
  }
  return true;
}

std::size_t Reading::read(std::span<char> into) {
  if (!in_member_ || into.empty()) return 0;
  while (pending_.empty()) {
    Record record;
    if (next(record) == Step::lost) {
      in_member_ = false;
      member_outcome_ = lost_outcome();
      return 0;
    }
    if (record.kind == RecordKind::end) {
      account(record.spent);
      in_member_ = false;
      member_outcome_ = std::move(record.outcome);
      return 0;
    }
    pending_ = record.bytes;
    const Budget& budget = task_.budget;
    if (delivered_ + pending_.size() > budget.entry_bytes_max + kOutputSlackBytes ||
        total_ + pending_.size() >
            output_limit(budget, task_.spending.input_bytes) + kOutputSlackBytes) {
      pending_ = {};
      if (worker_) violate("more bytes than the budget allows");
      attempts_ = kAttemptsMax;
    }
  }
  const std::size_t count = std::min(into.size(), pending_.size());
  std::memcpy(into.data(), pending_.data(), count);
  pending_.remove_prefix(count);
  delivered_ += count;
  total_ += count;
  return count;
}

/// What the sink leaves is of no use to anybody.
void Reading::skip_to_end() {
  skipping_ = true;
  std::array<char, 4096> unused;
  while (read(unused) > 0) {
  }
  skipping_ = false;
}

/// False: the sink wants no more, or the worker is lost.
bool Reading::hand_over(Record& record) {
  if (members_ > kMembersPerEntryMax * task_.budget.entries_max + kMembersFree) {
    violate("more members than the budget allows");
    attempts_ = kAttemptsMax;
    return true;
  }
  account(record.spent);
  in_member_ = record.has_bytes;
  delivered_ = 0;
  Member member;
  member.name = std::move(record.name);
  member.structure = record.structure;
  member.size = record.size;
  member.outcome = std::move(record.outcome);
  if (record.has_bytes) member.bytes = this;
  const bool more = task_.sink.member(member);
  if (more && in_member_) skip_to_end();
  pending_ = {};
  in_member_ = false;
  ++members_;
  return more;
}

Outcome Reading::lost_outcome() const {
  Outcome outcome;
  outcome.status = members_ > 0 || delivered_ > 0 ? Status::partial : Status::skipped;
  outcome.reason = ending_.reason;
  outcome.note = ending_.note;
  outcome.format = task_.format;
  outcome.bytes = task_.input.size();
  return outcome;
}

Outcome Reading::finish(Record& record) {
  account(record.spent);
  Outcome outcome = std::move(record.outcome);
  if (const std::uint32_t call = worker_->state().denied_call.load(); call != 0)
    note(outcome, "its library asked for a file and was denied (system call " +
                      std::to_string(call - 1) + ")");
  pool_.unwatch(*worker_);
  pool_.give_back(std::move(worker_));
  return outcome;
}

Outcome Reading::run() {
  if (!share_input()) {
    ending_ = {Reason::io_error, "it cannot be shared with a worker"};
    return lost_outcome();
  }
  if (!begin_attempt() && !recover()) return lost_outcome();
  while (true) {
    Record record;
    if (next(record) == Step::lost) return lost_outcome();
    if (record.kind == RecordKind::done) return finish(record);
    if (hand_over(record)) continue;
    Outcome outcome;
    outcome.status = Status::partial;
    outcome.reason = Reason::budget_time;
    outcome.format = task_.format;
    outcome.bytes = task_.input.size();
    return outcome;
  }
}

}  // namespace braque::sandbox
