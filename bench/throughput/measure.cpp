#include "throughput/measure.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace braque::bench {
namespace {

double now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

[[noreturn]] void run_child(const std::vector<std::string>& command) {
  const int null = open("/dev/null", O_RDWR);
  dup2(null, 0);
  dup2(null, 1);
  dup2(null, 2);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

Cost measure(const std::function<void()>& work) {
  const double cpu = now(CLOCK_PROCESS_CPUTIME_ID), wall = now(CLOCK_MONOTONIC);
  work();
  return {now(CLOCK_PROCESS_CPUTIME_ID) - cpu, now(CLOCK_MONOTONIC) - wall, 0};
}

Cost measure_command(const std::vector<std::string>& command, bool (*accept)(int exit_status)) {
  const double wall = now(CLOCK_MONOTONIC);
  const pid_t child = fork();
  if (child == 0) run_child(command);
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) ||
      !accept(WEXITSTATUS(status))) {
    std::fprintf(stderr, "cannot run %s (status %d)\n", command[0].c_str(), status);
    std::exit(1);
  }
  return {seconds(usage.ru_utime) + seconds(usage.ru_stime), now(CLOCK_MONOTONIC) - wall,
          static_cast<double>(usage.ru_maxrss) / 1024};
}

Spread spread(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values[values.size() / 2], values.front(), values.back()};
}

}  // namespace braque::bench
