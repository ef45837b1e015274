// What people decide about findings, written into an index that exists: each decision with its
// record in the audit trail, in one transaction. A scan may be running: its next run takes notice.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "index/audit_trail.hpp"
#include "index/sqlite.hpp"
#include "index/suppression.hpp"
#include "model/finding.hpp"

namespace braque::index {

struct TriageEntry {
  std::int64_t at_ms = 0;
  std::string author, note;  ///< the latter may be ""
  Triage triage = Triage::open;
};

class DecisionWriter {
 public:
  /// ErrorKind::invalid when there is no index or others can reach it, unavailable when its schema
  /// is not this program's. `actor`: the account that decides.
  static Result<std::unique_ptr<DecisionWriter>> open(const std::string& path, const Key& id_key,
                                                      std::string actor);

  /// Returns the number of the suppression.
  Result<std::int64_t> suppress(Suppression suppression);
  /// ErrorKind::invalid when no suppression that is in force has this number.
  Result<void> end_suppression(std::int64_t id, const std::string& reason);
  /// ErrorKind::invalid when there is no such finding.
  Result<void> triage(const Digest& finding, Triage triage, const std::string& note);
  Result<std::vector<TriageEntry>> triage_history(const Digest& finding) const;
  /// Adds a record about what was done outside of the index.
  Result<void> note(const std::string& action, const std::string& details);

  Result<void> suppressions(
      const std::function<bool(const Suppression&, std::uint64_t findings)>& visit) const {
    return read_suppressions(database_, visit);
  }
  Result<void> audit(const std::function<bool(const AuditRecord&)>& visit) const {
    return read_audit(database_, visit);
  }
  Result<AuditCheck> verify_audit() const { return trail_.verify(database_); }

 private:
  DecisionWriter(const Key& id_key, std::string actor) : trail_(id_key), actor_(std::move(actor)) {}

  /// Runs `change` and the record of it in one transaction.
  Result<void> decide(const std::string& action,
                      const std::function<Result<std::string>()>& change);

  Database database_;
  AuditTrail trail_;
  std::string actor_;
};

}  // namespace braque::index
