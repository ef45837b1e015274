// The index's own retention, and copies of it. Each is done under the run lock: no scan writes
// meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "index/audit_trail.hpp"

namespace braque::index {

/// What is to be forgotten; absent: nothing of the kind.
struct Forgotten {
  std::optional<std::string> target;           ///< all about the target with this lasting name
  std::optional<std::int64_t> gone_before_ms;  ///< items and findings that were found gone before
  std::optional<std::int64_t> runs_before_ms;  ///< runs that began before, but the newest
};

struct PurgeCount {
  std::int64_t items = 0, findings = 0, runs = 0;
};

/// Overwrites what it deletes (secure_delete) and gives the space back. ErrorKind::unavailable: a
/// run has the lock; invalid: no such target.
Result<PurgeCount> purge(const std::string& index_path, const Forgotten& what,
                         const AuditTrail& trail, const std::string& actor);

/// A whole copy, mode 0600, while scans may go on. ErrorKind::invalid when `copy` exists.
Result<void> back_up(const std::string& index_path, const std::string& copy);

}  // namespace braque::index
