// What is mounted where, as the kernel lists it: known without a call on any of the paths, which
// may never return when a server is dead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace braque::source {

struct Mount {
  std::string path;          ///< where it is mounted
  std::string type;          ///< "ext4", "nfs4", "fuse.sshfs"
  std::uint64_t device = 0;  ///< as stat(2) has it
  bool may_hang = false;     ///< no file system that is known to answer by itself
};

class MountTable {
 public:
  /// Nothing is mounted: every path is taken for local.
  MountTable() = default;
  /// /proc/self/mountinfo. Without it, as the default.
  static MountTable of_this_process();
  /// What that file says (proc(5)); lines that cannot be understood are left out.
  static MountTable parse(std::string_view text);

  /// The mount that an absolute path without links lies on; null when none is known.
  const Mount* containing(std::string_view path) const;
  /// The mount at exactly this path that may hang; null when there is none.
  const Mount* hanging_at(std::string_view path) const;
  /// Whether some mount that may hang lies at or below the path.
  bool hanging_below(std::string_view path) const;

 private:
  std::vector<Mount> mounts_;  ///< in the order of mounting: later ones lie over earlier ones
};

/// Whether files of that type of file system are served by this kernel from local devices, or made
/// up by it. All others, and those not known, may wait for another machine or program.
bool answers_by_itself(std::string_view type) noexcept;

/// The mount that may hang which the way along `path` (absolute) leads to, with links resolved
/// before it and never on it; null when it leads to none. `resolved` is then the path from there
/// on, with the rest as it was written.
const Mount* hanging_on_the_way(const MountTable& table, const std::string& path,
                                std::string& resolved);

}  // namespace braque::source
