// What this kernel offers for locking a process in.
#pragma once

#include <string>
#include <vector>

namespace braque::sandbox {

struct KernelOffer {
  int landlock = 0;             ///< ABI; 0: none
  bool seccomp = false;         ///< filters that end the process
  bool openat2 = false;         ///< opening beneath a directory in one call
  bool other_identity = false;  ///< this account is not root, or root that may become another
  bool descriptors = false;     ///< processes by descriptor, to end exactly the right one
};

KernelOffer kernel_offer();

/// What a lock-down that is `required` lacks here, each in a few words; empty: nothing.
std::vector<std::string> missing_features(const KernelOffer& offer);

}  // namespace braque::sandbox
