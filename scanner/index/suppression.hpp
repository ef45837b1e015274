// Findings that somebody declared to be none of today's business, for a reason and for a time: by
// finding, by value, by path, rule or column. They are counted as suppressed and kept; when the
// time is over they are back.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "index/sqlite.hpp"
#include "model/finding.hpp"

namespace braque::index {

struct Suppression {
  std::int64_t id = 0;
  /// All that are given must hold; at least one is.
  std::optional<Digest> finding;
  std::optional<Digest> fingerprint;   ///< of a value; see Suppressions
  std::string path, rule, column;      ///< patterns (wildcard.hpp); "": any
  std::string reason, author, ticket;  ///< the last may be ""
  std::int64_t created_ms = 0, expires_ms = 0;
  std::optional<std::int64_t> ended_ms;
  std::string ended_by;

  bool in_force(std::int64_t at_ms) const { return expires_ms > at_ms && !ended_ms; }
};

/// What a finding is suppressed by.
struct Suppressed {
  std::string reason;  ///< with the number of the suppression
  std::int64_t until_ms = 0;
};

/// Those that are in force. A value is suppressed by its fingerprint; a finding is when all its
/// distinct values are. Of several suppressions the one that lasts longest counts.
class Suppressions {
 public:
  static Result<Suppressions> load(const Database& database, std::int64_t at_ms);

  bool empty() const { return plain_.empty() && by_value_.empty(); }
  /// Of a finding as a scan made it, with Finding::fingerprints.
  std::optional<Suppressed> find(const Finding& finding) const;

  /// Brings the findings that are stored up to date with what is in force; in the caller's
  /// transaction.
  Result<void> apply(const Database& database) const;

 private:
  std::optional<Suppressed> by_criteria(const Finding& finding) const;

  std::vector<Suppression> plain_, by_value_;
};

/// Adds one, in the caller's transaction; returns its number.
Result<std::int64_t> add_suppression(const Database& database, const Suppression& suppression);

/// All that ever were, the oldest first. `findings`: how many each suppresses now; 0 when it is not
/// in force.
Result<void> read_suppressions(
    const Database& database,
    const std::function<bool(const Suppression&, std::uint64_t findings)>& visit);

/// How reasons begin that come from an allow list of a scan, and from a suppression.
inline constexpr std::string_view kAllowListReason = "allow list: ";
inline constexpr std::string_view kSuppressionReason = "suppression ";

}  // namespace braque::index
