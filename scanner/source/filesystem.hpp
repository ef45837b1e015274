// The file system as a source: a directory with everything below it, or a single file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "model/source.hpp"
#include "source/directory.hpp"
#include "source/exclusions.hpp"
#include "source/mount_table.hpp"
#include "source/registry.hpp"

namespace braque::source {

/// `list` is for one thread at a time; `open` is thread-safe and may be called for items of the
/// current or an earlier listing, while listing goes on.
class FilesystemSource final : public Source {
 public:
  /// `target` is a path, or a file: URI (RFC 8089). Fails for bad patterns and bad URIs; a target
  /// that does not exist is told by `list`.
  static Result<std::unique_ptr<Source>> make(const std::string& target,
                                              const SourceOptions& options);

  Listing list(ItemSink& sink) override;
  Opened open(const Item& item) const override;
  const std::string& target() const override { return target_; }
  const std::string& lasting_name() const override { return lasting_name_; }

 private:
  FilesystemSource() = default;
  Opened open_remote(const Directory& parent, const char* name, AccessTime access_time) const;
  void resolve(const std::string& path);
  OpenedDirectory open_target(const std::string& path) const;
  Listing walk_directory(ItemSink& sink, OpenedDirectory opened);
  Listing walk_file(ItemSink& sink);
  Listing unreached(ItemSink& sink, int error) const;

  std::string target_;  ///< as the user wrote it
  std::string path_;    ///< absolute, links resolved where it exists
  std::string lasting_name_;
  SourceOptions options_;
  Exclusions exclusions_;
  MountTable mounts_;
  bool remote_ = false;       ///< the target lies on a mount that may hang ...
  std::uint64_t device_ = 0;  ///< ... of this device
  std::uint32_t user_ = 0;    ///< effective user, who may keep access times of files of their own
};

}  // namespace braque::source
