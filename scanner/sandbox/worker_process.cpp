#include "sandbox/worker_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>
#include <vector>

#include "sandbox/channel.hpp"

namespace braque::sandbox {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
/// A process that was killed and is still there after this hangs in the kernel: it is left alone.
constexpr int kKilledWaitMs = 2'000;
/// One that hangs gets a last chance to be taken off the list of processes.
constexpr int kAbandonedWaitMs = 100;
/// How often a thread that waits for a worker looks whether that was killed in vain.
constexpr timeval kReceiveWait{0, 500'000};

#ifndef P_PIDFD
constexpr auto P_PIDFD = static_cast<idtype_t>(3);
#endif

std::string described(int signal) {
  const char* name = ::sigabbrev_np(signal);
  return "signal " + std::to_string(signal) +
         (name != nullptr ? " (SIG" + std::string(name) + ")" : std::string());
}

}  // namespace

std::int64_t monotonic_ns() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)) {}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

SharedMemory::~SharedMemory() {
  if (bytes_ != nullptr) ::munmap(bytes_, kSharedBytes);
}

bool SharedMemory::make(Descriptor& descriptor) {
  descriptor = Descriptor(::memfd_create("braque-results", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  // A worker that made it smaller would end braque with SIGBUS.
  if (!descriptor || ::ftruncate(descriptor.get(), kSharedBytes) != 0 ||
      ::fcntl(descriptor.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    return false;
  void* mapped = ::mmap(nullptr, kSharedBytes, PROT_READ, MAP_SHARED, descriptor.get(), 0);
  if (mapped == MAP_FAILED) return false;
  bytes_ = static_cast<char*>(mapped);
  return true;
}

WorkerProcess::WorkerProcess(Descriptor socket, Descriptor process, pid_t id, SharedMemory memory)
    : socket_(std::move(socket)),
      process_(std::move(process)),
      id_(id),
      memory_(std::move(memory)) {
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &kReceiveWait, sizeof kReceiveWait);
}

WorkerProcess::~WorkerProcess() {
  if (reaped_) return;
  ::syscall(SYS_pidfd_send_signal, process_.get(), SIGKILL, nullptr, 0);
  static_cast<void>(wait_for_end(abandoned_ ? kAbandonedWaitMs : kKilledWaitMs));
}

bool WorkerProcess::receive_hello() {
  for (int tries = 0; tries < 40; ++tries) {
    const Received received =
        receive_message(socket_.get(), std::as_writable_bytes(std::span(&hello_, 1)));
    if (received.timed_out) continue;
    hello_.fault.back() = '\0';
    return received.bytes == sizeof hello_ && hello_.version == kProtocolVersion;
  }
  return false;
}

bool WorkerProcess::ask(ReadRequest request, std::string_view format, std::string_view name,
                        int file, std::int64_t deadline_ns, std::uint64_t stall_ms) {
  // Of a name its end is what tells formats.
  if (name.size() > kRequestNameBytesMax) name.remove_prefix(name.size() - kRequestNameBytesMax);
  request.format_bytes = static_cast<std::uint32_t>(format.size());
  request.name_bytes = static_cast<std::uint32_t>(name.size());
  std::vector<std::byte> message(sizeof request + format.size() + name.size());
  if (message.size() > kRequestBytesMax) return false;
  std::memcpy(message.data(), &request, sizeof request);
  std::copy_n(reinterpret_cast<const std::byte*>(format.data()), format.size(),
              message.begin() + sizeof request);
  std::copy_n(reinterpret_cast<const std::byte*>(name.data()), name.size(),
              message.begin() + static_cast<std::ptrdiff_t>(sizeof request + format.size()));
  deadline_ns_.store(deadline_ns, std::memory_order_relaxed);
  stall_ms_.store(stall_ms, std::memory_order_relaxed);
  ++served;
  const std::array files{file};
  return send_message(socket_.get(), message, files);
}

WorkerProcess::Answer WorkerProcess::receive_chunk(Chunk& chunk) {
  waiting_since_ns_.store(monotonic_ns(), std::memory_order_relaxed);
  Received received;
  while (true) {
    received = receive_message(socket_.get(), std::as_writable_bytes(std::span(&chunk, 1)));
    if (!received.timed_out) break;
    const std::int64_t killed = killed_at_ns_.load(std::memory_order_relaxed);
    if (killed != 0 && monotonic_ns() - killed > kKilledWaitMs * kMillisecond) break;
  }
  waiting_since_ns_.store(0, std::memory_order_relaxed);
  if (received.ended || received.timed_out) return Answer::gone;
  if (received.cut || received.bytes != sizeof chunk || chunk.bytes > kChunkBytesMax ||
      chunk.done > 1)
    return Answer::nonsense;
  return chunk.done == 1 ? Answer::last_chunk : Answer::chunk;
}

WorkerProcess::Answer WorkerProcess::receive(const GoOn& go_on) {
  Chunk chunk;
  const Answer answer = receive_chunk(chunk);
  if (answer == Answer::gone || answer == Answer::nonsense) return answer;
  // The worker could change its memory while it is looked at, so it is copied first.
  chunk_.assign(memory_.records(), chunk.bytes);
  resident_bytes_ = chunk.resident_bytes;
  if (answer == Answer::chunk && !send_struct(socket_.get(), go_on)) return Answer::gone;
  return answer;
}

bool WorkerProcess::call(const FileRequest& request, FileReply& reply,
                         std::span<const int> descriptors, std::uint64_t milliseconds,
                         std::span<Descriptor> opened) {
  if (!send_struct(socket_.get(), request, descriptors)) return false;
  const std::int64_t limit =
      monotonic_ns() + static_cast<std::int64_t>(milliseconds) * kMillisecond;
  Received received;
  do {
    received = receive_message(socket_.get(), std::as_writable_bytes(std::span(&reply, 1)), opened);
  } while (received.timed_out && monotonic_ns() < limit);
  reply.detail.back() = '\0';
  return !received.cut && received.bytes == sizeof reply && reply.reason < kReasonCount &&
         reply.bytes <= request.bytes;
}

void WorkerProcess::allow_processor_time(std::uint64_t seconds) {
  rlimit limits{};
  if (::prlimit(id_, RLIMIT_CPU, nullptr, &limits) != 0 || limits.rlim_cur == RLIM_INFINITY) return;
  limits.rlim_cur = std::min<rlim_t>(limits.rlim_cur + seconds, limits.rlim_max);
  ::prlimit(id_, RLIMIT_CPU, &limits, nullptr);
}

void WorkerProcess::kill(Reason reason) {
  Reason none = Reason::none;
  killed_for_.compare_exchange_strong(none, reason);
  std::int64_t never = 0;
  killed_at_ns_.compare_exchange_strong(never, monotonic_ns());
  ::syscall(SYS_pidfd_send_signal, process_.get(), SIGKILL, nullptr, 0);
}

bool WorkerProcess::wait_for_end(int milliseconds) {
  if (reaped_) return true;
  pollfd waited{process_.get(), POLLIN, 0};
  if (::poll(&waited, 1, milliseconds) <= 0) return false;
  siginfo_t info{};
  if (::waitid(P_PIDFD, static_cast<id_t>(process_.get()), &info, WEXITED | WNOHANG) != 0)
    return false;
  reaped_ = true;
  if (info.si_code == CLD_EXITED)
    exit_code_ = info.si_status;
  else
    signal_ = info.si_status;
  return true;
}

Ending WorkerProcess::ending() {
  // A process whose socket is closed is about to end.
  if (!wait_for_end(kKilledWaitMs)) {
    kill(Reason::sandbox_violation);
    if (!wait_for_end(kKilledWaitMs))
      return {Reason::stalled_mount, "its worker hangs in the kernel and was left alone"};
  }
  switch (const Reason reason = killed_for_.load(); reason) {
    case Reason::timeout:
      return {reason, "its worker gave no answer in time and was ended"};
    case Reason::budget_memory:
      return {reason, "its worker took more memory than one file may and was ended"};
    case Reason::none:
      break;
    default:
      return {reason, "its worker was ended"};
  }
  if (signal_ == SIGSYS) {
    const std::uint32_t call = memory_.state().denied_call.load();
    return {Reason::sandbox_violation, "its worker made a system call that is not allowed" +
                                           (call > 0 ? " (" + std::to_string(call - 1) + ")" : "")};
  }
  if (signal_ == SIGXCPU) return {Reason::timeout, "its worker used up its processor time"};
  if (signal_ == 0 && exit_code_ == kExitNotLocked)
    return {Reason::sandbox_violation, "its worker could not lock itself in"};
  const std::string how =
      signal_ != 0 ? "by " + described(signal_) : "with status " + std::to_string(exit_code_);
  if (memory_.state().out_of_memory.load() != 0)
    return {Reason::budget_memory, "its worker ran out of memory and ended " + how};
  return {Reason::parser_crash, "its worker ended " + how};
}

std::uint64_t WorkerProcess::measured_bytes() const {
  const std::string path = "/proc/" + std::to_string(id_) + "/statm";
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 128> text{};
  if (!file) return 0;
  const ssize_t count = ::read(file.get(), text.data(), text.size());
  if (count <= 0) return 0;
  const char* end = text.data() + count;
  const char* second = std::find(static_cast<const char*>(text.data()), end, ' ');
  std::uint64_t pages = 0;
  if (second != end) std::from_chars(second + 1, end, pages);
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

bool WorkerProcess::check(std::int64_t now_ns, const Budget& budget) {
  if (killed_for_.load(std::memory_order_relaxed) != Reason::none) return true;
  if (measured_bytes() > budget.worker_resident_bytes_max) {
    kill(Reason::budget_memory);
    return false;
  }
  const std::uint64_t progress = memory_.state().progress.load(std::memory_order_relaxed);
  if (progress != last_progress_ || progress_at_ns_ == 0) {
    last_progress_ = progress;
    progress_at_ns_ = now_ns;
  }
  const std::int64_t waiting = waiting_since_ns_.load(std::memory_order_relaxed);
  if (waiting == 0) return true;
  const auto milliseconds = [](std::uint64_t count) {
    return static_cast<std::int64_t>(count) * kMillisecond;
  };
  const std::int64_t quiet_since = std::max(waiting, progress_at_ns_);
  const std::int64_t deadline = deadline_ns_.load(std::memory_order_relaxed);
  const std::int64_t stall = milliseconds(stall_ms_.load(std::memory_order_relaxed));
  if (now_ns - quiet_since <= stall && now_ns <= deadline + milliseconds(budget.worker_grace_ms))
    return true;
  kill(Reason::timeout);
  return false;
}

}  // namespace braque::sandbox
