// Who can read a file: it takes the right to go through every directory above it, and to read it.
// Whoever has all rights (root, administrators, backup operators) is left out, for nobody can be
// kept from what they can read.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/access_list.hpp"

namespace braque::report {

/// Somebody, as access lists know people. Without a number: a stranger.
struct Account {
  std::optional<std::uint32_t> user{};
  std::string name{};  ///< "" where lists have numbers only
  std::vector<std::uint32_t> groups{};
  std::vector<std::string> group_names{};
};

/// A file and the way to it.
struct AccessPath {
  std::vector<AccessList> directories{};  ///< from the root of the tree, or of the share
  AccessList file{};
};

/// Nothing when it cannot be known.
std::optional<bool> may_read(const AccessPath& path, const Account& account);

struct Readers {
  bool known = false;
  bool everybody = false;  ///< anyone with an account; users, groups and names are empty then
  std::vector<std::uint32_t> users{}, groups{};
  std::vector<std::string> names{};  ///< of lists that have names
  bool only_together = false;        ///< who is in all of `groups`, not in one of them
  /// Those whom a list names and keeps out although they are among everybody, or in one of the
  /// groups.
  std::vector<std::uint32_t> refused_users{}, refused_groups{};
};

/// `account_of` tells a user's groups.
Readers readers_of(const AccessPath& path, const std::function<Account(std::uint32_t)>& account_of);

}  // namespace braque::report
