// Who did what with the index: append-only, each record chained to the one before by HMAC-SHA-256
// with the id key, so that whoever has the index alone can change no record unnoticed. What the
// chain cannot show is that its last records were cut off: compare the number of records with the
// one that was noted elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "index/sqlite.hpp"
#include "privacy/hmac_sha256.hpp"
#include "privacy/keys.hpp"

namespace braque::index {

struct AuditRecord {
  std::int64_t sequence = 0;  ///< from 1, without gaps
  std::int64_t at_ms = 0;
  std::string actor;  ///< account
  std::string
      action;  ///< "suppress", "suppress-end", "triage", "baseline", "configuration", "purge"
  std::string details;  ///< JSON; no value
};

struct AuditCheck {
  std::int64_t records = 0;            ///< that were read
  std::optional<std::int64_t> broken;  ///< the first whose mac is wrong, or that is missing
};

class AuditTrail {
 public:
  explicit AuditTrail(const Key& id_key) : hmac_(id_key) {}

  /// Adds a record, in the caller's transaction; `sequence` and, when 0, `at_ms` are filled in.
  Result<void> append(const Database& database, AuditRecord record) const;
  Result<AuditCheck> verify(const Database& database) const;

 private:
  std::string mac_of(const AuditRecord& record, std::string_view before) const;
  HmacSha256 hmac_;
};

/// In order; false from `visit`: enough.
Result<void> read_audit(const Database& database,
                        const std::function<bool(const AuditRecord&)>& visit);

}  // namespace braque::index
