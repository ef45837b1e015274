// braque's side of one worker: its socket, its shared memory, its process.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/descriptor.hpp"
#include "sandbox/protocol.hpp"

namespace braque::sandbox {

/// Shared memory of a size that nobody can change, mapped here.
class SharedMemory {
 public:
  SharedMemory() = default;
  SharedMemory(SharedMemory&& other) noexcept;
  SharedMemory& operator=(SharedMemory&& other) noexcept;
  ~SharedMemory();

  /// The descriptor is for the worker. False, with errno set, when there is no memory.
  bool make(Descriptor& descriptor);
  const SharedState& state() const { return *reinterpret_cast<const SharedState*>(bytes_); }
  const char* records() const { return bytes_ + kStateBytes; }

 private:
  char* bytes_ = nullptr;
};

/// Why a worker ended, as the ledger tells it.
struct Ending {
  Reason reason = Reason::parser_crash;
  std::string note;
};

/// Used by one thread at a time; kill() and the watched values from the watchdog too.
class WorkerProcess {
 public:
  WorkerProcess(Descriptor socket, Descriptor process, pid_t id, SharedMemory memory);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  /// Ends the process and waits for it, but not for ever.
  ~WorkerProcess();

  /// What the worker says after locking itself in; false when it says nothing.
  bool receive_hello();
  const Hello& hello() const { return hello_; }

  /// Asks for a file. `deadline_ns` and `stall_ms` are for the watchdog.
  bool ask(ReadRequest request, std::string_view format, std::string_view name, int file,
           std::int64_t deadline_ns, std::uint64_t stall_ms);
  enum class Answer : std::uint8_t { chunk, last_chunk, nonsense, gone };
  /// Waits for records and copies them; they stay until the next call. The worker goes on with the
  /// next ones at once.
  Answer receive(const GoOn& go_on);
  std::string_view chunk() const { return chunk_; }
  std::uint64_t resident_bytes() const { return resident_bytes_; }
  const SharedState& state() const { return memory_.state(); }

  /// One call to a servant; what was read stays in records() until the next. False: no answer
  /// within `milliseconds`, or the servant is gone.
  bool call(const FileRequest& request, FileReply& reply, std::span<const int> descriptors,
            std::uint64_t milliseconds, std::span<Descriptor> opened = {});
  const char* records() const { return memory_.records(); }
  /// It hangs in the kernel: nobody waits long for its end.
  void abandon() noexcept { abandoned_ = true; }

  /// For a file that may take long: so many seconds more of the processor.
  void allow_processor_time(std::uint64_t seconds);
  void kill(Reason reason);
  /// Ends the process if it has not ended, and says how it did.
  Ending ending();

  // The watchdog's.
  bool check(std::int64_t now_ns, const Budget& budget);
  std::uint64_t served = 0;  ///< requests

 private:
  Answer receive_chunk(Chunk& chunk);
  bool wait_for_end(int milliseconds);
  std::uint64_t measured_bytes() const;

  Descriptor socket_, process_;
  pid_t id_;
  SharedMemory memory_;
  Hello hello_;
  std::string chunk_;
  std::uint64_t resident_bytes_ = 0;
  bool reaped_ = false;
  bool abandoned_ = false;
  int signal_ = 0, exit_code_ = 0;

  std::atomic<std::int64_t> waiting_since_ns_{0};  ///< braque waits for it; 0: it does not
  std::atomic<std::int64_t> deadline_ns_{0};
  std::atomic<std::uint64_t> stall_ms_{0};
  std::atomic<std::int64_t> killed_at_ns_{0};
  std::atomic<Reason> killed_for_{Reason::none};
  // Of the watchdog alone.
  std::uint64_t last_progress_ = 0;
  std::int64_t progress_at_ns_ = 0;
};

/// CLOCK_MONOTONIC in nanoseconds.
std::int64_t monotonic_ns() noexcept;

}  // namespace braque::sandbox
