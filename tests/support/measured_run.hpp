// Runs a program on large inputs: its output goes to a file, and what it cost is measured.
#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "support/run_program.hpp"

namespace braque::test {

struct MeasuredRun {
  int exit_code = -1;                ///< 128 + signal when a signal ended it
  std::uint64_t peak_rss_bytes = 0;  ///< resident at most, of the program alone
  double seconds = 0;
  double cpu_seconds = 0;
};

/// Standard output and error go to the files `out` and `out` + ".err". The peak is that of
/// getrusage(2), which counts what the caller had resident at the fork too: callers stay small.
inline MeasuredRun run_measured(const Program& program, const std::string& out) {
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int data = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const int complaints =
      ::open((out + ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (null < 0 || data < 0 || complaints < 0) throw std::runtime_error("open " + out);
  const auto begun = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) detail::become(program, {null, data, complaints});
  for (int file : {null, data, complaints}) ::close(file);
  int status = 0;
  rusage usage{};
  while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  MeasuredRun run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.peak_rss_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  run.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  return run;
}

}  // namespace braque::test
