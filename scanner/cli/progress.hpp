// The one line of progress on stderr, while a scan runs.
#pragma once

#include <memory>

#include "cli/messages.hpp"
#include "pipeline/scan.hpp"

namespace braque::cli {

/// Redraws at most five times a second from a thread of its own; the line is gone after stop().
class ProgressDisplay {
 public:
  ProgressDisplay(const ProgressState& state, Language language);
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;
  /// Clears the line; safe to call twice.
  void stop();

 private:
  struct Thread;
  std::unique_ptr<Thread> thread_;
};

/// The line as text: "1,234 files, 1.2 GB, 410 MB/s, 56 findings, about 3 min 05 s left". The rest
/// is estimated once listing is done.
std::string progress_line(const ProgressState& state, double seconds, Language language);

}  // namespace braque::cli
