// One walk over a directory tree: by descriptors, one component at a time, with an explicit stack.
// In every directory the files come first, then the directories, each in the order of their names.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/budget.hpp"
#include "model/quiet_sink.hpp"
#include "model/source.hpp"
#include "source/directory.hpp"
#include "source/directory_entries.hpp"
#include "source/exclusions.hpp"
#include "source/hard_links.hpp"
#include "source/mount_table.hpp"

namespace braque::source {

struct WalkOptions {
  std::string target_path;  ///< absolute path of the root, for the items' paths
  std::uint32_t target = 0;
  Budget budget;
  const MountTable* mounts = nullptr;   ///< where mounts that may hang lie; null: nowhere
  RemoteFiles* remote_files = nullptr;  ///< for these; null: no detour
};

class Walk {
 public:
  /// Borrows all but `options` for its lifetime.
  Walk(WalkOptions options, const Exclusions& exclusions, ItemSink& sink);

  /// Lists everything below `root`; true when every directory was listed to its end.
  bool run(std::shared_ptr<const Directory> root);

  /// Reports one file of `parent`; `relative` is "" for a target that is a file. `name` ends with a
  /// zero byte.
  void report_file(const std::shared_ptr<const Directory>& parent, std::string_view name,
                   std::string_view relative);

 private:
  struct Frame {
    std::shared_ptr<const Directory> directory;
    std::vector<std::string> children;  ///< directories of the chunk that are still to be entered
    std::size_t next = 0;
    std::size_t held_bytes = 0;
    DirectoryPosition position;
    std::size_t path_length = 0;  ///< of relative_ in this directory
  };
  struct IdentityHash {
    std::size_t operator()(const DirectoryIdentity& identity) const noexcept;
  };

  void push(std::shared_ptr<const Directory> directory);
  void pop();
  void read_chunk();
  void report_entry(std::string_view name, EntryType type);
  std::optional<Outcome> objection(const Directory& parent, const FileStatus& status,
                                   std::string_view relative) const;
  void report_special(std::string relative, EntryType type);
  void report_status(const std::shared_ptr<const Directory>& parent, const FileStatus& status,
                     std::string_view relative);
  void remember_child(std::string_view name);
  void enter(const std::string& name);
  void fail_entering(const std::string& name, int error);
  std::optional<Outcome> objection(OpenedDirectory& opened) const;
  const Mount* hanging_mount(std::string_view relative) const;

  Item make_item(std::string_view relative);
  void pass_over(Item item, Outcome outcome);
  std::string below(std::string_view name) const;
  /// The same, valid until the next call.
  std::string_view passing_below(std::string_view name);
  ChunkLimits chunk_limits() const;
  bool other_mount(std::uint64_t mount_id, std::uint64_t device) const;

  WalkOptions options_;
  const Exclusions& exclusions_;
  ItemSink& sink_;
  QuietSink* const quiet_sink_;  ///< the same, if it is one; else null
  HardLinks hard_links_;
  DirectoryEntries entries_;
  std::vector<Frame> stack_;
  std::unordered_set<DirectoryIdentity, IdentityHash> chain_;
  DirectoryIdentity root_identity_;
  Mounts mounts_ = Mounts::stay;
  bool detours_ = false;  ///< mounts that may hang lie below the target
  std::string relative_;  ///< of the directory on top of the stack
  std::string passing_;   ///< of passing_below()
  std::uint64_t sequence_ = 0;
  std::uint64_t entries_seen_ = 0;
  std::uint64_t held_bytes_ = 0;  ///< of names of directories still to be entered, all frames
  bool complete_ = true;
  bool stopped_ = false;
};

}  // namespace braque::source
