// The hours in which a scan may run, such as 22:00-06:00, in local time.
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string_view>

namespace braque::cli {

struct ScanWindow {
  std::uint32_t begin_minute = 0;  ///< of the day
  std::uint32_t end_minute = 0;    ///< equal to begin_minute: the whole day

  /// Milliseconds until it closes; 0 when it is not open. A day on which clocks change counts as
  /// any other.
  std::uint64_t left_ms(std::time_t now) const;
  std::uint64_t left_ms_at(std::uint64_t second_of_day) const;
};

std::optional<ScanWindow> parse_window(std::string_view text);

}  // namespace braque::cli
