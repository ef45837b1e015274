#include "worker/seccomp_filter.hpp"

#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <span>

#include "base/sanitized.hpp"

namespace braque::worker {
namespace {

// Memory, the clock, waiting, reading what is open, answering on the socket, ending. Names that the
// libc of one distribution uses and another does not are both here.
constexpr int kAllowed[] = {
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(lseek),
    SCMP_SYS(fadvise64),
    SCMP_SYS(close),
    SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
#if defined(BRAQUE_SANITIZED)
    // Whether an address can be read, sanitizers learn by writing from it into a pipe.
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(write),
#endif
};

// Asking for a file by name: answered by the handler below.
constexpr int kDenied[] = {
    SCMP_SYS(open),       SCMP_SYS(openat),     SCMP_SYS(openat2),  SCMP_SYS(access),
    SCMP_SYS(faccessat),  SCMP_SYS(faccessat2), SCMP_SYS(stat),     SCMP_SYS(lstat),
    SCMP_SYS(newfstatat), SCMP_SYS(statx),      SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),     SCMP_SYS(statfs),
};

/// A call that no program needs: making it is how the handler ends the process.
constexpr int kDeadly = SYS_acct;

sandbox::SharedState* shared_state = nullptr;

void on_denied(int, siginfo_t* info, void* context) {
  const int call = info->si_syscall;
  shared_state->denied_call.store(static_cast<std::uint32_t>(call) + 1, std::memory_order_relaxed);
  if (std::find(std::begin(kDenied), std::end(kDenied), call) == std::end(kDenied))
    ::syscall(kDeadly, nullptr);
  auto* user = static_cast<ucontext_t*>(context);
#if defined(__x86_64__)
  user->uc_mcontext.gregs[REG_RAX] = -EACCES;
#elif defined(__aarch64__)
  user->uc_mcontext.regs[0] = static_cast<unsigned long long>(-EACCES);
#else
  static_cast<void>(user);
  ::syscall(kDeadly, nullptr);
#endif
}

struct FilterDeleter {
  void operator()(void* filter) const { ::seccomp_release(filter); }
};

bool add_calls(scmp_filter_ctx filter, std::uint32_t action, std::span<const int> calls) {
  for (const int call : calls) {
    // Negative numbers are calls that this processor does not have.
    if (call >= 0 && ::seccomp_rule_add(filter, action, call, 0) != 0) return false;
  }
  return true;
}

bool add_conditions(scmp_filter_ctx filter) {
  const auto self = static_cast<scmp_datum_t>(::getpid());
  const scmp_datum_t execute = PROT_EXEC;
  // Memory is never executable; descriptors 1 and 2 are /dev/null; abort() signals itself.
  return ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, execute, 0)) == 0 &&
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, execute, 0)) == 0 &&
#if !defined(BRAQUE_SANITIZED)
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_LE, 2)) ==
             0 &&
#endif
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(writev), 1, SCMP_A0(SCMP_CMP_LE, 2)) ==
             0 &&
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2, SCMP_A0(SCMP_CMP_EQ, self),
                            SCMP_A2(SCMP_CMP_EQ, SIGABRT)) == 0 &&
         // abort() puts the default action back; nothing else may be changed.
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), 1,
                            SCMP_A0(SCMP_CMP_EQ, SIGABRT)) == 0 &&
         // An open file, without a name (fstat); with one, the handler denies it.
         ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fstat), 0) == 0;
}

}  // namespace

bool install_filter(sandbox::SharedState& state) {
  shared_state = &state;
  struct sigaction action {};
  action.sa_sigaction = on_denied;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  if (::sigaction(SIGSYS, &action, nullptr) != 0) return false;
  const std::unique_ptr<void, FilterDeleter> filter(::seccomp_init(SCMP_ACT_TRAP));
  if (!filter) return false;
  const std::array deadly{kDeadly};
  return ::seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
         ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_NNP, 0) == 0 &&
         add_calls(filter.get(), SCMP_ACT_KILL_PROCESS, deadly) &&
         add_calls(filter.get(), SCMP_ACT_ALLOW, kAllowed) && add_conditions(filter.get()) &&
         ::seccomp_load(filter.get()) == 0;
}

}  // namespace braque::worker
