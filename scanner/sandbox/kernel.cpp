#include "sandbox/kernel.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace braque::sandbox {
namespace {

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#endif

/// landlock_create_ruleset(2): with this flag the call only says the highest ABI.
constexpr unsigned kLandlockVersion = 1;

/// Root in a container may lack the right to become "nobody".
bool may_change_identity() {
  if (::geteuid() != 0) return true;
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> held{};
  if (::syscall(SYS_capget, &header, held.data()) != 0) return false;
  const std::uint32_t needed = 1U << CAP_SETUID | 1U << CAP_SETGID;
  return (held[0].effective & needed) == needed;
}

}  // namespace

KernelOffer kernel_offer() {
  KernelOffer offer;
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kLandlockVersion);
  offer.landlock = abi > 0 ? static_cast<int>(abi) : 0;
  std::uint32_t action = SECCOMP_RET_KILL_PROCESS;
  offer.seccomp = ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC;
  const long opened = ::syscall(SYS_openat2, AT_FDCWD, "/", &how, sizeof how);
  offer.openat2 = opened >= 0;
  if (opened >= 0) ::close(static_cast<int>(opened));
  offer.other_identity = may_change_identity();
  const long self = ::syscall(SYS_pidfd_open, ::getpid(), 0);
  offer.descriptors = self >= 0;
  if (self >= 0) ::close(static_cast<int>(self));
  return offer;
}

std::vector<std::string> missing_features(const KernelOffer& offer) {
  std::vector<std::string> missing;
  if (offer.landlock == 0) missing.emplace_back("the kernel has no Landlock");
  if (!offer.seccomp) missing.emplace_back("the kernel has no seccomp filters");
  if (!offer.other_identity) missing.emplace_back("root may not become another user here");
  if (!offer.descriptors) missing.emplace_back("the kernel has no process descriptors");
  return missing;
}

}  // namespace braque::sandbox
