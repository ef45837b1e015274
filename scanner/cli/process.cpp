#include "cli/process.hpp"

#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace braque::cli {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler stores to it");

void on_signal(int) { stop.store(true, std::memory_order_relaxed); }

}  // namespace

void harden_process() {
  rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG
  // Keeps other processes of the user from reading the memory; a debug build must be traceable.
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
  ::umask(077);
  ::signal(SIGPIPE, SIG_IGN);
}

void bound_free_memory() {
#if defined(__GLIBC__)
  // By default glibc raises both limits to the largest block that was freed, and each thread's
  // arena then keeps tens of megabytes of buffers that were outgrown.
  ::mallopt(M_MMAP_THRESHOLD, 512 << 10);
  ::mallopt(M_TRIM_THRESHOLD, 1 << 20);
#endif
}

void release_free_memory() {
#if defined(__GLIBC__)
  ::malloc_trim(0);
#endif
}

bool work_when_idle() {
  // ioprio_set(2) has no wrapper in the C library: IOPRIO_WHO_PROCESS, and class 3, idle, above
  // bit 13.
  constexpr int kWhoProcess = 1;
  constexpr int kIdleClass = 3 << 13;
  const bool disks = ::syscall(SYS_ioprio_set, kWhoProcess, 0, kIdleClass) == 0;
  return ::setpriority(PRIO_PROCESS, 0, 19) == 0 && disks;
}

std::atomic<bool>& stop_requested() { return stop; }

void stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  // The handler serves once: the second signal finds the default action and kills.
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace braque::cli
