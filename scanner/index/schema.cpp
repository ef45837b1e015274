#include "index/schema.hpp"

#include <iterator>
#include <string>

namespace braque::index {
namespace {

struct SchemaFile {
  const char* name;
  const char* sql;
};

constexpr SchemaFile kFiles[] = {
#include "schema_files.inc"
};

/// The stored version; an error when the file is not an index, or one of a later version.
Result<std::int64_t> stored_version(const Database& database) {
  auto application = database.integer("PRAGMA application_id");
  if (!application) return application.error();
  auto version = database.integer("PRAGMA user_version");
  if (!version) return version.error();
  auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  bool empty = tables->value_or(0) == 0;
  if (!empty && application->value_or(0) != kApplicationId) {
    return unexpected(ErrorKind::invalid,
                      "index: the file is a database of another program; choose another with "
                      "--index");
  }
  std::int64_t stored = version->value_or(0);
  if (stored > schema_version()) {
    return unexpected(ErrorKind::unavailable,
                      "index: it was written by a newer braque (schema " + std::to_string(stored) +
                          ", this one knows " + std::to_string(schema_version()) +
                          "); use that version, or another index with --index");
  }
  return stored;
}

Result<void> apply(const Database& database, std::int64_t from, std::int64_t to) {
  for (std::int64_t version = from; version < to; ++version) {
    if (auto done = database.execute(kFiles[version].sql); !done) {
      return unexpected(done.error().kind,
                        done.error().message + " (in " + kFiles[version].name + ")");
    }
  }
  return database.execute("PRAGMA application_id = " + std::to_string(kApplicationId) +
                          "; PRAGMA user_version = " + std::to_string(to));
}

}  // namespace

std::int64_t schema_version() { return static_cast<std::int64_t>(std::size(kFiles)); }

Result<void> migrate(const Database& database) { return migrate_to(database, schema_version()); }

Result<void> migrate_to(const Database& database, std::int64_t to) {
  if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun;
  auto version = stored_version(database);
  Result<void> done;
  if (!version) {
    done = version.error();
  } else if (*version < to) {
    done = apply(database, *version, to);
  }
  if (done) done = database.execute("COMMIT");
  if (!done) database.roll_back();
  return done;
}

Result<void> check_schema(const Database& database) {
  auto version = stored_version(database);
  if (!version) return version.error();
  if (*version == schema_version()) return {};
  return unexpected(ErrorKind::unavailable,
                    *version == 0
                        ? "index: it is empty; run `braque scan` first"
                        : "index: it was written by an older braque; the next `braque scan` "
                          "brings it up to date");
}

}  // namespace braque::index
