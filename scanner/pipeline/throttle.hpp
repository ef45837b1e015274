// Bounds how fast a scan reads, over all its threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

namespace braque::pipeline {

/// Each reader books the time that its bytes take at the rate, behind what was booked before, and
/// waits for it; the first tenth of a second goes through at once. Safe from any thread.
class Throttle {
 public:
  using Clock = std::chrono::steady_clock;

  /// 0: no limit.
  explicit Throttle(std::uint64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}

  /// Books `bytes` that are about to be read, and waits unless `stopping()` says not to.
  template <typename Stopping>
  void spend(std::uint64_t bytes, Stopping stopping) {
    if (bytes_per_second_ == 0) return;
    const Clock::time_point free = book(bytes, Clock::now());
    while (!stopping()) {
      const auto now = Clock::now();
      if (now + kBurst >= free) return;
      std::this_thread::sleep_for(std::min<Clock::duration>(free - kBurst - now, kSlice));
    }
  }

  /// Until when the bytes that were booked before these take.
  Clock::time_point book(std::uint64_t bytes, Clock::time_point now) {
    const double seconds = static_cast<double>(bytes) / static_cast<double>(bytes_per_second_);
    const auto took =
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    Clock::rep before = free_.load();
    Clock::time_point begin;
    do {
      // Time in which nobody read is not saved up.
      begin = std::max(Clock::time_point(Clock::duration(before)), now);
    } while (!free_.compare_exchange_weak(before, (begin + took).time_since_epoch().count()));
    return begin;
  }

 private:
  static constexpr std::chrono::milliseconds kBurst{100}, kSlice{100};
  const std::uint64_t bytes_per_second_;
  std::atomic<Clock::rep> free_{0};
};

}  // namespace braque::pipeline
