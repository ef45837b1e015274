#include "source/mount_table.hpp"

#include <fcntl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <deque>

#include "source/descriptor.hpp"

namespace braque::source {
namespace {

constexpr std::size_t kTableBytesMax = 64U << 20;
constexpr int kLinksMax = 40;  ///< as the kernel's

// Types of /proc/filesystems whose data are on devices of this machine, in its memory, or made up.
// A fuseblk is a program's, and waits for it.
constexpr std::array<std::string_view, 63> kAnswering = {
    "adfs",     "affs",    "anon_inodefs", "aufs",       "bcachefs",  "bdev",     "befs",
    "bfs",      "binder",  "binfmt_misc",  "bpf",        "btrfs",     "cgroup",   "cgroup2",
    "configfs", "cpuset",  "cramfs",       "debugfs",    "devpts",    "devtmpfs", "ecryptfs",
    "efivarfs", "efs",     "erofs",        "exfat",      "ext2",      "ext3",     "ext4",
    "f2fs",     "fusectl", "hfs",          "hfsplus",    "hugetlbfs", "iso9660",  "jffs2",
    "jfs",      "minix",   "mqueue",       "msdos",      "nilfs2",    "nsfs",     "ntfs",
    "ntfs3",    "overlay", "proc",         "pstore",     "ramfs",     "reiserfs", "resctrl",
    "romfs",    "rootfs",  "rpc_pipefs",   "securityfs", "selinuxfs", "squashfs", "sysfs",
    "tmpfs",    "tracefs", "ubifs",        "udf",        "vfat",      "xfs",      "zfs"};

constexpr bool contains(std::string_view outer, std::string_view path) {
  if (outer == "/") return path.starts_with('/');
  return path.starts_with(outer) && (path.size() == outer.size() || path[outer.size()] == '/');
}

/// Blanks, tabs, line feeds and backslashes are written as \040 and so on.
std::string unescaped(std::string_view text) {
  const auto octal = [&](std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '7';
  };
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || !octal(at + 1) || !octal(at + 2) || !octal(at + 3)) {
      plain += text[at];
      continue;
    }
    plain += static_cast<char>((text[at + 1] - '0') * 64 + (text[at + 2] - '0') * 8 + text[at + 3] -
                               '0');
    at += 3;
  }
  return plain;
}

std::string_view take_field(std::string_view& line) {
  const std::string_view field = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(field.size() + 1, line.size()));
  return field;
}

std::uint64_t device_of(std::string_view field) {
  unsigned major = 0, minor = 0;
  const std::size_t colon = std::min(field.find(':'), field.size());
  std::from_chars(field.data(), field.data() + colon, major);
  if (colon < field.size())
    std::from_chars(field.data() + colon + 1, field.data() + field.size(), minor);
  return makedev(major, minor);
}

}  // namespace

bool answers_by_itself(std::string_view type) noexcept {
  return std::binary_search(kAnswering.begin(), kAnswering.end(), type);
}

MountTable MountTable::parse(std::string_view text) {
  // "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw"
  MountTable table;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    take_field(line);
    take_field(line);
    Mount mount;
    mount.device = device_of(take_field(line));
    take_field(line);
    mount.path = unescaped(take_field(line));
    const std::size_t dash = line.find(" - ");
    if (dash == std::string_view::npos || !mount.path.starts_with('/')) continue;
    line.remove_prefix(dash + 3);
    mount.type = take_field(line);
    mount.may_hang = !answers_by_itself(mount.type);
    table.mounts_.push_back(std::move(mount));
  }
  return table;
}

MountTable MountTable::of_this_process() {
  const Descriptor file(::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC));
  std::string text;
  std::array<char, 16384> buffer;
  while (file && text.size() < kTableBytesMax) {
    const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
    if (count <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return parse(text);
}

const Mount* MountTable::containing(std::string_view path) const {
  const Mount* found = nullptr;
  for (const Mount& mount : mounts_) {
    if (contains(mount.path, path) && (found == nullptr || mount.path.size() >= found->path.size()))
      found = &mount;
  }
  return found;
}

const Mount* MountTable::hanging_at(std::string_view path) const {
  const Mount* found = nullptr;
  for (const Mount& mount : mounts_)
    if (mount.path == path) found = &mount;
  return found != nullptr && found->may_hang ? found : nullptr;
}

bool MountTable::hanging_below(std::string_view path) const {
  return std::any_of(mounts_.begin(), mounts_.end(), [&](const Mount& mount) {
    return mount.may_hang && contains(path, mount.path);
  });
}

const Mount* hanging_on_the_way(const MountTable& table, const std::string& path,
                                std::string& resolved) {
  std::deque<std::string> waiting;
  const auto put_first = [&](std::string_view names) {
    std::size_t place = 0;
    while (!names.empty()) {
      const std::string_view name = names.substr(0, names.find('/'));
      names.remove_prefix(std::min(name.size() + 1, names.size()));
      if (!name.empty() && name != ".")
        waiting.insert(waiting.begin() + static_cast<std::ptrdiff_t>(place++), std::string(name));
    }
  };
  const auto up = [&] { resolved.resize(std::min(resolved.rfind('/'), resolved.size())); };
  put_first(path);
  resolved.clear();
  const Mount* hanging = nullptr;
  for (int links = 0; !waiting.empty();) {
    const std::string name = std::move(waiting.front());
    waiting.pop_front();
    if (name == "..") {
      up();
      continue;
    }
    resolved += '/' + name;
    if (hanging == nullptr) {
      const Mount* mount = table.containing(resolved);
      if (mount != nullptr && mount->may_hang) hanging = mount;
    }
    if (hanging != nullptr) continue;
    std::array<char, PATH_MAX> target;
    const ssize_t length = ::readlink(resolved.c_str(), target.data(), target.size());
    if (length <= 0) continue;
    if (++links > kLinksMax) return nullptr;
    const std::string_view text(target.data(), static_cast<std::size_t>(length));
    if (text.starts_with('/'))
      resolved.clear();
    else
      up();
    put_first(text);
  }
  return hanging;
}

}  // namespace braque::source
