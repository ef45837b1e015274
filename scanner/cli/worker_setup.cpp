#include "cli/worker_setup.hpp"

#include <unistd.h>

#include <array>

#include "sandbox/kernel.hpp"

namespace braque::cli {
namespace {

constexpr std::string_view kProgram = "braque-extract";

}  // namespace

Result<std::string> worker_program() {
  std::array<char, 4096> path{};
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
  if (length <= 0)
    return unexpected(ErrorKind::invalid, "/proc is not there, so that " + std::string(kProgram) +
                                              " cannot be found");
  const std::string self(path.data(), static_cast<std::size_t>(length));
  const std::string folder = self.substr(0, self.rfind('/') + 1);
  for (const std::string_view place : {"", "../libexec/braque/", "../lib/braque/"}) {
    std::string program = folder + std::string(place) + std::string(kProgram);
    if (::access(program.c_str(), X_OK) == 0) return program;
  }
  return unexpected(ErrorKind::invalid, folder + std::string(kProgram) +
                                            " is missing: braque is not completely installed");
}

sandbox::Mode sandbox_mode(const Settings& settings) {
  const std::string wanted = settings.text("sandbox");
  if (wanted == "off") return sandbox::Mode::off;
  if (wanted == "best-effort") return sandbox::Mode::best_effort;
  const bool required = wanted == "required" || ::geteuid() == 0;
  return required ? sandbox::Mode::required : sandbox::Mode::best_effort;
}

Result<std::unique_ptr<sandbox::WorkerPool>> make_worker_pool(const Settings& settings, int jobs) {
  auto program = worker_program();
  if (!program) return program.error();
  sandbox::PoolOptions options;
  options.program = std::move(*program);
  options.mode = sandbox_mode(settings);
  options.jobs = jobs;
  if (options.mode == sandbox::Mode::required) {
    std::string missing;
    for (const std::string& feature : sandbox::missing_features(sandbox::kernel_offer()))
      missing += (missing.empty() ? "" : ", ") + feature;
    if (!missing.empty())
      return unexpected(ErrorKind::invalid, "the sandbox is required and cannot be complete: " + missing +
                                                "; --sandbox best-effort does with what there is");
  }
  return std::make_unique<sandbox::WorkerPool>(std::move(options));
}

}  // namespace braque::cli
