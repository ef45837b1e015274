#include "cli/progress.hpp"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "cli/files.hpp"
#include "cli/numbers.hpp"

namespace braque::cli {

std::string progress_line(const ProgressState& state, double seconds, Language language) {
  auto bytes = static_cast<double>(state.bytes.load(std::memory_order_relaxed));
  double rate = seconds > 0 ? bytes / seconds : 0;
  std::string line = format(Message::progress, language,
                            whole_text(state.items.load(std::memory_order_relaxed), language),
                            bytes_text(static_cast<std::uint64_t>(bytes), language),
                            bytes_text(static_cast<std::uint64_t>(rate), language),
                            whole_text(state.findings.load(std::memory_order_relaxed), language));
  auto all = static_cast<double>(state.discovered_bytes.load(std::memory_order_relaxed));
  if (state.listing_done.load(std::memory_order_relaxed) && rate > 0 && all > bytes && seconds > 1)
    line += format(Message::progress_eta, language, duration_text((all - bytes) / rate, language));
  return line;
}

struct ProgressDisplay::Thread {
  Thread(const ProgressState& progress, Language chosen) : state(progress), language(chosen) {}

  void draw(std::stop_token stopping) {
    auto start = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex);
    while (!woken.wait_for(lock, stopping, std::chrono::milliseconds(200), [] { return false; }) &&
           !stopping.stop_requested()) {
      std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
      // "\r" to the start of the line, "\x1b[K" clears what was there.
      write_fully(STDERR_FILENO, "\r" + progress_line(state, passed.count(), language) + "\x1b[K");
    }
    write_fully(STDERR_FILENO, "\r\x1b[K");
  }

  const ProgressState& state;
  Language language;
  std::mutex mutex;  ///< guards nothing; the condition needs one to wait with
  std::condition_variable_any woken;
  std::jthread thread{[this](std::stop_token stopping) { draw(std::move(stopping)); }};
};

ProgressDisplay::ProgressDisplay(const ProgressState& state, Language language)
    : thread_(std::make_unique<Thread>(state, language)) {}

ProgressDisplay::~ProgressDisplay() = default;

void ProgressDisplay::stop() { thread_.reset(); }

}  // namespace braque::cli
