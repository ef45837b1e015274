// The tables of the index, as numbered SQL files (schema/NNN_name.sql): file N takes the schema
// from version N - 1 to N. PRAGMA user_version holds the version, application_id marks the file as
// ours.
#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "index/sqlite.hpp"

namespace braque::index {

inline constexpr std::int64_t kApplicationId = 0x42727165;  // "Brqe"

/// The version this program writes and reads.
std::int64_t schema_version();

/// Brings a new or older index to schema_version() in one transaction. ErrorKind::unavailable for a
/// newer version, invalid for a database that is not an index.
Result<void> migrate(const Database& database);

/// The same, up to an earlier version; for tests.
Result<void> migrate_to(const Database& database, std::int64_t version);

/// For a read-only connection: an error unless the schema is exactly schema_version().
Result<void> check_schema(const Database& database);

}  // namespace braque::index
