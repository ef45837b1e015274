#include "cli/scan_window.hpp"

#include "cli/parse_value.hpp"

namespace braque::cli {
namespace {

constexpr std::uint64_t kDaySeconds = 86'400;

std::optional<std::uint32_t> parse_minute(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = parse_whole(text.substr(0, 2)), minute = parse_whole(text.substr(3));
  if (!hour || !minute || *hour > 24 || *minute > 59 || (*hour == 24 && *minute != 0))
    return std::nullopt;
  return static_cast<std::uint32_t>((*hour * 60 + *minute) % 1440);
}

}  // namespace

std::optional<ScanWindow> parse_window(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto begin = parse_minute(text.substr(0, 5)), end = parse_minute(text.substr(6));
  if (!begin || !end) return std::nullopt;
  return ScanWindow{*begin, *end};
}

std::uint64_t ScanWindow::left_ms_at(std::uint64_t second_of_day) const {
  const std::uint64_t begin = std::uint64_t{begin_minute} * 60;
  const std::uint64_t length = (std::uint64_t{end_minute} * 60 + kDaySeconds - begin) % kDaySeconds;
  const std::uint64_t since = (second_of_day + kDaySeconds - begin) % kDaySeconds;
  if (length == 0) return (kDaySeconds - since) * 1000;
  return since < length ? (length - since) * 1000 : 0;
}

std::uint64_t ScanWindow::left_ms(std::time_t now) const {
  std::tm parts{};
  if (::localtime_r(&now, &parts) == nullptr) return 0;
  return left_ms_at(
      static_cast<std::uint64_t>(parts.tm_hour * 3600 + parts.tm_min * 60 + parts.tm_sec % 60));
}

}  // namespace braque::cli
