// braque night: every target that the configuration names is scanned, every destination told, what
// is over its retention forgotten, metrics written. Each scan is a process of its own, so that
// whatever happens to one, the others and the deliveries go on.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "cli/commands.hpp"
#include "cli/index_place.hpp"
#include "cli/load_plan.hpp"
#include "cli/metrics.hpp"
#include "cli/parse_value.hpp"
#include "cli/process.hpp"
#include "cli/service.hpp"
#include "cli/suggest.hpp"
#include "export/event.hpp"
#include "index/clock.hpp"

extern char** environ;

namespace braque::cli {
namespace {

ExitCode known_code(int status) {
  if (!WIFEXITED(status)) return ExitCode::internal;
  const int code = WEXITSTATUS(status);
  for (ExitCode one : kPrecedence)
    if (static_cast<int>(one) == code) return one;
  return code == 0 ? ExitCode::done : ExitCode::internal;
}

/// Runs this program with other words. A signal that ends us is passed on; the child stops as it
/// would for a person.
ExitCode run_self(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  std::string self = "braque";
  arguments.push_back(self.data());
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, arguments.data(), environ) != 0) {
    complain("a scan cannot be started");
    return ExitCode::internal;
  }
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  bool told = false;
  while (handle >= 0) {
    pollfd ended{handle, POLLIN, 0};
    if (::poll(&ended, 1, 500) > 0) break;
    notify_alive();
    if (stop_requested().load() && !told) told = ::kill(child, SIGTERM) == 0;
  }
  if (handle >= 0) ::close(handle);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return known_code(status);
}

class Night {
 public:
  Night(const Settings& settings, const Plan& plan, const Schedule& schedule)
      : settings_(settings), plan_(plan), schedule_(schedule) {
    if (const auto limit = parse_duration_ms(schedule.max_time))
      end_ms_ = index::now_ms() + static_cast<std::int64_t>(*limit);
  }

  ExitCode run() {
    notify_service("READY=1\nSTATUS=Reading the plan");
    for (const PlannedTarget& target : plan_.targets)
      if (chosen(schedule_.targets, target.name)) scan(target);
    forget();
    for (const PlannedDestination& destination : plan_.destinations)
      if (chosen(schedule_.destinations, destination.destination.name)) tell(destination);
    if (!plan_.metrics_file.empty()) {
      notify_service("STATUS=Writing metrics");
      if (auto written = write_metrics(index_path(settings_), plan_.metrics_file, code_); !written)
        note(fail(written.error()));
    }
    notify_service("STOPPING=1\nSTATUS=Done, exit status " +
                   std::to_string(static_cast<int>(code_)));
    return code_;
  }

 private:
  static bool chosen(const std::vector<std::string>& names, const std::string& name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
  }
  void note(ExitCode code) { code_ = stronger(code_, code); }

  /// What this call was told applies to the processes that it starts.
  std::vector<std::string> common(std::vector<std::string> words) const {
    for (const char* option : {"index", "key-file", "config", "lang"})
      if (settings_.knows(option) && settings_.has(option) &&
          settings_.get(option).origin == "command line") {
        words.push_back("--" + std::string(option));
        words.push_back(settings_.text(option));
      }
    return words;
  }

  void scan(const PlannedTarget& target) {
    if (stop_requested().load()) return note(ExitCode::stopped);
    auto words = common({"scan", target.path, "--no-progress"});
    if (!target.as.empty()) words.insert(words.end(), {"--as", target.as});
    for (const auto& [name, values] : target.options) {
      const Option* option = find_option("scan", name);
      for (const std::string& value : values) {
        if (!is_switch(option->type))
          words.insert(words.end(), {"--" + name, value});
        else if (parse_boolean(value).value_or(false))
          words.push_back("--" + name);
        else if (option->type == ValueType::on_off)
          words.push_back("--no-" + name);
      }
    }
    if (end_ms_ > 0) {
      const std::int64_t left = (end_ms_ - index::now_ms()) / 1000;
      if (left <= 0) return note(ExitCode::stopped);
      words.insert(words.end(), {"--max-time", std::to_string(left) + "s"});
    }
    notify_service("STATUS=Scanning " + target.name);
    note(run_self(words));
  }

  void tell(const PlannedDestination& destination) {
    notify_service("STATUS=Telling " + destination.destination.name);
    auto told = deliver_to(settings_, plan_, destination);
    if (!told)
      note(fail(told.error()));
    else if (told->failed)
      note(ExitCode::spooled);
  }

  void forget() {
    const auto before = [](const std::string& age) {
      return exporting::time_text(index::now_ms() -
                                  static_cast<std::int64_t>(parse_duration_ms(age).value_or(0)))
          .substr(0, 10);
    };
    std::vector<std::string> words;
    if (!plan_.retention_gone.empty())
      words.insert(words.end(), {"--gone-before", before(plan_.retention_gone)});
    if (!plan_.retention_runs.empty())
      words.insert(words.end(), {"--runs-before", before(plan_.retention_runs)});
    if (words.empty() || stop_requested().load()) return;
    notify_service("STATUS=Forgetting what is over its retention");
    words.insert(words.begin(), "purge");
    note(run_self(common(words)));
  }

  const Settings& settings_;
  const Plan& plan_;
  const Schedule& schedule_;
  std::int64_t end_ms_ = 0;
  ExitCode code_ = ExitCode::done;
};

}  // namespace

ExitCode night(Invocation& invocation) {
  stop_on_signals();
  auto plan = load_plan(invocation.settings);
  if (!plan) return fail(plan.error());
  if (plan->targets.empty())
    return fail(unexpected(ErrorKind::invalid,
                           "the configuration names no target; add a [target.NAME] with a path to "
                           "/etc/braque/braque.toml (`braque init` writes an example)"));
  Schedule everything;
  const Schedule* schedule = &everything;
  // Whoever wrote no schedule means everything, whatever the unit is called.
  if (!invocation.arguments.empty() && !plan->schedules.empty()) {
    const std::string& name = invocation.arguments.front();
    schedule = plan->schedule(name);
    std::vector<std::string> names;
    for (const Schedule& one : plan->schedules) names.push_back(one.name);
    if (schedule == nullptr)
      return fail(unexpected(
          ErrorKind::invalid,
          "there is no [schedule." + name + "] in the configuration" +
              (nearest(name, names).empty() ? "; add it, or give no name for everything"
                                            : "; did you mean " + nearest(name, names) + "?")));
  }
  return Night(invocation.settings, *plan, *schedule).run();
}

}  // namespace braque::cli
