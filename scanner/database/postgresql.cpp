// The session, the catalogue and the account; rows are in postgresql_rows.cpp.
#include "database/postgresql.hpp"

#include <algorithm>
#include <unordered_map>

#include "database/engines.hpp"

namespace braque::database {
namespace {

/// Everything with rows that is not the system's own. No function here takes a lock on a table: one
/// that is being altered must not hold up the listing. Partitions are read with the table that they
/// are of.
constexpr const char* kRelations =
    "SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relispartition,"
    " c.relpages::bigint, has_any_column_privilege(c.oid, 'SELECT') AND "
    "has_schema_privilege(n.oid, 'USAGE'),"
    " coalesce((SELECT s.n_tup_ins + s.n_tup_upd + s.n_tup_del FROM pg_stat_all_tables s WHERE "
    "s.relid = c.oid), -1),"
    " coalesce((SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = c.oid LIMIT 1), 0),"
    " (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint # c.relfilenode::bigint"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND n.nspname <> 'information_schema'"
    " AND n.nspname <> 'pg_catalog' AND n.nspname NOT LIKE 'pg\\_toast%' LIMIT $1";

constexpr const char* kColumns =
    "SELECT a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, "
    "a.attnum),"
    " has_column_privilege(a.attrelid, a.attnum, 'SELECT'), b.typname, b.typlen, b.typcategory, "
    "a.atttypmod,"
    " coalesce(array_position(i.indkey::smallint[], a.attnum), -1)"
    " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
    " JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END"
    " LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary"
    " WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum LIMIT "
    "$2";

constexpr const char* kHeaps =
    "WITH RECURSIVE tree(oid) AS (SELECT $1::oid UNION SELECT i.inhrelid FROM tree JOIN "
    "pg_inherits i ON"
    " i.inhparent = tree.oid JOIN pg_class p ON p.oid = i.inhrelid WHERE p.relispartition)"
    " SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples::float8, c.relpages::bigint,"
    " CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) ELSE 0 END"
    " FROM tree JOIN pg_class c ON c.oid = tree.oid JOIN pg_namespace n ON n.oid = c.relnamespace "
    "ORDER BY c.oid";

/// Every account is asked about every table: that takes the catalogue's time, not the tables'. The
/// functions know memberships; rights on single columns count.
constexpr const char* kReaders =
    "SELECT c.oid, coalesce(bool_or(r.oid IS NULL), false), count(r.oid), "
    "array_to_string((array_agg(r.rolname ORDER BY r.rolname)"
    " FILTER (WHERE r.oid IS NOT NULL))[1:5], ', ') FROM pg_class c JOIN pg_namespace n ON n.oid = "
    "c.relnamespace"
    " JOIN (SELECT oid, rolname FROM pg_roles WHERE rolcanlogin AND NOT rolsuper AND rolname <> "
    "current_user"
    " UNION ALL SELECT NULL, NULL) r ON CASE WHEN r.oid IS NULL THEN"
    " has_any_column_privilege('public'::name, c.oid, 'SELECT') AND "
    "has_schema_privilege('public'::name, n.oid, 'USAGE')"
    " ELSE r.oid <> c.relowner AND has_any_column_privilege(r.oid, c.oid, 'SELECT') AND "
    "has_schema_privilege(r.oid, n.oid, 'USAGE') END"
    " WHERE c.relkind IN ('r', 'p', 'm', 'v') AND n.nspname NOT IN ('pg_catalog', "
    "'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'"
    " GROUP BY c.oid";

/// The names of single keys' columns and of the tables that they point at; no table is opened.
constexpr const char* kReferences =
    "SELECT c.conrelid, c.confrelid, a.attname FROM pg_constraint c JOIN pg_attribute a"
    " ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) WHERE c.contype = 'f'"
    " ORDER BY c.conrelid, c.conname, a.attnum LIMIT $1";
constexpr const char* kReferred =
    "SELECT a.attrelid, a.attname FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped"
    " AND a.attrelid IN (SELECT confrelid FROM pg_constraint WHERE contype = 'f')"
    " ORDER BY a.attrelid, a.attnum LIMIT $1";

/// May it write? Superusers may all; else what was granted on tables counts.
constexpr const char* kAccount =
    "SELECT r.rolsuper, (SELECT count(*) FROM (SELECT 1 FROM pg_class c JOIN pg_namespace n ON "
    "n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
    " AND n.nspname NOT LIKE 'pg\\_%' AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, "
    "TRUNCATE') LIMIT 1000) w),"
    " current_setting('block_size'), pg_is_in_recovery() FROM pg_roles r WHERE r.rolname = "
    "current_user";

constexpr std::string_view kLongTexts[] = {"text", "varchar", "bpchar", "citext", "name"};
constexpr std::string_view kShortTypes[] = {"numeric", "uuid",   "inet", "cidr",
                                            "bit",     "varbit", "name", "macaddr"};
constexpr std::int64_t kLongText =
    16'000;  ///< characters: four bytes each stay within a row's cell

template <typename List>
bool is_one_of(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

ValueKind kind_of(std::string_view type, std::int64_t length, std::int64_t limit) {
  if (type == "bytea") return ValueKind::binary;
  if (length > 0 || is_one_of(kShortTypes, type)) return ValueKind::brief;
  const bool limited = limit > 4 && limit - 4 <= kLongText;  // 4: the length word counts
  return limited && is_one_of(kLongTexts, type) ? ValueKind::brief : ValueKind::text;
}

}  // namespace

std::unique_ptr<Connection> make_postgresql(const ConnectionOptions& options) {
  return std::make_unique<PostgresConnection>(options);
}

std::optional<Failure> PostgresConnection::open() {
  if (options_.uri.path.empty() && !options_.uri.parameters.contains("service"))
    return Failure{Reason::io_error, "name the database: postgresql://host/database"};
  if (auto failure = client_.connect()) return failure;
  return look_at_account();
}

std::optional<Failure> PostgresConnection::look_at_account() {
  PgResult result;
  if (auto failure = client_.query(kAccount, {}, result)) return failure;
  if (PQntuples(result.get()) != 1)
    return Failure{Reason::corrupt, "the server knows nothing of the account"};
  remarks_.clear();
  const std::int64_t writable = number_of(result.get(), 0, 1);
  const std::string remedy =
      "; sessions are read-only all the same, but give it an account of its own "
      "(`braque sources grants postgresql`)";
  if (is_true(result.get(), 0, 0))
    remarks_.push_back("the account is a superuser" + remedy);
  else if (writable > 0)
    remarks_.push_back("the account may write to " + std::to_string(writable) +
                       (writable >= 1000 ? " or more" : "") + " tables" + remedy);
  const std::int64_t block = number_of(result.get(), 0, 2);
  if (block >= 1024 && block <= 32768) block_bytes_ = static_cast<std::uint64_t>(block);
  return std::nullopt;
}

std::vector<std::string> PostgresConnection::path(const TableName& name) const {
  return {name.database, name.schema, name.table};
}

std::optional<Failure> PostgresConnection::list(std::vector<ListedTable>& tables) {
  PgResult result;
  const std::string limit = std::to_string(options_.budget.database_tables_max + 1);
  if (auto failure = client_.query(kRelations, {limit}, result)) return failure;
  if (PQnfields(result.get()) != 11)
    return Failure{Reason::corrupt, "the server answered something else"};
  const int count = PQntuples(result.get());
  if (static_cast<std::uint64_t>(count) > options_.budget.database_tables_max)
    return Failure{Reason::budget_entries, "it has too many tables"};
  // Changes and pages of partitions count for the table that they are of.
  std::unordered_map<std::int64_t, int> rows;
  for (int i = 0; i < count; ++i) rows[number_of(result.get(), i, 0)] = i;
  std::vector<std::int64_t> changes(static_cast<std::size_t>(count)), pages(changes),
      files(changes);
  for (int i = 0; i < count; ++i) {
    int at = i;
    for (int depth = 0; depth < 64 && is_true(result.get(), at, 5); ++depth) {
      const auto parent = rows.find(number_of(result.get(), at, 9));
      if (parent == rows.end()) break;
      at = parent->second;
    }
    const auto to = static_cast<std::size_t>(at);
    changes[to] += std::max<std::int64_t>(number_of(result.get(), i, 8), 0);
    pages[to] += number_of(result.get(), i, 6);
    files[to] ^= number_of(result.get(), i, 10) * (i == at ? 1 : 31);
  }
  for (int i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const bool has_parent = rows.contains(number_of(result.get(), i, 9));
    if (is_true(result.get(), i, 5) && has_parent) continue;
    ListedTable table;
    table.name = {options_.uri.path, std::string(text_of(result.get(), i, 1)),
                  std::string(text_of(result.get(), i, 2))};
    table.handle = static_cast<std::uint64_t>(number_of(result.get(), i, 0));
    table.readable = is_true(result.get(), i, 7);
    table.bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(pages[at], 0)) * block_bytes_;
    const std::string_view kind = text_of(result.get(), i, 3);
    if (kind == "v")
      table.kind = TableKind::view;
    else if (kind == "f")
      table.kind = TableKind::foreign;
    else if (kind == "m")
      table.kind = TableKind::materialised;
    if (text_of(result.get(), i, 4) == "t") table.kind = TableKind::temporary;
    if ((kind == "r" || kind == "p") && number_of(result.get(), i, 8) >= (kind == "p" ? -1 : 0))
      table.mark = {table.handle, changes[at], files[at]};
    tables.push_back(std::move(table));
  }
  list_readers(tables);
  PgResult objects;
  if (auto failure = client_.query("SELECT 1 FROM pg_largeobject_metadata LIMIT 1", {}, objects))
    return failure;
  if (PQntuples(objects.get()) > 0) {
    ListedTable table;
    table.name = {options_.uri.path, "pg_catalog", "pg_largeobject"};
    table.kind = TableKind::system;
    tables.push_back(std::move(table));
  }
  return std::nullopt;
}

/// Where that takes too long, nobody knows.
void PostgresConnection::list_readers(std::vector<ListedTable>& tables) {
  PgResult result;
  if (client_.query(kReaders, {}, result) || PQnfields(result.get()) != 4) return;
  std::unordered_map<std::uint64_t, int> rows;
  for (int i = 0; i < PQntuples(result.get()); ++i)
    rows[static_cast<std::uint64_t>(number_of(result.get(), i, 0))] = i;
  for (ListedTable& table : tables) {
    table.readers.known = true;
    const auto row = rows.find(table.handle);
    if (row == rows.end()) continue;
    table.readers.everybody = is_true(result.get(), row->second, 1);
    table.readers.accounts = static_cast<std::uint64_t>(
        std::max<std::int64_t>(number_of(result.get(), row->second, 2), 0));
    table.readers.some = text_of(result.get(), row->second, 3);
  }
}

std::optional<Failure> PostgresConnection::references(const std::vector<ListedTable>& tables,
                                                      References& found) {
  found.columns.resize(tables.size());
  std::unordered_map<std::uint64_t, std::size_t> places;
  for (std::size_t i = 0; i < tables.size(); ++i) places.emplace(tables[i].handle, i);
  const auto place = [&](const PgResult& result, int row, int column) {
    const auto at = places.find(static_cast<std::uint64_t>(number_of(result.get(), row, column)));
    return at == places.end() ? tables.size() : at->second;
  };
  PgResult result;
  const auto ask = [&](const char* query, int fields, std::uint64_t most) {
    const std::string limit = std::to_string(most + 1);
    std::optional<Failure> failure = client_.query(query, {limit}, result);
    if (!failure && PQnfields(result.get()) != fields)
      failure = Failure{Reason::corrupt, "the server answered something else"};
    if (!failure && static_cast<std::uint64_t>(PQntuples(result.get())) > most)
      failure = Failure{Reason::budget_entries, "there are too many of them"};
    return failure;
  };
  if (auto failure = ask(kReferences, 3, options_.budget.database_references_max)) return failure;
  for (int i = 0; i < PQntuples(result.get()); ++i) {
    const std::size_t from = place(result, i, 0), to = place(result, i, 1);
    if (from < tables.size() && to < tables.size())
      found.all.push_back({from, to, std::string(text_of(result.get(), i, 2))});
  }
  if (found.all.empty()) return std::nullopt;
  if (auto failure = ask(kReferred, 2, options_.budget.database_referred_columns_max))
    return failure;
  for (int i = 0; i < PQntuples(result.get()); ++i)
    if (const std::size_t at = place(result, i, 0); at < tables.size())
      found.columns[at].emplace_back(text_of(result.get(), i, 1));
  return std::nullopt;
}

std::optional<Failure> PostgresConnection::describe(const ListedTable& listed, Table& table) {
  table = {};
  table.listed = listed;
  if (auto failure = describe_columns(listed, table)) return failure;
  heaps_.clear();
  if (listed.kind == TableKind::view) {
    heaps_.push_back(
        {client_.quoted(listed.name.schema) + "." + client_.quoted(listed.name.table), 0});
    table.rows = -1;
    return std::nullopt;
  }
  PgResult result;
  if (auto failure = client_.query(kHeaps, {std::to_string(listed.handle)}, result)) return failure;
  const int count = PQntuples(result.get());
  if (count == 0) return Failure{Reason::vanished, "the table is not there any more"};
  int foreign = 0;
  for (int i = 0; i < count; ++i) {
    const std::string_view kind = text_of(result.get(), i, 3);
    foreign += kind == "f" ? 1 : 0;
    if (kind != "r" && kind != "m") continue;
    heaps_.push_back({client_.quoted(text_of(result.get(), i, 1)) + "." +
                          client_.quoted(text_of(result.get(), i, 2)),
                      static_cast<std::uint32_t>(number_of(result.get(), i, 0))});
    // As the planner does: rows a page of the last VACUUM or ANALYZE, times the pages of today.
    const double known = real_of(result.get(), i, 4), pages = real_of(result.get(), i, 5);
    const double bytes = real_of(result.get(), i, 6),
                 now = bytes / static_cast<double>(block_bytes_);
    constexpr double kRowsOfPage = 60;
    table.rows += known >= 0 && pages > 0 ? known / pages * now : now * kRowsOfPage;
    table.bytes += static_cast<std::uint64_t>(std::max(bytes, 0.0));
  }
  if (foreign > 0)
    table.note = std::to_string(foreign) + " partitions are on other servers and were not read";
  return std::nullopt;
}

std::optional<Failure> PostgresConnection::describe_columns(const ListedTable& listed,
                                                            Table& table) {
  PgResult result;
  const std::string limit = std::to_string(options_.budget.database_columns_max);
  if (auto failure = client_.query(kColumns, {std::to_string(listed.handle), limit}, result))
    return failure;
  if (PQnfields(result.get()) != 10)
    return Failure{Reason::corrupt, "the server answered something else"};
  std::map<std::int64_t, std::size_t> key;
  for (int i = 0; i < PQntuples(result.get()); ++i) {
    Column column;
    column.number = text_of(result.get(), i, 0);
    column.name = text_of(result.get(), i, 1);
    column.type = text_of(result.get(), i, 2);
    column.comment = text_of(result.get(), i, 3);
    column.readable = is_true(result.get(), i, 4);
    column.kind = kind_of(text_of(result.get(), i, 5), number_of(result.get(), i, 6),
                          number_of(result.get(), i, 8));
    if (const std::int64_t place = number_of(result.get(), i, 9); place >= 0)
      key[place] = table.columns.size();
    table.columns.push_back(std::move(column));
  }
  for (const auto& [place, column] : key) table.key.push_back(column);
  return std::nullopt;
}

std::unique_ptr<Rows> PostgresConnection::rows(const Table& table, const SampleSize& size,
                                               std::string_view after) {
  return make_postgresql_rows(*this, table, size, after);
}

std::unique_ptr<ByteStream> PostgresConnection::value(const Table& table, std::string_view position,
                                                      std::size_t column, std::uint64_t size) {
  return make_postgresql_value(*this, table, position, column, size);
}

}  // namespace braque::database
