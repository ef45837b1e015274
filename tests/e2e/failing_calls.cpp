// Loaded before the C library: the Nth call of one kind on files below a path fails, or the process
// is killed there. BRAQUE_FAIL_PATH is the path's beginning, BRAQUE_FAIL_CALL open, write or sync
// (with "kill " before it: the process ends before the call is made), BRAQUE_FAIL_AT the number,
// from 1; with BRAQUE_FAIL_ON=1 all later ones fail too.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace {

enum class Call { open, write, sync };

struct Wanted {
  const char* path = std::getenv("BRAQUE_FAIL_PATH");
  bool kill = false;
  Call call = Call::open;
  long at = 0;
  bool on = std::getenv("BRAQUE_FAIL_ON") != nullptr;

  Wanted() {
    const char* name = std::getenv("BRAQUE_FAIL_CALL");
    const char* number = std::getenv("BRAQUE_FAIL_AT");
    if (path == nullptr || name == nullptr || number == nullptr) {
      path = nullptr;
      return;
    }
    kill = std::strncmp(name, "kill ", 5) == 0;
    if (kill) name += 5;
    if (std::strcmp(name, "write") == 0) call = Call::write;
    if (std::strcmp(name, "sync") == 0) call = Call::sync;
    at = std::atol(number);
  }
};

const Wanted& wanted() {
  static const Wanted wanted;
  return wanted;
}

bool fails(Call call, const char* path) {
  static std::atomic<long> calls{0};
  const Wanted& what = wanted();
  if (what.path == nullptr || call != what.call ||
      std::strncmp(path, what.path, std::strlen(what.path)) != 0)
    return false;
  const long number = ++calls;
  if (number != what.at && !(what.on && number > what.at)) return false;
  if (what.kill) ::raise(SIGKILL);
  errno = call == Call::write ? ENOSPC : call == Call::sync ? EIO : EMFILE;
  return true;
}

bool fails(Call call, int descriptor) {
  if (wanted().path == nullptr || call != wanted().call) return false;
  char link[32] = "/proc/self/fd/", path[4096];
  int digits = 14, rest = descriptor;
  char reversed[12];
  int count = 0;
  do {
    reversed[count++] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  while (count > 0) link[digits++] = reversed[--count];
  link[digits] = '\0';
  const ssize_t length = ::readlink(link, path, sizeof path - 1);
  if (length < 0) return false;
  path[length] = '\0';
  return fails(call, path);
}

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  static const auto real = next<int (*)(const char*, int, ...)>("open");
  return fails(Call::open, path) ? -1 : real(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  static const auto real = next<int (*)(const char*, int, ...)>("open64");
  return fails(Call::open, path) ? -1 : real(path, flags, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  return fails(Call::write, descriptor) ? -1 : real(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t offset) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  return fails(Call::write, descriptor) ? -1 : real(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off_t offset) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite64");
  return fails(Call::write, descriptor) ? -1 : real(descriptor, bytes, count, offset);
}

int ftruncate64(int descriptor, off_t length) {
  static const auto real = next<int (*)(int, off_t)>("ftruncate64");
  return fails(Call::write, descriptor) ? -1 : real(descriptor, length);
}

int fsync(int descriptor) {
  static const auto real = next<int (*)(int)>("fsync");
  return fails(Call::sync, descriptor) ? -1 : real(descriptor);
}

int fdatasync(int descriptor) {
  static const auto real = next<int (*)(int)>("fdatasync");
  return fails(Call::sync, descriptor) ? -1 : real(descriptor);
}

}  // extern "C"
