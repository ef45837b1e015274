#include "documents/sqlite_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace braque::documents {

struct SqliteFile::Input {
  const RandomAccess& bytes;
  const extract::Meter& meter;
  std::optional<ReadFailure> failure;
  std::uint64_t furthest = 0;
  std::string vfs_name;
  sqlite3_vfs vfs{};
};

namespace {

/// An open file of the layer; SQLite allocates it.
struct InputFile {
  sqlite3_file base;
  SqliteFile::Input* input;
};

int close_file(sqlite3_file*) { return SQLITE_OK; }

/// The number of pages that the header states is made 0, for which SQLite takes the file's size: a
/// file cut short would not be opened else.
void clear_page_count(char* bytes, std::size_t size, std::uint64_t offset) {
  constexpr std::uint64_t kBegin = 28, kEnd = 32;  // sqlite.org/fileformat 1.3
  for (std::uint64_t at = std::max(kBegin, offset); at < std::min(kEnd, offset + size); ++at)
    bytes[at - offset] = 0;
}

int read_file(sqlite3_file* file, void* into, int wanted, sqlite3_int64 offset) {
  SqliteFile::Input& input = *reinterpret_cast<InputFile*>(file)->input;
  auto* bytes = static_cast<char*>(into);
  const auto size = static_cast<std::size_t>(wanted);
  const auto at = static_cast<std::uint64_t>(offset);
  const std::size_t count = input.bytes.read_at(at, std::span(bytes, size), input.failure);
  input.furthest = std::max(input.furthest, at + count);
  clear_page_count(bytes, count, at);
  if (input.failure) return SQLITE_IOERR_READ;
  if (count == size) return SQLITE_OK;
  std::memset(bytes + count, 0, size - count);  // as the interface demands
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file*, const void*, int, sqlite3_int64) { return SQLITE_READONLY; }
int truncate_file(sqlite3_file*, sqlite3_int64) { return SQLITE_READONLY; }
int sync_file(sqlite3_file*, int) { return SQLITE_OK; }

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(reinterpret_cast<InputFile*>(file)->input->bytes.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }

int reserved_lock(sqlite3_file*, int* held) {
  *held = 0;
  return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return 4096; }
/// Immutable: no locks, no journal, no write-ahead log is looked for.
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_IMMUTABLE; }

constexpr sqlite3_io_methods kFileMethods = {
    1, close_file, read_file, write_file, truncate_file, sync_file, size_of_file, lock_file,
    lock_file, reserved_lock, control_file, sector_size, characteristics,
    // Version 1 ends here.
    nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

/// Only the database itself is ever opened; journals and temporary files do not exist here.
int open_file(sqlite3_vfs* vfs, const char*, sqlite3_file* file, int flags, int* flags_out) {
  file->pMethods = nullptr;
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
  auto* opened = reinterpret_cast<InputFile*>(file);
  opened->input = static_cast<SqliteFile::Input*>(vfs->pAppData);
  opened->base.pMethods = &kFileMethods;
  if (flags_out != nullptr) *flags_out = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char*, int) { return SQLITE_READONLY; }

int access_file(sqlite3_vfs*, const char*, int, int* result) {
  *result = 0;
  return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int size, char* full) {
  sqlite3_snprintf(size, full, "%s", name);
  return SQLITE_OK;
}

int fill_random(sqlite3_vfs*, int size, char* into) {
  std::memset(into, 0, static_cast<std::size_t>(size));  // nothing here needs randomness
  return size;
}

int pause(sqlite3_vfs*, int) { return 0; }

int current_time(sqlite3_vfs*, double* days) {
  *days = 0;
  return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*) { return 0; }

int check_time(void* meter) {
  return static_cast<const extract::Meter*>(meter)->out_of_time() ? 1 : 0;
}

/// Reading tables is all that is ever needed: no function, no pragma but the list of columns.
int authorize(void*, int action, const char* first, const char*, const char*, const char*) {
  if (action == SQLITE_SELECT || action == SQLITE_READ) return SQLITE_OK;
  if (action == SQLITE_PRAGMA && std::strcmp(first, "table_xinfo") == 0) return SQLITE_OK;
  return SQLITE_DENY;
}

sqlite3_vfs make_vfs(SqliteFile::Input& input) {
  sqlite3_vfs vfs{};
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(InputFile);
  vfs.mxPathname = 64;
  vfs.zName = input.vfs_name.c_str();
  vfs.pAppData = &input;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_name;
  vfs.xRandomness = fill_random;
  vfs.xSleep = pause;
  vfs.xCurrentTime = current_time;
  vfs.xGetLastError = last_error;
  return vfs;
}

}  // namespace

SqliteFile::SqliteFile(const RandomAccess& input, const extract::Meter& meter)
    : input_(new Input{input, meter, {}, 0, {}, {}}) {
  std::array<char, 40> name;
  sqlite3_snprintf(static_cast<int>(name.size()), name.data(), "braque-%p",
                   static_cast<void*>(input_.get()));
  input_->vfs_name = name.data();
  input_->vfs = make_vfs(*input_);
  if (sqlite3_vfs_register(&input_->vfs, 0) != SQLITE_OK) return;
  const int code = sqlite3_open_v2(
      "input", &database_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
      input_->vfs_name.c_str());
  if (code == SQLITE_OK) {
    restrict();
  } else {
    sqlite3_close(database_);
    database_ = nullptr;
  }
}

SqliteFile::~SqliteFile() {
  sqlite3_close(database_);
  sqlite3_vfs_unregister(&input_->vfs);
}

void SqliteFile::restrict() {
  constexpr int kProgressSteps = 2000;
  constexpr std::array<std::pair<int, int>, 5> kSettings = {{
      {SQLITE_DBCONFIG_DEFENSIVE, 1},
      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
      {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
  }};
  for (const auto& [setting, value] : kSettings)
    sqlite3_db_config(database_, setting, value, nullptr);
  const auto cell_bytes =
      static_cast<int>(std::min<std::uint64_t>(input_->meter.budget.cell_bytes_max, 1U << 30));
  sqlite3_limit(database_, SQLITE_LIMIT_LENGTH, cell_bytes);
  sqlite3_limit(database_, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(database_, SQLITE_LIMIT_WORKER_THREADS, 0);
  sqlite3_limit(database_, SQLITE_LIMIT_EXPR_DEPTH, 100);
  sqlite3_limit(database_, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
  // Two megabytes of pages; whatever would be temporary stays in memory.
  sqlite3_exec(database_, "PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0",
               nullptr, nullptr, nullptr);
  sqlite3_set_authorizer(database_, authorize, nullptr);
  sqlite3_progress_handler(database_, kProgressSteps, check_time,
                           const_cast<extract::Meter*>(&input_->meter));
}

SqliteStatement SqliteFile::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database_, sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr);
  return SqliteStatement(statement);
}

extract::Problem SqliteFile::problem(int code) const {
  if (input_->failure) return {input_->failure->reason, input_->failure->detail};
  switch (code & 0xff) {
    case SQLITE_INTERRUPT:
      return {Reason::budget_time, "the time for this item is used up"};
    case SQLITE_NOMEM:
      return {Reason::budget_memory, "a table needs too much memory"};
    case SQLITE_TOOBIG:
      return {Reason::budget_memory, "a table has a cell that is too large"};
    default:
      return {Reason::corrupt, "damaged database"};
  }
}

std::uint64_t SqliteFile::bytes_read() const noexcept { return input_->furthest; }

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace braque::documents
