// braque doctor: is everything as it must be before a scan can be trusted?
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <sys/stat.h>

#include "cli/commands.hpp"
#include "cli/escape.hpp"
#include "cli/index_place.hpp"
#include "cli/load_rules.hpp"
#include "cli/worker_setup.hpp"
#include "index/check_index.hpp"
#include "index/sqlite.hpp"
#include "privacy/keys.hpp"
#include "sandbox/kernel.hpp"

namespace braque::cli {
namespace {

/// One line for each check; remembers whether all passed.
class Report {
 public:
  explicit Report(Output& out) : out_(out) {}
  void line(bool passed, const std::string& name, const std::string& detail) {
    all_passed_ &= passed;
    out_.write(fmt::format("{:<4}  {:<20}  {}\n", passed ? "ok" : "BAD", terminal_text(name),
                           terminal_text(detail)));
  }
  bool all_passed() const { return all_passed_; }

 private:
  Output& out_;
  bool all_passed_ = true;
};

void check_rules(const Settings& settings, Report& report) {
  auto rules = load_rules(settings);
  if (!rules) return report.line(false, "rules", rules.error().message);
  report.line(
      true, "rules",
      std::to_string(rules->set->rules().size()) + " rules, set " + rules->set->fingerprint());
  report.line(true, "engine", rules->set->engine_description());
  auto tested = rules->set->self_test(true);
  report.line(tested.has_value(), "engine self-test",
              tested ? "every known value was found" : tested.error().message);
}

void check_keys(const Settings& settings, const std::string& index, Report& report) {
  std::string directory =
      settings.has("key-file") ? settings.text("key-file") : default_key_directory();
  struct stat status {};
  // load_keys() would make them; a check makes nothing.
  if (::stat((directory + "/fingerprint.key").c_str(), &status) != 0)
    return report.line(true, "keys", directory + ": none yet; the first scan makes them");
  auto keys = load_keys(directory, directory_of(index));
  report.line(
      keys.has_value(), "keys",
      keys ? directory + ": fingerprint key " + keys->fingerprint_key_id : keys.error().message);
}

void check_index(const std::string& path, Report& report) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return report.line(true, "index", path + ": none yet; the first scan makes it");
  for (const index::IndexCheck& check : index::check_index(path))
    report.line(check.passed, "index " + check.name, check.detail);
}

std::string offered(bool offer) { return offer ? "yes" : "no"; }

/// What the kernel offers, and what a worker makes of it.
void check_sandbox(const Settings& settings, Report& report) {
  const sandbox::KernelOffer offer = sandbox::kernel_offer();
  report.line(true, "kernel",
              "Landlock " + (offer.landlock > 0 ? "ABI " + std::to_string(offer.landlock) : "no") +
                  ", seccomp " + offered(offer.seccomp) + ", openat2 " + offered(offer.openat2) +
                  ", process descriptors " + offered(offer.descriptors) +
                  " (user namespaces are not needed)");
  auto pool = make_worker_pool(settings, 1);
  if (!pool) return report.line(false, "sandbox", pool.error().message);
  auto worker = (*pool)->take();
  if (!worker) return report.line(false, "sandbox", worker.error().message);
  const std::string missing = (*pool)->missing();
  report.line(true, "sandbox", missing.empty() ? "complete" : "not complete: " + missing);
}

}  // namespace

ExitCode doctor(Invocation& invocation) {
  Report report(invocation.out);
  report.line(true, "braque", BRAQUE_VERSION);
  report.line(
      true, "libraries",
      fmt::format("SQLite {}, {}", index::sqlite_version(), OpenSSL_version(OPENSSL_VERSION)));
  check_rules(invocation.settings, report);
  check_sandbox(invocation.settings, report);
  std::string index = index_path(invocation.settings);
  check_keys(invocation.settings, index, report);
  check_index(index, report);
  return report.all_passed() ? ExitCode::done : ExitCode::usage;
}

}  // namespace braque::cli
