#include "model/reason.hpp"

#include <array>

namespace braque {
namespace {

constexpr std::array<std::string_view, kReasonCount> kNames = {"",
                                                               "permission_denied",
                                                               "io_error",
                                                               "stalled_mount",
                                                               "timeout",
                                                               "parser_crash",
                                                               "sandbox_violation",
                                                               "budget_bytes",
                                                               "budget_ratio",
                                                               "budget_depth",
                                                               "budget_entries",
                                                               "budget_memory",
                                                               "budget_time",
                                                               "corrupt",
                                                               "encrypted",
                                                               "unsupported_format",
                                                               "needs_ocr",
                                                               "changed_during_read",
                                                               "vanished",
                                                               "offline",
                                                               "special_file",
                                                               "symlink",
                                                               "other_mount",
                                                               "excluded",
                                                               "private"};

}  // namespace

std::string_view name(Reason reason) noexcept { return kNames[static_cast<std::size_t>(reason)]; }

std::optional<Reason> reason_from_name(std::string_view text) noexcept {
  for (int i = 0; i < kReasonCount; ++i)
    if (kNames[static_cast<std::size_t>(i)] == text) return static_cast<Reason>(i);
  return std::nullopt;
}

bool is_unexpected(Reason reason) noexcept {
  return reason >= Reason::permission_denied && reason <= Reason::budget_time;
}

bool outweighs(Reason reason, Reason other) noexcept {
  const auto weight = [](Reason one) {
    if (one == Reason::none) return 0;
    if (is_unexpected(one)) return 4;
    if (one == Reason::corrupt || one == Reason::changed_during_read) return 3;
    return one == Reason::unsupported_format ? 2 : 1;
  };
  return weight(reason) > weight(other);
}

std::string_view name(Status status) noexcept {
  switch (status) {
    case Status::complete:
      return "complete";
    case Status::partial:
      return "partial";
    case Status::skipped:
      return "skipped";
  }
  return "";
}

}  // namespace braque
