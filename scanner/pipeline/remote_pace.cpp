#include "pipeline/remote_pace.hpp"

#include <algorithm>

namespace braque::pipeline {
namespace {

using Duration = RemotePace::Duration;

/// Answers between two changes, so that the last one can show.
constexpr std::uint32_t kSettle = 16;
/// Answers that must be as they usually are before one more is allowed.
constexpr std::uint32_t kCalm = 64;
/// Slower by less than this is no burden to anybody.
constexpr Duration kSlack{5};
constexpr double kSlow = 3, kUsual = 1.5;
constexpr double kRecentWeight = 1.0 / 8;
/// What is usual follows quick answers at once and slow ones within some thousand: a server that is
/// slow all night is.
constexpr double kUsualWeight = 1.0 / 2048;

}  // namespace

void RemotePace::answered(Duration took) {
  std::lock_guard lock(mutex_);
  if (recent_ == Duration::zero()) usual_ = recent_ = took;
  recent_ += (took - recent_) * kRecentWeight;
  usual_ = recent_ < usual_ ? recent_ : usual_ + (recent_ - usual_) * kUsualWeight;
  ++answers_;
  const bool slow = recent_ > usual_ * kSlow && recent_ > usual_ + kSlack;
  if (slow && allowed_ == 1) rest_wanted_ = recent_;
  if (slow && allowed_ > 1 && answers_ >= kSettle) {
    allowed_ /= 2;
    ++backed_off_;
    answers_ = 0;
  } else if (!slow && allowed_ < most_ && answers_ >= kCalm && recent_ < usual_ * kUsual + kSlack) {
    ++allowed_;
    answers_ = 0;
    free_.notify_one();
  }
}

void RemotePace::leave() {
  std::lock_guard lock(mutex_);
  --active_;
  free_.notify_one();
}

std::uint32_t RemotePace::allowed() const {
  std::lock_guard lock(mutex_);
  return allowed_;
}

std::uint32_t RemotePace::backed_off() const {
  std::lock_guard lock(mutex_);
  return backed_off_;
}

}  // namespace braque::pipeline
