// How many items of mounts that answer over a network are read at once: fewer than a machine's own
// disks stand, and fewer still while answers take much longer than they usually do, because others
// need the server then.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <utility>

namespace braque::pipeline {

/// Safe from any thread.
class RemotePace {
 public:
  using Clock = std::chrono::steady_clock;
  using Duration = std::chrono::duration<double, std::milli>;

  explicit RemotePace(std::uint32_t most) : most_(most == 0 ? 1 : most), allowed_(most_) {}

  /// One item's place among those that are read; given back when it goes.
  class Turn {
   public:
    Turn() = default;
    explicit Turn(RemotePace& pace) : pace_(&pace) {}
    Turn(Turn&& other) noexcept : pace_(other.pace_) { other.pace_ = nullptr; }
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (pace_ != nullptr) pace_->leave();
    }

   private:
    RemotePace* pace_ = nullptr;
  };

  /// Waits for a place unless `stopping()` says not to; then there is a place at once.
  template <typename Stopping>
  Turn take_turn(Stopping stopping) {
    std::unique_lock lock(mutex_);
    while (active_ >= allowed_ && !stopping()) free_.wait_for(lock, kPoll);
    ++active_;
    const auto rest = std::chrono::duration_cast<Clock::duration>(
        std::min(std::exchange(rest_wanted_, Duration::zero()), kRestMax));
    const Clock::time_point until = Clock::now() + rest;
    while (Clock::now() < until && !stopping()) free_.wait_for(lock, kPoll);
    return Turn(*this);
  }

  /// So long the mount took to find, open and show the edges of an item.
  void answered(Duration took);

  std::uint32_t allowed() const;
  /// Times that fewer were allowed because the answers got slower.
  std::uint32_t backed_off() const;

 private:
  static constexpr std::chrono::milliseconds kPoll{20};
  static constexpr Duration kRestMax{2000};

  void leave();

  const std::uint32_t most_;
  mutable std::mutex mutex_;
  std::condition_variable free_;
  std::uint32_t allowed_, active_ = 0, backed_off_ = 0;
  std::uint32_t answers_ = 0;    ///< since `allowed_` was changed
  Duration usual_{}, recent_{};  ///< 0: nothing is known yet
  Duration rest_wanted_{};       ///< before the next item, when one at a time is still too many
};

}  // namespace braque::pipeline
