// Who can read files, asked of the file system when a report is made. Lists of access are not kept
// in the index: they change without the files, and one directory's list changes who can read
// everything below it, so that what a night kept would be wrong by day. What is no longer there, or
// not mounted here, is unknown.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "report/readers.hpp"

namespace braque::cli {

class LiveAccess {
 public:
  /// The lists of a file and of the directories above it, up to the root, or up to where a share is
  /// mounted: what lies above the share is not seen by its users. Kinds of file systems whose lists
  /// cannot be asked for are unknown.
  report::AccessPath path_to(const std::string& file);

  /// With the groups that this machine knows; asked for once each.
  const report::Account& account(std::uint32_t user);
  /// Accounts in the group, as far as this machine can list them.
  std::uint64_t members_of(std::uint32_t group);

 private:
  void count_members();

  std::unordered_map<std::string, std::vector<report::AccessList>> directories_;
  std::unordered_map<std::uint32_t, report::Account> accounts_;
  std::unordered_map<std::uint32_t, std::uint64_t> members_;
  bool counted_ = false;
};

/// "alice", or the number of an account that has no name.
std::string user_name(std::uint32_t user, bool& known);
std::string group_name(std::uint32_t group);

}  // namespace braque::cli
