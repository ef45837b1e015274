#include "report/readers.hpp"

#include <algorithm>
#include <set>

namespace braque::report {
namespace {

template <typename T>
bool has(const std::vector<T>& list, const T& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool is_about(const AccessList& list, const AccessEntry& entry, const Account& account) {
  switch (entry.who) {
    case Who::owner:
      return account.user == list.owner;
    case Who::owning_group:
      return has(account.groups, list.group);
    case Who::user:
      return entry.name.empty() ? account.user == entry.id : entry.name == account.name;
    case Who::group:
      return entry.name.empty() ? has(account.groups, entry.id)
                                : has(account.group_names, entry.name);
    case Who::everybody:
      return true;
  }
  return false;
}

/// acl(5), "ACCESS CHECK ALGORITHM": owner, else the user's entry, else whichever group's entry
/// permits it, else the others.
bool posix_permits(const AccessList& list, const Account& account, bool AccessEntry::*right) {
  for (const Who who : {Who::owner, Who::user})
    for (const AccessEntry& entry : list.entries)
      if (entry.who == who && is_about(list, entry, account)) return entry.*right;
  bool in_group = false;
  for (const AccessEntry& entry : list.entries) {
    if ((entry.who != Who::owning_group && entry.who != Who::group) ||
        !is_about(list, entry, account))
      continue;
    if (entry.*right) return true;
    in_group = true;
  }
  if (in_group) return false;
  for (const AccessEntry& entry : list.entries)
    if (entry.who == Who::everybody) return entry.*right;
  return false;
}

std::optional<bool> permits(const AccessList& list, const Account& account,
                            bool AccessEntry::*right) {
  if (list.kind == AccessList::Kind::unknown) return std::nullopt;
  if (list.kind == AccessList::Kind::posix) return posix_permits(list, account, right);
  for (const AccessEntry& entry : list.entries)
    if (entry.*right && is_about(list, entry, account)) return entry.allows;
  return false;
}

/// Everybody whom one of the lists names.
struct Named {
  std::set<std::uint32_t> users, groups;
  std::set<std::string> user_names, group_names;

  void add(const AccessList& list) {
    for (const AccessEntry& entry : list.entries) {
      if (entry.who == Who::owner) users.insert(list.owner);
      if (entry.who == Who::owning_group) groups.insert(list.group);
      if (entry.who == Who::user && entry.name.empty()) users.insert(entry.id);
      if (entry.who == Who::user && !entry.name.empty()) user_names.insert(entry.name);
      if (entry.who == Who::group && entry.name.empty()) groups.insert(entry.id);
      if (entry.who == Who::group && !entry.name.empty()) group_names.insert(entry.name);
    }
  }
};

void add_groups(const AccessPath& path, const Named& named, Readers& readers) {
  Account all;
  for (const std::uint32_t group : named.groups) {
    if (may_read(path, {.groups = {group}}).value_or(false)) readers.groups.push_back(group);
    all.groups.push_back(group);
  }
  for (const std::string& group : named.group_names) {
    if (may_read(path, {.group_names = {group}}).value_or(false)) readers.names.push_back(group);
    all.group_names.push_back(group);
  }
  if (!readers.groups.empty() || !readers.names.empty() || !may_read(path, all).value_or(false))
    return;
  readers.groups = all.groups;
  readers.names = all.group_names;
  readers.only_together = true;
}

void add_user(const AccessPath& path, const Account& account, Readers& readers) {
  if (account.user == 0U) return;
  const bool in_group =
      !readers.only_together &&
      std::any_of(readers.groups.begin(), readers.groups.end(),
                  [&](std::uint32_t group) { return has(account.groups, group); });
  const bool among = readers.everybody || in_group;
  const bool may = may_read(path, account).value_or(false);
  if (may && !among) readers.users.push_back(*account.user);
  if (!may && among) readers.refused_users.push_back(*account.user);
}

}  // namespace

std::optional<bool> may_read(const AccessPath& path, const Account& account) {
  if (account.user == 0U) return true;
  bool all = true;
  for (const AccessList& directory : path.directories) {
    const auto through = permits(directory, account, &AccessEntry::search);
    if (!through) return std::nullopt;
    all = all && *through;
  }
  const auto file = permits(path.file, account, &AccessEntry::read);
  if (!file) return std::nullopt;
  return all && *file;
}

Readers readers_of(const AccessPath& path,
                   const std::function<Account(std::uint32_t)>& account_of) {
  Readers readers;
  const auto stranger = may_read(path, {});
  readers.known = stranger.has_value();
  readers.everybody = stranger.value_or(false);
  if (!readers.known) return readers;
  Named named;
  for (const AccessList& directory : path.directories) named.add(directory);
  named.add(path.file);
  if (!readers.everybody) add_groups(path, named, readers);
  for (const std::uint32_t group : named.groups)
    if (readers.everybody && !may_read(path, {.groups = {group}}).value_or(true))
      readers.refused_groups.push_back(group);
  for (const std::uint32_t user : named.users) add_user(path, account_of(user), readers);
  for (const std::string& name : named.user_names)
    if (!readers.everybody && may_read(path, {.name = name}).value_or(false))
      readers.names.push_back(name);
  return readers;
}

}  // namespace braque::report
