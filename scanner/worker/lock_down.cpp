#include "worker/lock_down.hpp"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>

#include "base/sanitized.hpp"
#include "sandbox/kernel.hpp"
#include "worker/seccomp_filter.hpp"

namespace braque::worker {
namespace {

using sandbox::Hello;
using sandbox::Mode;

/// "nobody" wherever it has a name.
constexpr unsigned kNobody = 65534;
constexpr unsigned kCapabilitiesMax = 64;
constexpr rlim_t kDescriptorsOpenMax = 64;

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif

/// landlock(7); later ABIs append fields, and a kernel takes the beginning that it knows.
struct LandlockRules {
  std::uint64_t files = 0;    ///< ABI 1
  std::uint64_t network = 0;  ///< ABI 4
  std::uint64_t scopes = 0;   ///< ABI 6
};

/// The rights on files that an ABI knows: 13, then refer, truncate, device ioctl.
std::uint64_t file_rights(int abi) {
  int count = 13;
  if (abi >= 2) ++count;
  if (abi >= 3) ++count;
  if (abi >= 5) ++count;
  return (std::uint64_t{1} << count) - 1;
}

/// Handles every right and allows none. The ABI in use, or 0.
int deny_files_and_network() {
  const int abi = sandbox::kernel_offer().landlock;
  if (abi == 0) return 0;
  LandlockRules rules;
  rules.files = file_rights(abi);
  std::size_t bytes = sizeof rules.files;
  if (abi >= 4) {
    rules.network = 3;  // bind and connect by TCP
    bytes += sizeof rules.network;
  }
  if (abi >= 6) {
    rules.scopes = 3;  // abstract sockets and signals of others
    bytes += sizeof rules.scopes;
  }
  const long ruleset = ::syscall(SYS_landlock_create_ruleset, &rules, bytes, 0);
  if (ruleset < 0) return 0;
  const long restricted = ::syscall(SYS_landlock_restrict_self, ruleset, 0);
  ::close(static_cast<int>(ruleset));
  return restricted == 0 ? abi : 0;
}

/// The kernel forgets both when ids change, so they are asked for twice.
bool die_with(pid_t broker) {
  return ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && ::getppid() == broker;
}

bool drop_capabilities() {
  ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> none{};
  return ::syscall(SYS_capset, &header, none.data()) == 0;
}

bool drop_identity() {
  if (::geteuid() == 0) {
    // A bounding set that cannot be emptied does no harm to a process without any capability.
    for (unsigned i = 0; i < kCapabilitiesMax; ++i) ::prctl(PR_CAPBSET_DROP, i, 0, 0, 0);
    if (::setgroups(0, nullptr) != 0 || ::setresgid(kNobody, kNobody, kNobody) != 0 ||
        ::setresuid(kNobody, kNobody, kNobody) != 0)
      return false;
  }
  return drop_capabilities() && ::geteuid() != 0;
}

[[maybe_unused]] std::uint64_t address_space_bytes() {
  std::array<char, 64> text{};
  const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  const ssize_t count = ::read(file, text.data(), text.size());
  ::close(file);
  std::uint64_t pages = 0;
  if (count > 0) std::from_chars(text.data(), text.data() + count, pages);
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

bool limit(int resource, rlim_t soft, rlim_t hard) {
  const rlimit bounds{soft, hard};
  return ::setrlimit(static_cast<__rlimit_resource_t>(resource), &bounds) == 0;
}

bool set_limits(const sandbox::ServerRequest& request) {
  bool set = true;
#if !defined(BRAQUE_SANITIZED)  // they reserve terabytes of addresses
  const std::uint64_t bytes = address_space_bytes() + request.memory_bytes_max;
  set = limit(RLIMIT_AS, bytes, bytes);
#endif
  // Whoever starts a long file raises the soft limit from outside.
  return limit(RLIMIT_CPU, request.cpu_seconds_max, RLIM_INFINITY) && limit(RLIMIT_FSIZE, 0, 0) &&
         limit(RLIMIT_CORE, 0, 0) &&
         limit(RLIMIT_NOFILE, kDescriptorsOpenMax, kDescriptorsOpenMax) &&
         limit(RLIMIT_NPROC, 0, 0) && set;
}

void note_fault(Hello& hello, std::string_view what) {
  std::size_t end = std::strlen(hello.fault.data());
  const auto add = [&](std::string_view text) {
    const std::size_t count = std::min(text.size(), hello.fault.size() - 1 - end);
    std::memcpy(hello.fault.data() + end, text.data(), count);
    end += count;
  };
  if (end > 0) add(", ");
  add(what);
}

}  // namespace

Hello lock_down(const sandbox::ServerRequest& request, sandbox::SharedState& state) {
  Hello hello;
  bool alone = die_with(request.broker);
  hello.limits = set_limits(request) ? 1 : 0;
  if (request.mode == Mode::off) {
    hello.complete = 1;
    note_fault(hello, "off");
    return hello;
  }
  hello.identity = drop_identity() ? 1 : 0;
  alone = die_with(request.broker) && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && alone;
  hello.landlock = deny_files_and_network();
  hello.seccomp = install_filter(state) ? 1 : 0;
  if (!alone) note_fault(hello, "not bound to its parent");
  if (hello.limits == 0) note_fault(hello, "no limits");
  if (hello.identity == 0) note_fault(hello, "identity kept");
  if (hello.landlock == 0) note_fault(hello, "no Landlock");
  if (hello.seccomp == 0) note_fault(hello, "no seccomp");
  const bool all = hello.fault[0] == '\0';
  hello.complete = all || request.mode == Mode::best_effort ? 1 : 0;
  return hello;
}

}  // namespace braque::worker
