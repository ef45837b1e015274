// Timing for the benchmark: processor seconds of this process and of child processes, medians.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace braque::bench {

/// What one run cost.
struct Cost {
  double cpu_seconds = 0;
  double wall_seconds = 0;
  double peak_rss_mb = 0;  ///< of a child; 0 for code in this process
};

/// Runs `work` once in this process.
Cost measure(const std::function<void()>& work);

/// Runs a command with its output thrown away; a message and exit(1) when it cannot be started.
Cost measure_command(const std::vector<std::string>& command, bool (*accept)(int exit_status));

/// Median, smallest and largest processor seconds.
struct Spread {
  double median = 0, least = 0, most = 0;
};
Spread spread(std::vector<double> values);

}  // namespace braque::bench
