// A MariaDB server of a test's own, reached by a socket.
#pragma once

#include "support/servers.hpp"

namespace braque::test {

class MariadbServer {
 public:
  static bool installed() {
    return installed_or_said(!server().empty() && !client().empty() && !installer().empty(),
                             "mariadb-server-core");
  }

  MariadbServer() {
    ::chmod(tree_.path().c_str(), 0711);
    tree_.directory("home");
    if (::geteuid() == 0 && ::chown(home().c_str(), kNobody, kNobody) != 0)
      throw std::runtime_error("chown");
    const ProgramResult made =
        run_program({as_nobody({installer(), "--no-defaults", "--datadir=" + home() + "/data",
                                "--auth-root-authentication-method=normal", "--skip-test-db"}),
                     {},
                     {{"HOME", home()}}});
    if (made.exit_code != 0)
      throw std::runtime_error("mariadb-install-db: " + made.out + made.error);
    start();
    sql("CREATE DATABASE crm; CREATE USER reader@localhost; GRANT SELECT ON crm.* TO "
        "reader@localhost");
  }

  void start() {
    daemon_.start(as_nobody({server(), "--no-defaults", "--datadir=" + home() + "/data",
                             "--socket=" + socket(), "--skip-networking", "--general-log=1",
                             "--general-log-file=" + home() + "/statements",
                             "--innodb-flush-log-at-trx-commit=0", "--max-allowed-packet=1G",
                             "--pid-file=" + home() + "/pid", "--local-infile=1"}),
                  tree_.path("log"));
    wait_until(
        [this] {
          return run_program(
                     {{client(), "--no-defaults", "-uroot", "-S", socket(), "-e", "SELECT 1"},
                      {},
                      {}})
                     .exit_code == 0;
        },
        "mariadbd");
  }
  void stop() { daemon_.stop(SIGTERM); }
  void kill() { daemon_.stop(SIGKILL); }

  std::string sql(const std::string& text, const std::string& database = "") const {
    std::vector<std::string> words{client(),
                                   "--no-defaults",
                                   "--default-character-set=utf8mb4",
                                   "-uroot",
                                   "-S",
                                   socket(),
                                   "-N",
                                   "--max-allowed-packet=1G"};
    if (!database.empty()) words.push_back(database);
    const ProgramResult result = run_program({std::move(words), text, {}});
    if (result.exit_code != 0) throw std::runtime_error("mariadb: " + result.error);
    return result.out;
  }

  std::string uri(const std::string& user = "reader") const {
    return "mariadb://" + user + "@localhost/crm?socket=" + socket();
  }
  std::string home() const { return tree_.path("home"); }
  std::string socket() const { return home() + "/socket"; }
  /// Every statement that the server was given.
  std::string statements() const {
    return run_program({as_nobody({"/bin/cat", home() + "/statements"}), {}, {}}).out;
  }

 private:
  static std::string server() { return program_of({"/usr/sbin/mariadbd"}); }
  static std::string client() { return program_of({"/usr/bin/mariadb"}); }
  static std::string installer() { return program_of({"/usr/bin/mariadb-install-db"}); }

  TemporaryTree tree_;
  Daemon daemon_;
};

/// Redis without persistence, reached by a socket.
class RedisServer {
 public:
  static bool installed() {
    return installed_or_said(!server().empty() && !client().empty(), "redis-server");
  }

  RedisServer() {
    daemon_.start({server(), "--port", "0", "--unixsocket", socket(), "--save", "", "--dir",
                   tree_.path(), "--daemonize", "no"},
                  tree_.path("log"));
    wait_until([this] { return ask("PING\n").find("PONG") != std::string::npos; }, "redis-server");
  }

  /// Commands as redis-cli reads them, one a line.
  std::string ask(const std::string& commands) const {
    return run_program({{client(), "-s", socket()}, commands, {}}).out;
  }
  std::string uri(const std::string& database = "0") const {
    return "redis:///" + database + "?socket=" + socket();
  }
  std::string socket() const { return tree_.path("socket"); }

 private:
  static std::string server() { return program_of({"/usr/bin/redis-server"}); }
  static std::string client() { return program_of({"/usr/bin/redis-cli"}); }

  TemporaryTree tree_;
  Daemon daemon_;
};

}  // namespace braque::test
