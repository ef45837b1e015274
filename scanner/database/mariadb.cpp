// The session, the catalogue and the account of MariaDB and MySQL; rows are in mariadb_rows.cpp.
#include "database/mariadb.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/ascii.hpp"
#include "database/engines.hpp"

namespace braque::database {
namespace {

constexpr std::string_view kBinaryTypes[] = {"tinyblob", "blob",   "mediumblob",
                                             "longblob", "binary", "varbinary"};
constexpr std::string_view kLongTypes[] = {"tinytext", "text", "mediumtext", "longtext", "json"};
constexpr std::string_view kWholeTypes[] = {"tinyint", "smallint", "mediumint", "int", "bigint"};
constexpr std::string_view kSpatialTypes[] = {
    "geometry",   "point",           "linestring",   "polygon",
    "multipoint", "multilinestring", "multipolygon", "geometrycollection"};
constexpr std::string_view kSystem = "('information_schema', 'mysql', 'performance_schema', 'sys')";

template <typename List>
bool is_one_of(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

std::string_view base_type(std::string_view type) {
  return type.substr(0, type.find_first_of("( "));
}

double real(const std::string& text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Positions are the key's values, each behind its length.
bool next_part(std::string_view& position, std::string_view& part) {
  std::size_t size = 0;
  const auto [end, error] =
      std::from_chars(position.data(), position.data() + position.size(), size);
  const auto used = static_cast<std::size_t>(end - position.data());
  if (error != std::errc() || used >= position.size() || size > position.size() - used - 1)
    return false;
  part = position.substr(used + 1, size);
  position.remove_prefix(used + 1 + size);
  return true;
}

std::string hexadecimal(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "x'";
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text + "'";
}

/// The key's values as literals; empty when the position is none.
std::vector<std::string> literals(const MariadbClient& client, const Table& table,
                                  std::string_view position) {
  std::vector<std::string> all;
  for (const KeyKind kind : key_kinds(table)) {
    std::string_view part;
    if (!next_part(position, part)) return {};
    const bool whole =
        !part.empty() && part.find_first_not_of("-0123456789") == std::string_view::npos;
    if (kind == KeyKind::binary)
      all.push_back(hexadecimal(part));
    else if (kind == KeyKind::whole && whole)
      all.emplace_back(part);
    else
      all.push_back(client.text(part));
  }
  return position.empty() ? all : std::vector<std::string>{};
}

}  // namespace

std::unique_ptr<Connection> make_mariadb(const ConnectionOptions& options) {
  return std::make_unique<MariadbConnection>(options);
}

std::vector<KeyKind> key_kinds(const Table& table) {
  std::vector<KeyKind> kinds;
  for (const std::size_t place : table.key) {
    const Column& column = table.columns[place];
    const std::string_view type = base_type(column.type);
    if (type == "float" || type == "double" || column.kind == ValueKind::text) return {};
    kinds.push_back(column.kind == ValueKind::binary ? KeyKind::binary
                    : is_one_of(kWholeTypes, type)   ? KeyKind::whole
                                                     : KeyKind::text);
  }
  return kinds;
}

std::string table_name(const Table& table) {
  return MariadbClient::identifier(table.listed.name.database) + "." +
         MariadbClient::identifier(table.listed.name.table);
}

std::string key_position(const Table& table, std::span<const Cell> cells) {
  std::string position;
  for (const std::size_t place : table.key) {
    if (place >= cells.size()) return {};
    position += std::to_string(cells[place].bytes.size()) + ":";
    position += cells[place].bytes;
  }
  return position;
}

std::string at_key(const MariadbClient& client, const Table& table, std::string_view position) {
  const std::vector<std::string> values = literals(client, table, position);
  std::string condition;
  for (std::size_t i = 0; i < values.size(); ++i)
    condition += (i == 0 ? "" : " AND ") +
                 MariadbClient::identifier(table.columns[table.key[i]].name) + " = " + values[i];
  return condition;
}

/// (a, b) > (x, y), written so that the key's index is used: a > x OR (a = x AND b > y).
std::string behind_key(const MariadbClient& client, const Table& table, std::string_view position) {
  const std::vector<std::string> values = literals(client, table, position);
  std::string condition, equal;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string name = MariadbClient::identifier(table.columns[table.key[i]].name);
    condition += (i == 0 ? "(" : " OR (") + equal + name + " > " + values[i] + ")";
    equal += name + " = " + values[i] + " AND ";
  }
  return values.size() > 1 ? "(" + condition + ")" : condition;
}

std::optional<Failure> MariadbConnection::open() {
  if (auto failure = client_.connect()) return failure;
  return look_at_account();
}

/// Rights beyond reading, as the server says them.
std::optional<Failure> MariadbConnection::look_at_account() {
  std::vector<std::vector<std::string>> rows;
  if (auto failure =
          client_.query("SELECT DISTINCT privilege_type FROM (SELECT privilege_type FROM "
                        "information_schema.user_privileges"
                        " UNION ALL SELECT privilege_type FROM information_schema.schema_privileges"
                        " UNION ALL SELECT privilege_type FROM "
                        "information_schema.table_privileges) p WHERE privilege_type IN"
                        " ('INSERT', 'UPDATE', 'DELETE', 'DROP', 'ALTER', 'CREATE', 'SUPER', "
                        "'FILE') ORDER BY privilege_type",
                        rows))
    return failure;
  remarks_.clear();
  std::string rights;
  for (const auto& row : rows)
    if (!row.empty()) rights += (rights.empty() ? "" : ", ") + row[0].substr(0, 16);
  if (!rights.empty())
    remarks_.push_back("the account may do more than read (" + rights +
                       "); sessions are read-only all the same, but give it "
                       "an account of its own (`braque sources grants mariadb`)");
  return std::nullopt;
}

std::optional<Failure> MariadbConnection::list(std::vector<ListedTable>& tables) {
  std::vector<std::vector<std::string>> rows;
  const std::string which = options_.uri.path.empty() ? "NOT IN " + std::string(kSystem)
                                                      : "= " + client_.text(options_.uri.path);
  if (auto failure =
          client_.query("SELECT table_schema, table_name, table_type, coalesce(data_length, 0)"
                        " FROM information_schema.tables WHERE table_schema " +
                            which,
                        rows))
    return failure;
  std::vector<std::vector<std::string>> known;
  if (rows.empty() && !options_.uri.path.empty()) {
    if (auto failure = client_.query(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name " + which, known))
      return failure;
    if (known.empty())
      return Failure{Reason::vanished, "there is no such database, or the account may not see it"};
  }
  for (const auto& row : rows) {
    if (row.size() != 4) return Failure{Reason::corrupt, "the server answered something else"};
    ListedTable table;
    table.name = {row[0], "", row[1]};
    table.bytes = static_cast<std::uint64_t>(std::max(real(row[3]), 0.0));
    if (row[2].ends_with("VIEW"))
      table.kind = TableKind::view;
    else if (row[2] == "SEQUENCE")
      continue;  // a number, no rows of anybody
    else if (row[2] == "TEMPORARY")
      table.kind = TableKind::temporary;
    tables.push_back(std::move(table));
  }
  list_mariadb_readers(client_, tables);
  return std::nullopt;
}

std::optional<Failure> MariadbConnection::references(const std::vector<ListedTable>& tables,
                                                     References& found) {
  found.columns.resize(tables.size());
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (std::size_t i = 0; i < tables.size(); ++i)
    places.emplace(std::pair(tables[i].name.database, tables[i].name.table), i);
  const std::string which = options_.uri.path.empty() ? "NOT IN " + std::string(kSystem)
                                                      : "= " + client_.text(options_.uri.path);
  const std::uint64_t most = options_.budget.database_references_max;
  std::vector<std::vector<std::string>> rows;
  if (auto failure = client_.query(
          "SELECT table_schema, table_name, referenced_table_schema, referenced_table_name,"
          " column_name FROM information_schema.key_column_usage WHERE table_schema " +
              which + " AND referenced_table_name IS NOT NULL LIMIT " + std::to_string(most + 1),
          rows))
    return failure;
  if (rows.size() > most) return Failure{Reason::budget_entries, "there are too many of them"};
  for (const auto& row : rows) {
    if (row.size() != 5) return Failure{Reason::corrupt, "the server answered something else"};
    const auto from = places.find({row[0], row[1]}), to = places.find({row[2], row[3]});
    if (from != places.end() && to != places.end())
      found.all.push_back({from->second, to->second, row[4]});
  }
  for (const References::Reference& reference : found.all) {
    std::vector<std::string>& columns = found.columns[reference.to];
    if (!columns.empty()) continue;
    const TableName& name = tables[reference.to].name;
    // Asked table by table: information_schema opens no others then.
    if (auto failure = client_.query(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = " +
                client_.text(name.database) + " AND table_name = " + client_.text(name.table),
            rows))
      return failure;
    for (const auto& row : rows)
      if (!row.empty()) columns.push_back(row[0]);
  }
  return std::nullopt;
}

std::optional<Failure> MariadbConnection::describe(const ListedTable& listed, Table& table) {
  table = {};
  table.listed = listed;
  const std::string where = " WHERE table_schema = " + client_.text(listed.name.database) +
                            " AND table_name = " + client_.text(listed.name.table);
  std::vector<std::vector<std::string>> rows;
  if (auto failure = client_.query(
          "SELECT column_name, column_type, column_comment, data_type, extra, privileges"
          " FROM information_schema.columns" +
              where + " ORDER BY ordinal_position",
          rows))
    return failure;
  if (rows.empty()) return Failure{Reason::vanished, "the table is not there any more"};
  std::size_t made = 0;
  for (const auto& row : rows) {
    if (row.size() != 6 || table.columns.size() >= options_.budget.database_columns_max)
      return Failure{Reason::corrupt, "the server answered something else"};
    // A virtual column is code; what it is made from is in the others.
    if (row[4].find("VIRTUAL") != std::string::npos) {
      ++made;
      continue;
    }
    Column column;
    column.name = row[0];
    column.type = row[1];
    column.comment = row[2];
    column.number = is_one_of(kSpatialTypes, row[3]) ? "spatial" : row[3];
    column.kind = is_one_of(kBinaryTypes, row[3])                               ? ValueKind::binary
                  : is_one_of(kLongTypes, row[3]) || column.number == "spatial" ? ValueKind::text
                                                                                : ValueKind::brief;
    std::string rights = row[5];
    std::transform(rights.begin(), rights.end(), rights.begin(), ascii::lower);
    column.readable = rights.find("select") != std::string::npos;
    table.columns.push_back(std::move(column));
  }
  if (made > 0) table.note = std::to_string(made) + " virtual columns are not computed";
  if (auto failure = client_.query("SELECT column_name FROM information_schema.statistics" + where +
                                       " AND index_name = 'PRIMARY' ORDER BY seq_in_index",
                                   rows))
    return failure;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (!row.empty() && table.columns[i].name == row[0]) table.key.push_back(i);
  if (auto failure = client_.query("SELECT coalesce(table_rows, -1), coalesce(data_length, 0) FROM "
                                   "information_schema.tables" +
                                       where,
                                   rows))
    return failure;
  if (rows.empty() || rows[0].size() != 2)
    return Failure{Reason::vanished, "the table is not there any more"};
  table.rows = real(rows[0][0]);
  table.bytes = static_cast<std::uint64_t>(std::max(real(rows[0][1]), 0.0));
  return std::nullopt;
}

std::unique_ptr<Rows> MariadbConnection::rows(const Table& table, const SampleSize& size,
                                              std::string_view after) {
  return make_mariadb_rows(*this, table, size, after);
}

}  // namespace braque::database
