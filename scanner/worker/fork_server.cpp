#include "worker/fork_server.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "sandbox/channel.hpp"
#include "worker/serve_files.hpp"
#include "worker/serve_requests.hpp"

#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x00001000
#endif

namespace braque::worker {
namespace {

using namespace sandbox;

/// Forks a child of this process's parent, so that braque itself waits for it and learns how it
/// ended. A raw call: glibc's fork() cannot do that, and its only further service, the handlers of
/// other threads' locks, is not needed in a process with one thread.
pid_t fork_sibling(int& process_descriptor) {
  return static_cast<pid_t>(
      ::syscall(SYS_clone, CLONE_PARENT | CLONE_PIDFD, nullptr, &process_descriptor, nullptr, 0));
}

ServerReply start_worker(const ServerRequest& request, Descriptor& socket, Descriptor& memory,
                         Descriptor& process) {
  ServerReply reply;
  if (request.version != kProtocolVersion || !socket || !memory) {
    reply.error = EPROTO;
    return reply;
  }
  int process_descriptor = -1;
  const pid_t child = fork_sibling(process_descriptor);
  if (child == 0) {
    if (request.role == Role::servant) serve_files(request, socket.get(), memory.get());
    serve_requests(request, socket.get(), memory.get());
  }
  if (child < 0) reply.error = errno;
  reply.process = child;
  process = Descriptor(process_descriptor);
  return reply;
}

/// When memory runs out, the kernel shall take a worker and not braque.
void volunteer_for_death() {
  const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  // Only advice.
  static_cast<void>(!::write(file, "500", 3));
  ::close(file);
}

/// Signals for all of a terminal or a service are braque's to obey: it ends its workers itself.
void leave_signals_to_broker() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) ::signal(number, SIG_IGN);
}

}  // namespace

void serve_forks(pid_t broker) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  leave_signals_to_broker();
  if (::getppid() != broker) return;
  ::syscall(SYS_close_range, kServerSocket + 1, ~0U, 0);
  volunteer_for_death();
  while (true) {
    ServerRequest request;
    std::array<Descriptor, 2> ends;
    if (!receive_struct(kServerSocket, request, ends)) return;
    Descriptor process;
    const ServerReply reply = start_worker(request, ends[0], ends[1], process);
    const std::array descriptors{process.get()};
    if (!send_struct(kServerSocket, reply, std::span(descriptors).first(process ? 1 : 0))) return;
  }
}

}  // namespace braque::worker
