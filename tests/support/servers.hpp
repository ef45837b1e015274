// Database servers of a test's own: started in a temporary directory, reached by a socket there,
// stopped with the object. PostgreSQL refuses to run as root: for root it is started as nobody.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/run_program.hpp"
#include "support/temporary_tree.hpp"

namespace braque::test {

inline constexpr unsigned kNobody = 65534;

/// The first of these programs that exists; "" when none does.
inline std::string program_of(std::initializer_list<const char*> places) {
  for (const char* place : places)
    if (::access(place, X_OK) == 0) return place;
  return {};
}

/// A child that runs until it is stopped.
class Daemon {
 public:
  Daemon() = default;
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;
  ~Daemon() { stop(SIGKILL); }

  void start(const std::vector<std::string>& words, const std::string& log) {
    child_ = ::fork();
    if (child_ < 0) throw std::runtime_error("fork");
    if (child_ > 0) return;
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    ::dup2(file, 1);
    ::dup2(file, 2);
    std::vector<char*> pointers;
    for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
    pointers.push_back(nullptr);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
  }
  void stop(int signal) {
    if (child_ <= 0) return;
    ::kill(child_, signal);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }
  bool running() const { return child_ > 0 && ::waitpid(child_, nullptr, WNOHANG) == 0; }
  pid_t pid() const { return child_; }

 private:
  pid_t child_ = 0;
};

/// Asks until the answer is yes, for at most a minute.
inline void wait_until(const std::function<bool()>& ready, const char* what) {
  for (int i = 0; i < 1200; ++i) {
    if (ready()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error(std::string("no answer: ") + what);
}

/// The words before a program that is not to run as root.
inline std::vector<std::string> as_nobody(std::vector<std::string> words) {
  if (::geteuid() != 0) return words;
  const std::string id = std::to_string(kNobody);
  std::vector<std::string> all{program_of({"/usr/bin/setpriv", "/bin/setpriv"}), "--reuid=" + id,
                               "--regid=" + id, "--clear-groups", "--"};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

/// Says which test could not be made; packaging/test installs everything.
inline bool installed_or_said(bool installed, const char* package) {
  if (!installed) std::cout << "skipped: install " << package << " for this test\n";
  return installed;
}

class PostgresServer {
 public:
  static bool installed() {
    return installed_or_said(!bin("postgres").empty() && !bin("psql").empty(), "postgresql-15");
  }

  /// `settings`: further lines of postgresql.conf.
  explicit PostgresServer(const std::string& settings = {}) {
    ::chmod(tree_.path().c_str(), 0711);
    tree_.directory("home");
    if (::geteuid() == 0 && ::chown(home().c_str(), kNobody, kNobody) != 0)
      throw std::runtime_error("chown");
    const ProgramResult made = run({bin("initdb"), "-D", home() + "/data", "-U", "owner",
                                    "--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C"});
    if (made.exit_code != 0) throw std::runtime_error("initdb: " + made.error);
    settings_ = "listen_addresses = ''\nunix_socket_directories = '" + home() + "'\nfsync = off\n" +
                settings;
    tree_.file("settings", settings_);
    const ProgramResult copied =
        run({"/bin/sh", "-c",
             "cat " + tree_.path("settings") + " >> " + home() + "/data/postgresql.conf"});
    if (copied.exit_code != 0) throw std::runtime_error("settings: " + copied.error);
    start();
    sql("CREATE DATABASE crm", "postgres");
    sql("CREATE ROLE reader LOGIN");
  }

  /// By its own signal, or its processes and shared memory stay behind.
  ~PostgresServer() { stop(); }

  void start() {
    daemon_.start(as_nobody({bin("postgres"), "-D", home() + "/data"}), tree_.path("log"));
    wait_until(
        [this] {
          return run({bin("psql"), "-h", home(), "-U", "owner", "-Xqc", "SELECT 1", "postgres"})
                     .exit_code == 0;
        },
        "postgres");
  }
  void stop() { daemon_.stop(SIGINT); }
  void kill() { daemon_.stop(SIGQUIT); }

  /// Runs statements as the owner; what they print.
  std::string sql(const std::string& text, const std::string& database = "crm") const {
    Program program{{bin("psql"), "-h", home(), "-U", "owner", "-XqAt", "-v", "ON_ERROR_STOP=1",
                     "-f", "-", database},
                    text,
                    {}};
    const ProgramResult result = run_program(program);
    if (result.exit_code != 0) throw std::runtime_error("psql: " + result.error);
    return result.out;
  }

  std::string uri(const std::string& user = "reader") const {
    return "postgresql://" + user + "@/crm?host=" + home();
  }
  std::string home() const { return tree_.path("home"); }
  std::string log() const { return run({"/bin/cat", tree_.path("log")}).out; }
  static std::string bin(const std::string& name) {
    const std::string here = "/usr/lib/postgresql/15/bin/" + name, path = "/usr/bin/" + name;
    return program_of({here.c_str(), path.c_str()});
  }

 private:
  ProgramResult run(std::vector<std::string> words) const {
    return run_program({as_nobody(std::move(words)), {}, {{"HOME", home()}, {"LC_ALL", "C"}}});
  }

  TemporaryTree tree_;
  std::string settings_;
  Daemon daemon_;
};

}  // namespace braque::test
