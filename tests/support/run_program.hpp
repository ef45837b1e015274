// Runs a program to its end and keeps what it printed.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace braque::test {

struct ProgramResult {
  int exit_code = -1;  ///< 128 + signal when a signal ended it
  std::string out, error;
};

struct Program {
  std::vector<std::string> words;                  ///< the program's path first
  std::string input;                               ///< its standard input
  std::map<std::string, std::string> environment;  ///< nothing else is passed on but PATH
  int kill_after_ms = 0;                           ///< 0: it may run as long as it likes
};

namespace detail {

[[noreturn]] inline void become(const Program& program, const std::array<int, 3>& ends) {
  for (int i = 0; i < 3; ++i) ::dup2(ends[static_cast<std::size_t>(i)], i);
  std::vector<std::string> variables;
  if (const char* path = ::getenv("PATH")) variables.push_back(std::string("PATH=") + path);
  for (const auto& [name, value] : program.environment) variables.push_back(name + "=" + value);
  std::vector<char*> words, pointers;
  for (const std::string& word : program.words) words.push_back(const_cast<char*>(word.c_str()));
  for (std::string& variable : variables) pointers.push_back(variable.data());
  words.push_back(nullptr);
  pointers.push_back(nullptr);
  ::execve(words[0], words.data(), pointers.data());
  ::_exit(127);
}

/// Kills the process unless it ends before.
inline void kill_after(pid_t child, int milliseconds) {
  const auto handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  if (handle < 0) throw std::runtime_error("pidfd_open");
  pollfd ended{handle, POLLIN, 0};
  if (::poll(&ended, 1, milliseconds) == 0) ::kill(child, SIGKILL);
  ::close(handle);
}

/// A descriptor of an unnamed file with this content, at its start.
inline int unnamed_file(const std::string& content) {
  std::string name = "/tmp/braque-test-XXXXXX";
  int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) throw std::runtime_error("mkostemp");
  ::unlink(name.c_str());
  if (::write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
    throw std::runtime_error("write");
  ::lseek(file, 0, SEEK_SET);
  return file;
}

inline std::string take(int file) {
  ::lseek(file, 0, SEEK_SET);
  std::string text;
  std::array<char, 65536> buffer;
  for (ssize_t got; (got = ::read(file, buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(file);
  return text;
}

}  // namespace detail

/// Input and outputs are files, so that neither side can wait for the other.
inline ProgramResult run_program(const Program& program) {
  std::array<int, 3> ends{detail::unnamed_file(program.input), detail::unnamed_file(""),
                          detail::unnamed_file("")};
  pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) detail::become(program, ends);
  if (program.kill_after_ms > 0) detail::kill_after(child, program.kill_after_ms);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ProgramResult result;
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ::close(ends[0]);
  result.out = detail::take(ends[1]);
  result.error = detail::take(ends[2]);
  return result;
}

}  // namespace braque::test
