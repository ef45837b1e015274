// Why something was not, or not fully, scanned: one list, used by the ledger, the records, the
// summary and the exit code.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace braque {

enum class Reason : std::uint8_t {
  none,
  // unexpected: they set exit code 3
  permission_denied,
  io_error,
  stalled_mount,
  timeout,
  parser_crash,
  sandbox_violation,
  budget_bytes,
  budget_ratio,
  budget_depth,
  budget_entries,
  budget_memory,
  budget_time,
  // expected in an ordinary share; exit code 3 only with --strict (but `excluded`)
  corrupt,
  encrypted,
  unsupported_format,
  needs_ocr,
  changed_during_read,
  vanished,
  offline,
  special_file,
  symlink,
  other_mount,
  excluded,
  private_,  ///< in a folder that people mark as private, which was not to be opened
};

inline constexpr int kReasonCount = static_cast<int>(Reason::private_) + 1;

/// The name in records; "" for none.
std::string_view name(Reason reason) noexcept;
std::optional<Reason> reason_from_name(std::string_view name) noexcept;
bool is_unexpected(Reason reason) noexcept;
/// Does `reason` stand for an item rather than `other` when there are both? What was not expected
/// before damage, damage before a format that is not read, that before the rest; a damaged part may
/// be no more than what a lost worker left of it.
bool outweighs(Reason reason, Reason other) noexcept;

enum class Status : std::uint8_t { complete, partial, skipped };
std::string_view name(Status status) noexcept;

}  // namespace braque
