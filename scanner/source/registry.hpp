// The sources that exist: one line each in registry.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/budget.hpp"
#include "model/remote_files.hpp"
#include "model/source.hpp"

namespace braque {

/// What the user asked for, for all kinds of sources alike.
struct SourceOptions {
  std::uint32_t target = 0;          ///< index of the target on the command line
  std::string lasting_name;          ///< --as; "" for the default (host and path)
  bool cross_mounts = false;         ///< --cross-mounts
  bool default_exclusions = true;    ///< snapshot and recycle folders
  std::vector<std::string> include;  ///< --include, globs (source/glob.hpp)
  std::vector<std::string> exclude;  ///< --exclude
  Budget budget;
  RemoteFiles* remote_files = nullptr;  ///< for mounts that may hang; null: no detour
  std::string mounts;                   ///< as /proc/self/mountinfo says it; "": that file is read
};

struct SourceKind {
  std::string_view name;         ///< in records: "file"
  std::string_view description;  ///< one sentence for the help
  std::string_view prefix;       ///< of its URIs: "file:"
  Result<std::unique_ptr<Source>> (*make)(const std::string& target, const SourceOptions& options);
};

/// In the order in which users see them. The first takes every target without a known prefix.
std::span<const SourceKind> source_kinds() noexcept;
const SourceKind& source_kind_of(std::string_view target) noexcept;

/// Makes the source for a target of the command line. Fails for what is wrong with the target's
/// spelling or the options (usage errors); whether it can be reached is told by Source::list.
Result<std::unique_ptr<Source>> make_source(const std::string& target,
                                            const SourceOptions& options);

}  // namespace braque
