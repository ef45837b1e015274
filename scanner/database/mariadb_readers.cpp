// Who may read which table of MariaDB and MySQL, by grants on everything, databases, tables and
// columns, and by roles.
#include <algorithm>
#include <map>
#include <set>

#include "database/mariadb.hpp"

namespace braque::database {
namespace {

using Texts = std::vector<std::vector<std::string>>;

constexpr const char* kGrants =
    "SELECT grantee, '', '' FROM information_schema.user_privileges WHERE privilege_type = 'SELECT'"
    " UNION SELECT grantee, table_schema, '' FROM information_schema.schema_privileges WHERE "
    "privilege_type = 'SELECT'"
    " UNION SELECT grantee, table_schema, table_name FROM information_schema.table_privileges "
    "WHERE privilege_type = 'SELECT'"
    " UNION SELECT grantee, table_schema, table_name FROM information_schema.column_privileges "
    "WHERE privilege_type = 'SELECT'"
    " LIMIT 20000";
constexpr const char* kSuperusers =
    "SELECT grantee FROM information_schema.user_privileges WHERE privilege_type = 'SUPER'";
constexpr const char* kRoles =
    "SELECT concat('''', user, '''@''', host, ''''), concat('''', role, '''@''''') FROM "
    "mysql.roles_mapping LIMIT 20000";
constexpr std::size_t kNamed = 5;

bool shaped(const Texts& rows, std::size_t fields) {
  return std::all_of(rows.begin(), rows.end(),
                     [fields](const auto& row) { return row.size() == fields; });
}

/// Who is a member of a role, through other roles too; an account is its own.
std::set<std::string> members(const std::string& grantee,
                              const std::multimap<std::string, std::string>& roles) {
  std::set<std::string> found{grantee};
  std::vector<std::string> open{grantee};
  while (!open.empty()) {
    const std::string role = open.back();
    open.pop_back();
    for (auto [at, end] = roles.equal_range(role); at != end; ++at)
      if (found.insert(at->second).second) open.push_back(at->second);
  }
  // Roles are grantees without a host.
  std::erase_if(found, [](const std::string& name) { return name.ends_with("@''"); });
  return found;
}

/// Names of databases in grants are patterns of LIKE.
bool matches(std::string_view pattern, std::string_view name) {
  std::size_t at = 0, in = 0, star = pattern.size(), from = 0;
  while (in < name.size()) {
    const bool escaped = at + 1 < pattern.size() && pattern[at] == '\\';
    const char wanted = at < pattern.size() ? pattern[at + (escaped ? 1 : 0)] : '\0';
    if (at < pattern.size() && !escaped && wanted == '%') {
      star = at++;
      from = in;
    } else if (at < pattern.size() && (wanted == name[in] || (!escaped && wanted == '_'))) {
      at += escaped ? 2 : 1;
      ++in;
    } else if (star < pattern.size()) {
      at = star + 1;
      in = ++from;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('%', at) == std::string_view::npos;
}

}  // namespace

/// Only an account that may read the system's own tables sees the grants of others: else nobody
/// knows.
void list_mariadb_readers(MariadbClient& client, std::vector<ListedTable>& tables) {
  Texts mapping, grants, superusers, ourselves;
  if (client.query(kRoles, mapping) || client.query(kGrants, grants) ||
      client.query(kSuperusers, superusers) ||
      client.query("SELECT concat('''', replace(current_user(), '@', '''@'''), '''')", ourselves))
    return;
  if (!shaped(mapping, 2) || !shaped(grants, 3) || !shaped(superusers, 1) || !shaped(ourselves, 1))
    return;
  std::multimap<std::string, std::string> roles;
  for (const auto& row : mapping) roles.emplace(row[1], row[0]);
  std::set<std::string> excepted;
  for (const auto& row : superusers) excepted.insert(row[0]);
  for (const auto& row : ourselves) excepted.insert(row[0]);
  std::vector<std::set<std::string>> accounts;
  for (const auto& row : grants) accounts.push_back(members(row[0], roles));
  for (ListedTable& table : tables) {
    std::set<std::string> readers;
    for (std::size_t i = 0; i < grants.size(); ++i) {
      const auto& row = grants[i];
      if (!row[1].empty() && !matches(row[1], table.name.database)) continue;
      if (!row[2].empty() && row[2] != table.name.table) continue;
      if (row[0] == "'PUBLIC'@''" || row[0] == "PUBLIC") table.readers.everybody = true;
      readers.insert(accounts[i].begin(), accounts[i].end());
    }
    for (const std::string& one : excepted) readers.erase(one);
    table.readers.known = true;
    table.readers.accounts = readers.size();
    std::size_t named = 0;
    for (const std::string& one : readers)
      if (named++ < kNamed) table.readers.some += (table.readers.some.empty() ? "" : ", ") + one;
  }
}

}  // namespace braque::database
