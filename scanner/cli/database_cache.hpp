// Compiled databases between runs: one file for each key in $XDG_CACHE_HOME/braque, readable by its
// owner only. Whatever looks wrong about a file or its directory makes it be ignored and compiled
// anew; a cache is never a reason to fail.
#pragma once

#include <string>
#include <string_view>

#include "match/rule_set.hpp"

namespace braque::cli {

class DiskDatabaseCache : public DatabaseCache {
 public:
  /// An empty directory turns the cache off.
  explicit DiskDatabaseCache(std::string directory) : directory_(std::move(directory)) {}

  std::string load(std::string_view key) override;
  /// Compiles in a child process: Hyperscan takes 60 MB for it, which it would not give back. To be
  /// called before there are threads.
  std::string make(std::string_view key, const std::function<std::string()>& compile) override;

 private:
  void store(std::string_view key, std::string_view bytes);
  std::string directory_;
};

/// $XDG_CACHE_HOME/braque or ~/.cache/braque; empty when there is neither.
std::string default_cache_directory();

}  // namespace braque::cli
