// Starts the worker program as a fork server and asks it for workers.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "base/result.hpp"
#include "model/descriptor.hpp"
#include "sandbox/worker_process.hpp"

namespace braque::sandbox {

/// One thread at a time. The thread that starts it must live as long as the workers: the kernel
/// ends them with that thread.
class ForkServer {
 public:
  ForkServer() = default;
  ForkServer(const ForkServer&) = delete;
  ForkServer& operator=(const ForkServer&) = delete;
  /// Ends the server; workers live on.
  ~ForkServer();

  Result<void> start(const std::string& program, const std::string& ocr_languages = {});
  bool running() const { return static_cast<bool>(socket_); }
  /// A worker that has locked itself in. ErrorKind::invalid when it could not and must.
  Result<std::unique_ptr<WorkerProcess>> fork(const ServerRequest& request);

 private:
  void stop();

  Descriptor socket_;
  pid_t process_ = -1;
};

}  // namespace braque::sandbox
