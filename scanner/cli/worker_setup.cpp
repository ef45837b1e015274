#include "cli/worker_setup.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

#include "model/companion_file.hpp"
#include "model/ocr_languages.hpp"
#include "sandbox/kernel.hpp"

namespace braque::cli {
namespace {

/// Standard output of a program, to its end; nothing when it cannot be run or fails.
std::optional<std::string> output_of(std::string program, std::string word) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return std::nullopt;
  const Descriptor reading(pipe[0]);
  Descriptor writing(pipe[1]);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
  std::array<char*, 3> words{program.data(), word.data(), nullptr};
  std::array<char*, 1> environment{nullptr};
  pid_t process = -1;
  const int error =
      ::posix_spawn(&process, program.c_str(), &actions, nullptr, words.data(), environment.data());
  ::posix_spawn_file_actions_destroy(&actions);
  writing = Descriptor();
  if (error != 0) return std::nullopt;
  std::string text;
  std::array<char, 4096> buffer;
  ssize_t count = 0;
  while ((count = ::read(reading.get(), buffer.data(), buffer.size())) > 0 ||
         (count < 0 && errno == EINTR))
    text.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  int status = -1;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (status != 0) return std::nullopt;
  return text;
}

}  // namespace

Result<std::string> list_worker_formats() {
  auto program = worker_program();
  if (!program) return program.error();
  auto listed = output_of(*program, "--formats");
  if (!listed) return unexpected(ErrorKind::internal, *program + " does not run as it should");
  return std::move(*listed);
}

Result<std::string> worker_program() { return companion_file("braque-extract"); }

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
  options.ocr_languages = settings.text("ocr");
  if (!options.ocr_languages.empty())
    if (auto found = find_ocr_languages(options.ocr_languages); !found) return found.error();
  if (options.mode == sandbox::Mode::required) {
    std::string missing;
    for (const std::string& feature : sandbox::missing_features(sandbox::kernel_offer()))
      missing += (missing.empty() ? "" : ", ") + feature;
    if (!missing.empty())
      return unexpected(ErrorKind::invalid,
                        "the sandbox is required and cannot be complete: " + missing +
                            "; --sandbox best-effort does with what there is");
  }
  return std::make_unique<sandbox::WorkerPool>(std::move(options));
}

}  // namespace braque::cli
