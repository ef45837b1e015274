// The invented customer database as statements of each engine, and how well a scan's records tell
// what is in it.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/crm.hpp"

namespace braque::test {

enum class Dialect { postgresql, mariadb, sqlite };

inline std::string quoted(const std::string& name, Dialect dialect) {
  const char mark = dialect == Dialect::mariadb ? '`' : '"';
  std::string text(1, mark);
  for (const char c : name) {
    if (c == mark) text += c;
    text += c;
  }
  return text + mark;
}

inline std::string type_of(CrmType type, Dialect dialect) {
  const bool mariadb = dialect == Dialect::mariadb, sqlite = dialect == Dialect::sqlite;
  switch (type) {
    case CrmType::integer:
      return "bigint";
    case CrmType::number:
      return sqlite ? "text" : "numeric(12,2)";
    case CrmType::text:
      return "text";
    case CrmType::date:
      return "date";
    case CrmType::time:
      return mariadb ? "datetime" : "timestamp";
    case CrmType::uuid:
      return "uuid";
    case CrmType::json:
      return mariadb ? "json" : sqlite ? "text" : "json";
    case CrmType::boolean:
      return "smallint";
    case CrmType::binary:
      return dialect == Dialect::postgresql ? "bytea" : "longblob";
    case CrmType::network:
      return dialect == Dialect::postgresql ? "inet" : "varchar(64)";
  }
  return "text";
}

inline std::string literal(const std::string& value) {
  if (value.empty()) return "NULL";
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'') text += c;
    text += c;
  }
  return text + "'";
}

/// CREATE and INSERT, piece by piece.
template <typename Run>
void fill(const CrmTable& table, Dialect dialect, const Run& run) {
  const std::string name = quoted(table.name, dialect);
  std::string sql = "CREATE TABLE " + name + " (";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const CrmColumn& column = table.columns[i];
    sql += (i == 0 ? "" : ", ") + quoted(column.name, dialect) + " " +
           type_of(column.type, dialect) + (i == 0 ? " PRIMARY KEY" : "");
    if (dialect == Dialect::mariadb && !column.comment.empty())
      sql += " COMMENT " + literal(column.comment);
  }
  sql += ");\n";
  for (const CrmColumn& column : table.columns)
    if (dialect == Dialect::postgresql && !column.comment.empty())
      sql += "COMMENT ON COLUMN " + name + "." + quoted(column.name, dialect) + " IS " +
             literal(column.comment) + ";\n";
  constexpr std::uint64_t kRowsOfStatement = 500;
  for (std::uint64_t row = 0; row < table.rows; ++row) {
    sql += row % kRowsOfStatement == 0 ? "INSERT INTO " + name + " VALUES\n(" : ",\n(";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      sql += (i == 0 ? "" : ",") + literal(table.columns[i].value(row + 1));
    sql += ")";
    if (row % kRowsOfStatement + 1 != kRowsOfStatement && row + 1 != table.rows) continue;
    sql += ";\n";
    if (sql.size() < (8U << 20)) continue;
    run(sql);
    sql.clear();
  }
  run(sql);
}

/// Columns that hold something and were found, were missed, and that hold nothing and were
/// reported.
struct ColumnScore {
  std::uint64_t found = 0, missed = 0, wrong = 0;
  std::vector<std::string> faults;
  double recall() const {
    return static_cast<double>(found) /
           static_cast<double>(std::max<std::uint64_t>(found + missed, 1));
  }
  double precision() const {
    return static_cast<double>(found) /
           static_cast<double>(std::max<std::uint64_t>(found + wrong, 1));
  }
};

/// (table, column, rule) of findings in columns; the table as the last step of the item's path.
inline std::set<std::tuple<std::string, std::string, std::string>> found_columns(
    const std::vector<nlohmann::json>& records) {
  std::set<std::tuple<std::string, std::string, std::string>> found;
  for (const auto& record : records) {
    if (record["record"] != "finding" || record["column"].is_null()) continue;
    const std::string locator = record["locator"], column = record["column"];
    const std::string way = locator.substr(0, locator.size() - column.size() - 3);
    found.emplace(way.substr(way.rfind(" > ") + 3), column, record["rule"]);
  }
  return found;
}

inline ColumnScore score_columns(const std::vector<CrmTable>& tables,
                                 const std::vector<nlohmann::json>& records) {
  const auto found = found_columns(records);
  ColumnScore score;
  for (const CrmTable& table : tables)
    for (const CrmColumn& column : table.columns) {
      bool right = false, wrong = false;
      std::string rules;
      for (const auto& [in, name, rule] : found) {
        if (in != table.name || name != column.name) continue;
        rules += " " + rule;
        if (!column.rule.empty() && rule.find(column.rule) != std::string::npos)
          right = true;
        else if (column.rule.empty())
          wrong = true;
      }
      score.found += right ? 1 : 0;
      score.missed += !right && !column.rule.empty() && table.rows > 0 ? 1 : 0;
      score.wrong += wrong ? 1 : 0;
      if (wrong || (!right && !column.rule.empty() && table.rows > 0))
        score.faults.push_back(table.name + "." + column.name + ": wanted " + column.rule +
                               ", found" + rules);
    }
  return score;
}

}  // namespace braque::test
