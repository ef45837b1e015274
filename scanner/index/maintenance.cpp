#include "index/maintenance.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "index/protected_files.hpp"
#include "index/schema.hpp"

namespace braque::index {
namespace {

Result<Database> open_whole(const std::string& path) {
  auto checked = check_existing(path);
  if (!checked) return checked.error();
  auto database = Database::open(*checked, OpenMode::read_write);
  if (!database) return database.error();
  if (auto done = check_schema(*database); !done) return done.error();
  if (auto done = database->execute("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"); !done)
    return done.error();
  return database;
}

/// Runs a deletion with one number bound, and adds up how many rows of its own table went.
Result<void> remove(const Database& database, std::string_view sql, std::int64_t number,
                    std::int64_t& count) {
  auto statement = database.prepare(std::string(sql) + " RETURNING 1");
  if (!statement) return statement.error();
  statement->bind(1, number);
  while (true) {
    auto row = statement->step();
    if (!row) return row.error();
    if (!*row) return {};
    ++count;
  }
}

Result<void> forget_target(const Database& database, const std::string& name, PurgeCount& count) {
  auto find = database.prepare("SELECT target_id FROM targets WHERE name = ?1");
  if (!find) return find.error();
  auto row = find->text(1, name).step();
  if (!row) return row.error();
  if (!*row)
    return unexpected(ErrorKind::invalid, "the index knows no target " + name +
                                              "; `braque runs --format jsonl` lists them");
  const std::int64_t target = find->integer(0);
  find->reset();
  auto done = remove(
      database,
      "DELETE FROM findings WHERE item_id IN (SELECT item_id FROM items WHERE target_id = ?1)",
      target, count.findings);
  if (done) done = remove(database, "DELETE FROM items WHERE target_id = ?1", target, count.items);
  return done;
}

Result<void> forget_gone(const Database& database, std::int64_t before_ms, PurgeCount& count) {
  auto run = database.prepare("SELECT ifnull(max(run_id), 0) FROM runs WHERE started_ms < ?1");
  if (!run) return run.error();
  auto row = run->bind(1, before_ms).step();
  if (!row) return row.error();
  const std::int64_t last = run->integer(0);
  run->reset();
  auto done = remove(database, "DELETE FROM findings WHERE gone_run <= ?1", last, count.findings);
  if (done) done = remove(database, "DELETE FROM items WHERE gone_run <= ?1", last, count.items);
  return done;
}

Result<void> forget_runs(const Database& database, std::int64_t before_ms, PurgeCount& count) {
  std::int64_t versions = 0;
  auto done =
      remove(database,
             "DELETE FROM finding_versions WHERE until_run <= (SELECT ifnull(max(run_id), 0) FROM"
             " runs WHERE started_ms < ?1)",
             before_ms, versions);
  if (done)
    done =
        remove(database,
               "DELETE FROM runs WHERE started_ms < ?1 AND run_id < (SELECT max(run_id) FROM runs)",
               before_ms, count.runs);
  return done;
}

/// What nothing refers to any more.
constexpr const char* kTidy =
    "DELETE FROM triage_history AS t WHERE NOT EXISTS (SELECT 1 FROM findings f WHERE"
    " substr(f.finding_id, 1, 3) = substr(t.finding_id, 1, 3) AND f.finding_id = t.finding_id);"
    "DELETE FROM finding_versions AS v WHERE NOT EXISTS (SELECT 1 FROM findings f WHERE"
    " substr(f.finding_id, 1, 3) = substr(v.finding_id, 1, 3) AND f.finding_id = v.finding_id);"
    "DELETE FROM targets WHERE target_id NOT IN (SELECT target_id FROM items);";

Result<void> purge_all(const Database& database, const Forgotten& what, PurgeCount& count) {
  Result<void> done;
  if (what.target) done = forget_target(database, *what.target, count);
  if (done && what.gone_before_ms) done = forget_gone(database, *what.gone_before_ms, count);
  if (done && what.runs_before_ms) done = forget_runs(database, *what.runs_before_ms, count);
  if (done) done = database.execute(kTidy);
  return done;
}

}  // namespace

Result<PurgeCount> purge(const std::string& index_path, const Forgotten& what,
                         const AuditTrail& trail, const std::string& actor) {
  auto database = open_whole(index_path);
  if (!database) return database.error();
  auto lock = RunLock::acquire(index_path);
  if (!lock) return lock.error();
  PurgeCount count;
  auto done = database->execute("BEGIN IMMEDIATE");
  if (done) done = purge_all(*database, what, count);
  if (done) {
    const nlohmann::ordered_json details{
        {"items", count.items}, {"findings", count.findings}, {"runs", count.runs}};
    done = trail.append(*database, {0, 0, actor, "purge", details.dump()});
  }
  if (done) done = database->execute("COMMIT");
  if (!done) {
    database->roll_back();
    return done.error();
  }
  // The freed pages, and what the log still holds of them.
  done = database->execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
  if (!done) return done.error();
  return count;
}

Result<void> back_up(const std::string& index_path, const std::string& copy) {
  auto database = open_whole(index_path);
  if (!database) return database.error();
  // An empty file of mode 0600 is what VACUUM INTO accepts, whatever the umask.
  const int file = ::open(copy.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0)
    return unexpected(ErrorKind::invalid, copy + ": it exists, or cannot be made; name a new file");
  ::close(file);
  auto into = database->prepare("VACUUM INTO ?1");
  if (!into) return into.error();
  auto done = into->text(1, copy).run();
  if (!done) ::unlink(copy.c_str());
  return done;
}

}  // namespace braque::index
