// The readers of a tree, as access(2) tells them to accounts that may or may not go there.
#include "cli/live_access.hpp"

#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

using namespace braque;
using namespace braque::cli;

namespace {

constexpr std::array<std::uint32_t, 4> kUsers{51001, 51002, 51003, 51004};
/// Each user is in its own group; 51001 and 51002 are also in 52000, 51003 in 52001.
std::vector<std::uint32_t> groups_of(std::uint32_t user) {
  std::vector<std::uint32_t> groups{user};
  if (user == 51001 || user == 51002) groups.push_back(52000);
  if (user == 51003) groups.push_back(52001);
  return groups;
}

struct Tree {
  std::filesystem::path root;
  Tree() {
    std::string name = (std::filesystem::temp_directory_path() / "braque-access-XXXXXX").string();
    root = ::mkdtemp(name.data());
    ::chmod(root.c_str(), 0755);
  }
  ~Tree() { std::filesystem::remove_all(root); }
  std::string folder(const std::string& name, std::uint32_t owner, std::uint32_t group,
                     mode_t mode) const {
    std::filesystem::create_directories(root / name);
    return own(root / name, owner, group, mode);
  }
  std::string file(const std::string& name, std::uint32_t owner, std::uint32_t group,
                   mode_t mode) const {
    std::ofstream(root / name) << "x";
    return own(root / name, owner, group, mode);
  }
  static std::string own(const std::filesystem::path& path, std::uint32_t owner,
                         std::uint32_t group, mode_t mode) {
    REQUIRE(::chown(path.c_str(), owner, group) == 0);
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    return path.string();
  }
};

/// {tag, permissions, id} of posix_acl_xattr.h, behind the version. False where the file system has
/// no lists.
bool set_list(const std::string& path,
              std::initializer_list<std::array<std::uint32_t, 3>> entries) {
  std::vector<unsigned char> bytes{2, 0, 0, 0};
  for (const auto& [tag, bits, id] : entries) {
    for (const std::uint32_t two : {tag, bits})
      for (int i = 0; i < 2; ++i) bytes.push_back(static_cast<unsigned char>(two >> 8 * i));
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<unsigned char>(id >> 8 * i));
  }
  return ::setxattr(path.c_str(), "system.posix_acl_access", bytes.data(), bytes.size(), 0) == 0;
}

/// What the kernel says to this account.
bool kernel_lets_read(const std::string& path, std::uint32_t user) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::vector<gid_t> groups;
    for (const std::uint32_t group : groups_of(user)) groups.push_back(group);
    const bool become = ::setgroups(groups.size(), groups.data()) == 0 &&
                        ::setresgid(user, user, user) == 0 && ::setresuid(user, user, user) == 0;
    ::_exit(!become ? 2 : ::access(path.c_str(), R_OK) == 0 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) != 2);
  return WEXITSTATUS(status) == 0;
}

void check_as_kernel(const std::string& path) {
  LiveAccess live;
  const report::AccessPath lists = live.path_to(path);
  const auto account_of = [](std::uint32_t user) {
    return report::Account{.user = user, .groups = groups_of(user)};
  };
  const report::Readers readers = report::readers_of(lists, account_of);
  INFO(path);
  if (!readers.known) {
    WARN("the file system of " + path +
         " has no access rights that are known; nothing was compared");
    return;
  }
  for (const std::uint32_t user : kUsers) {
    INFO(user);
    const bool may = kernel_lets_read(path, user);
    CHECK(report::may_read(lists, account_of(user)) == may);
    if (readers.only_together) continue;
    const auto in = [](const std::vector<std::uint32_t>& list, std::uint32_t one) {
      return std::find(list.begin(), list.end(), one) != list.end();
    };
    const auto in_one_of = [&](const std::vector<std::uint32_t>& list) {
      const auto groups = groups_of(user);
      return std::any_of(groups.begin(), groups.end(),
                         [&](std::uint32_t one) { return in(list, one); });
    };
    const bool named = readers.everybody ? !in_one_of(readers.refused_groups)
                                         : in(readers.users, user) || in_one_of(readers.groups);
    // The owner of a file whose group is kept out is not kept out with it.
    const bool owner = lists.file.owner == user && readers.everybody;
    if (!owner) CHECK((named && !in(readers.refused_users, user)) == may);
  }
}

}  // namespace

TEST_CASE("the readers of trees with modes and lists are those whom access(2) lets in") {
  if (::geteuid() != 0) {
    WARN("skipped: only root can become the accounts that are compared");
    return;
  }
  const Tree tree;
  tree.folder("open", 0, 0, 0755);
  tree.folder("team", 51001, 52000, 0750);
  tree.folder("team/closed", 51001, 52000, 0700);
  tree.folder("search-only", 51004, 52001, 0711);
  std::vector<std::string> files;
  for (const mode_t mode : {0644, 0640, 0600, 0604, 0044, 0000})
    for (const char* where : {"open/", "team/", "team/closed/", "search-only/"})
      files.push_back(tree.file(where + std::to_string(mode), 51002, 52000, mode));
  for (const std::string& file : files) check_as_kernel(file);

  const std::string listed = tree.file("open/listed", 51001, 51001, 0600);
  if (!set_list(
          listed,
          {{1, 6, ~0U}, {2, 4, 51003}, {4, 0, ~0U}, {8, 4, 52000}, {16, 4, ~0U}, {32, 0, ~0U}})) {
    WARN("skipped: the file system of the temporary directory keeps no access lists");
    return;
  }
  check_as_kernel(listed);
  const std::string masked = tree.file("open/masked", 51001, 51001, 0600);
  REQUIRE(set_list(masked, {{1, 4, ~0U}, {2, 4, 51003}, {4, 4, ~0U}, {16, 0, ~0U}, {32, 4, ~0U}}));
  check_as_kernel(masked);
  const std::string refused = tree.file("open/refused", 51004, 51004, 0644);
  REQUIRE(set_list(
      refused,
      {{1, 6, ~0U}, {2, 0, 51003}, {4, 4, ~0U}, {8, 0, 52000}, {16, 7, ~0U}, {32, 4, ~0U}}));
  check_as_kernel(refused);
  const std::string folder = tree.folder("guarded", 51001, 51001, 0700);
  REQUIRE(set_list(folder, {{1, 7, ~0U}, {2, 1, 51003}, {4, 0, ~0U}, {16, 1, ~0U}, {32, 0, ~0U}}));
  check_as_kernel(tree.file("guarded/inside", 51004, 51004, 0644));
}

TEST_CASE("what is not there has no readers that anybody knows") {
  LiveAccess live;
  CHECK(live.path_to("/nonexistent/file").file.kind == report::AccessList::Kind::unknown);
}
