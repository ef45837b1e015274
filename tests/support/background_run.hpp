// A scan that runs while the test does something to what it reads.
#pragma once

#include "e2e/home.hpp"
#include "support/servers.hpp"

namespace braque::test {

class BackgroundRun {
 public:
  BackgroundRun(const Home& home, std::vector<std::string> words)
      : output_(home.tree.path("background.jsonl")) {
    std::vector<std::string> all{"/usr/bin/env", "-i"};
    for (const auto& [name, value] : home.environment()) all.push_back(name + "=" + value);
    all.emplace_back(BRAQUE_PROGRAM);
    all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(), {"--output", "jsonl=" + output_});
    log_ = home.tree.path("background.log");
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("fork");
    if (pid_ == 0) {
      const int file = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
      ::dup2(file, 1);
      ::dup2(file, 2);
      std::vector<char*> pointers;
      for (std::string& word : all) pointers.push_back(word.data());
      pointers.push_back(nullptr);
      ::execv(pointers[0], pointers.data());
      ::_exit(127);
    }
  }
  BackgroundRun(const BackgroundRun&) = delete;
  BackgroundRun& operator=(const BackgroundRun&) = delete;
  ~BackgroundRun() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
  }

  void pause() const { ::kill(pid_, SIGSTOP); }
  void go_on() const { ::kill(pid_, SIGCONT); }
  /// Its exit code; records() are there then.
  int finish() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  std::vector<nlohmann::json> records() const {
    return json_lines(run_program({{"/bin/cat", output_}, {}, {}}).out);
  }
  std::string log() const { return run_program({{"/bin/cat", log_}, {}, {}}).out; }

 private:
  std::string output_, log_;
  pid_t pid_ = 0;
};

}  // namespace braque::test
