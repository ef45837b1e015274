#include "sandbox/fork_server.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "sandbox/channel.hpp"

namespace braque::sandbox {
namespace {

/// Loading its libraries and tables may take a cold disk some seconds.
constexpr timeval kReplyWait{30, 0};
constexpr int kEndWaitMs = 2'000;

Error failed(const std::string& action, int error) {
  return unexpected(ErrorKind::io,
                    "the worker program: cannot " + action + ": " + std::strerror(error));
}

/// Its standard streams are /dev/null: what libraries print about hostile files is for nobody.
int spawn(const std::string& program, std::string ocr_languages, int socket, pid_t& process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  for (int stream = 0; stream < 3; ++stream)
    ::posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
  ::posix_spawn_file_actions_adddup2(&actions, socket, kServerSocket);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  // A group of its own: what the keyboard sends to braque's does not reach it.
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  std::string name = "braque-extract", serve = "--serve", self = std::to_string(::getpid());
  std::array<char*, 5> words{name.data(), serve.data(), self.data(),
                             ocr_languages.empty() ? nullptr : ocr_languages.data(), nullptr};
  // A time zone without a file: libraries that write times down would ask for /etc/localtime.
  std::string locale = "LC_ALL=C.UTF-8", zone = "TZ=UTC0";
  std::array<char*, 3> environment{locale.data(), zone.data(), nullptr};
  const int error = ::posix_spawn(&process, program.c_str(), &actions, &attributes, words.data(),
                                  environment.data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  return error;
}

}  // namespace

ForkServer::~ForkServer() { stop(); }

void ForkServer::stop() {
  socket_ = Descriptor();
  if (process_ <= 0) return;
  for (int waited = 0; ::waitpid(process_, nullptr, WNOHANG) == 0; ++waited) {
    if (waited == kEndWaitMs) ::kill(process_, SIGKILL);
    if (waited == 2 * kEndWaitMs) break;
    const timespec millisecond{0, 1'000'000};
    ::nanosleep(&millisecond, nullptr);
  }
  process_ = -1;
}

Result<void> ForkServer::start(const std::string& program, const std::string& ocr_languages) {
  stop();
  // Ended children must stay until they are asked how they ended, whatever was inherited.
  ::signal(SIGCHLD, SIG_DFL);
  Descriptor own, other;
  if (!make_channel(own, other)) return failed("make a socket", errno);
  // dup2() to its own number would leave the descriptor close-on-exec.
  const Descriptor elsewhere(::fcntl(other.get(), F_DUPFD_CLOEXEC, kServerSocket + 1));
  if (!elsewhere) return failed("make a socket", errno);
  if (const int error = spawn(program, ocr_languages, elsewhere.get(), process_); error != 0) {
    process_ = -1;
    return failed("start " + program, error);
  }
  ::setsockopt(own.get(), SOL_SOCKET, SO_RCVTIMEO, &kReplyWait, sizeof kReplyWait);
  socket_ = std::move(own);
  return {};
}

Result<std::unique_ptr<WorkerProcess>> ForkServer::fork(const ServerRequest& request) {
  Descriptor own, other, shared;
  SharedMemory memory;
  if (!make_channel(own, other)) return failed("make a socket", errno);
  if (!memory.make(shared)) return failed("share memory", errno);
  ServerReply reply;
  std::array<Descriptor, 1> process;
  const std::array ends{other.get(), shared.get()};
  if (!send_struct(socket_.get(), request, ends) ||
      !receive_struct(socket_.get(), reply, process)) {
    stop();
    return unexpected(ErrorKind::io, "the worker program ended by itself");
  }
  if (reply.error != 0 || !process[0]) return failed("make a process", reply.error);
  other = Descriptor();
  auto worker = std::make_unique<WorkerProcess>(std::move(own), std::move(process[0]),
                                                reply.process, std::move(memory));
  const bool heard = worker->receive_hello();
  if (heard && worker->hello().complete == 1) return worker;
  if (!heard) return unexpected(ErrorKind::io, "a worker did not come to work");
  return unexpected(ErrorKind::invalid,
                    std::string("the sandbox is not complete: ") + worker->hello().fault.data());
}

}  // namespace braque::sandbox
