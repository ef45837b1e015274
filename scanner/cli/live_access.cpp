#include "cli/live_access.hpp"

#include <grp.h>
#include <linux/magic.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

#include <array>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>

namespace braque::cli {
namespace {

using report::AccessList;

constexpr std::uint32_t kXfs = 0x58465342, kSmb2 = 0xfe534d42, kCifs = 0xff534d42,
                        kZfs = 0x2fc12fc1, kBcachefs = 0xca451a4e;
constexpr std::size_t kListBytesMax = 64 << 10;
constexpr std::size_t kAccountsMax = 200'000;

enum class Rights { posix, nfs, windows, none };

/// Whose modes and lists the kernel, or the server behind it, goes by. Others make modes up.
Rights rights_of(const std::string& path) {
  struct statfs status {};
  if (::statfs(path.c_str(), &status) != 0) return Rights::none;
  switch (static_cast<std::uint32_t>(status.f_type)) {
    case EXT4_SUPER_MAGIC:
    case BTRFS_SUPER_MAGIC:
    case TMPFS_MAGIC:
    case OVERLAYFS_SUPER_MAGIC:
    case F2FS_SUPER_MAGIC:
    case SQUASHFS_MAGIC:
    case kXfs:
    case kZfs:
    case kBcachefs:
      return Rights::posix;
    case NFS_SUPER_MAGIC:
      return Rights::nfs;
    case SMB_SUPER_MAGIC:
    case kSmb2:
    case kCifs:
      return Rights::windows;
    default:
      return Rights::none;
  }
}

struct Attribute {
  bool there = false, failed = false;
  std::vector<std::uint8_t> bytes{};
};

Attribute attribute(const std::string& path, const char* name) {
  Attribute out;
  std::vector<std::uint8_t> room(kListBytesMax);
  const ssize_t size = ::lgetxattr(path.c_str(), name, room.data(), room.size());
  if (size < 0) {
    out.failed = errno != ENODATA && errno != EOPNOTSUPP;
    return out;
  }
  room.resize(static_cast<std::size_t>(size));
  return {true, false, std::move(room)};
}

AccessList unknown() { return {AccessList::Kind::unknown, 0, 0, {}}; }

AccessList list_of(const std::string& path) {
  const Rights rights = rights_of(path);
  struct stat status {};
  if (rights == Rights::none || ::lstat(path.c_str(), &status) != 0) return unknown();
  if (rights == Rights::windows) {
    const Attribute list = attribute(path, "system.cifs_acl");
    return list.there ? report::parse_windows_list(list.bytes).value_or(unknown()) : unknown();
  }
  if (rights == Rights::nfs) {
    const Attribute list = attribute(path, "system.nfs4_acl");
    if (list.failed) return unknown();
    if (list.there)
      return report::parse_nfs4_list(status.st_uid, status.st_gid, list.bytes).value_or(unknown());
  }
  const Attribute list = attribute(path, "system.posix_acl_access");
  if (list.failed) return unknown();
  if (list.there)
    return report::parse_posix_list(status.st_uid, status.st_gid, list.bytes).value_or(unknown());
  return report::access_of_mode(status.st_uid, status.st_gid, status.st_mode);
}

/// Whether the directory lies on a share, and those above it do not count.
bool is_share(const std::string& directory) {
  const Rights rights = rights_of(directory);
  return rights == Rights::nfs || rights == Rights::windows;
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

report::AccessPath LiveAccess::path_to(const std::string& file) {
  report::AccessPath path;
  const std::unique_ptr<char, decltype(&::free)> real(::realpath(file.c_str(), nullptr), &::free);
  if (!real) {
    path.file = unknown();
    return path;
  }
  const std::string resolved = real.get(), folder = parent_of(resolved);
  auto known = directories_.find(folder);
  if (known == directories_.end()) {
    std::vector<AccessList> lists;
    const bool on_share = is_share(folder);
    for (std::string directory = folder;; directory = parent_of(directory)) {
      if (on_share && !is_share(directory)) break;
      // Windows lets everybody through directories (SeChangeNotifyPrivilege).
      if (rights_of(directory) != Rights::windows) lists.push_back(list_of(directory));
      if (directory == "/") break;
    }
    known = directories_.emplace(folder, std::move(lists)).first;
  }
  path.directories = known->second;
  path.file = list_of(resolved);
  return path;
}

const report::Account& LiveAccess::account(std::uint32_t user) {
  auto [place, made] = accounts_.try_emplace(user);
  report::Account& account = place->second;
  if (!made) return account;
  account.user = user;
  const passwd* entry = ::getpwuid(user);
  if (entry == nullptr) return account;
  account.name = entry->pw_name;
  std::vector<gid_t> groups(NGROUPS_MAX);
  int count = NGROUPS_MAX;
  ::getgrouplist(entry->pw_name, entry->pw_gid, groups.data(), &count);
  for (int i = 0; i < count; ++i) {
    account.groups.push_back(groups[static_cast<std::size_t>(i)]);
    if (const struct group* one = ::getgrgid(account.groups.back()))
      account.group_names.emplace_back(one->gr_name);
  }
  return account;
}

void LiveAccess::count_members() {
  counted_ = true;
  ::setpwent();
  std::size_t accounts = 0;
  while (const passwd* entry = ::getpwent()) {
    ++members_[entry->pw_gid];
    if (++accounts == kAccountsMax) break;
  }
  ::endpwent();
}

std::uint64_t LiveAccess::members_of(std::uint32_t group) {
  if (!counted_) count_members();
  std::uint64_t members = members_[group];
  if (const struct group* entry = ::getgrgid(group))
    for (char** one = entry->gr_mem; *one != nullptr; ++one) ++members;
  return members;
}

std::string user_name(std::uint32_t user, bool& known) {
  const passwd* entry = ::getpwuid(user);
  known = entry != nullptr;
  return known ? entry->pw_name : std::to_string(user);
}

std::string group_name(std::uint32_t group) {
  const struct group* entry = ::getgrgid(group);
  return entry == nullptr ? std::to_string(group) : entry->gr_name;
}

}  // namespace braque::cli
