#include "pipeline/window_results.hpp"

#include "classify/score.hpp"

namespace braque::pipeline {

Worth worth_of(float logit) noexcept {
  static const float medium = static_cast<float>(logit_of(0.60));
  if (logit < kStoredLogit) return Worth::below;
  return logit < medium ? Worth::low : Worth::medium;
}

void WindowResults::clear() {
  slots.clear();
  buckets.clear();
  rivals.clear();
  samples.clear();
  values.clear();
  rows.clear();
  masks.clear();
  columns.clear();
  filled.clear();
  line_feeds = 0;
  matches = 0;
  candidates.reset();
  bytes_done = 0;
}

}  // namespace braque::pipeline
