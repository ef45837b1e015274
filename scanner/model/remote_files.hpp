// Files on mounts that may stop answering: a call on a dead server's file never returns, and its process
// cannot be ended. So another process opens and reads them, which is left alone when it hangs.
#pragma once

#include <cstdint>

#include "model/source.hpp"

namespace braque {

class RemoteFiles {
 public:
  virtual ~RemoteFiles() = default;

  struct Request {
    int directory = -1;           ///< open, and stays the caller's
    const char* name = "";        ///< one component
    std::uint64_t device = 0;     ///< of the directory: the mount that is avoided once it hangs
    bool cross_mounts = false;
    bool keep_access_time = false;
  };
  /// From any thread. What does not answer in time fails with stalled_mount, and so does at once
  /// everything on the same device from then on.
  virtual Opened open(const Request& request) = 0;
};

}  // namespace braque
